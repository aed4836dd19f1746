"""A bench for the session store's tests: a clock that only a test moves, and one command a request."""

from __future__ import annotations

import json
from typing import Any

import httpx
from registry_bench import StillClock

from grader.harness.asgi import respond
from mocks.session_store import SessionStore


class StoreBench:
    """A session store with its clock, what it told its observer, and the requests one may send it."""

    def __init__(self, **options: Any) -> None:
        self.clock = StillClock()
        self.seen: list[tuple[str, str]] = []
        self.store = SessionStore(self.clock, observe=lambda lane, value: self.seen.append((lane, value)), **options)

    def send(self, method: str, path: str, body: bytes = b"", headers: Any = None) -> httpx.Response:
        request = httpx.Request(method, f"https://store.test{path}", content=body, headers=headers)
        return respond(self.store.app, request)

    def run(self, *command: Any) -> Any:
        """The result of a command that is posted as JSON, or the text of its error with the status before it."""
        return told(self.send("POST", "/", json.dumps(command).encode()))

    def several(self, path: str, *commands: list[Any]) -> Any:
        return self.send("POST", path, json.dumps(commands).encode()).json()


def told(answer: httpx.Response) -> Any:
    found = answer.json()
    return found["result"] if answer.status_code == 200 else f"{answer.status_code} {found['error']}"
