"""A bench for the directory: the service, a clock that only sleeping moves, requests without a loop."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import httpx
from registry_bench import StillClock, send

from mocks.directory import AttributeDirectory

USERS = "/scim/v2/Users"
JANE: dict[str, Any] = {
    "roles": ["editor", "viewer"],
    "department": "sales",
    "clearance": "internal",
    "region": "eu",
    "timezone": "Europe/Berlin",
}


class DirectoryBench:
    """A directory with its clock, what it told its observer, and the requests one may send it. Jane is in it."""

    def __init__(self) -> None:
        self.clock = StillClock()
        self.seen: list[tuple[str, str]] = []
        self.directory = AttributeDirectory(self.clock, observe=lambda lane, value: self.seen.append((lane, value)))
        self.directory.add("jane", **JANE)

    def get(self, path: str, **query: Any) -> httpx.Response:
        return send(self.directory.app, "GET", f"{path}?{urlencode(query)}" if query else path)

    def user(self, user_id: str = "jane") -> httpx.Response:
        return self.get(f"{USERS}/{user_id}")
