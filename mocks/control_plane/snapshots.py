"""What a control plane has published, and what each sidecar said of it.

A version is that of the whole, as in Envoy's state-of-the-world protocol. Used by the control plane's API.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mocks.service import Clock, Observe

TYPE_URL = "type.googleapis.com/course.mesh.v1.Routes"


@dataclass(frozen=True)
class Polled:
    """One request of a sidecar's. ``version`` and ``nonce`` are those that it told; ``refusal`` says what is wrong
    with the answer of that nonce, and is empty if nothing is. ``answered``: the version it was sent, or ``""``.
    """

    at: float
    node: str
    version: str
    nonce: str
    refusal: str
    answered: str


class Snapshots:
    """The routes by service, under one version that each change raises."""

    def __init__(self, clock: Clock, observe: Observe) -> None:
        self._clock = clock
        self._observe = observe
        self._number = 0
        self._published: dict[str, list[dict[str, Any]]] = {}
        self.polls: list[Polled] = []
        self.endpoints: dict[str, dict[str, list[str]]] = {}
        """Service to subset to URLs, where instances were started along with it."""

    @property
    def version(self) -> str:
        """The version of what is published now."""
        return str(self._number)

    @property
    def nonce(self) -> str:
        """What an answer with this version is called. There is no other answer, so one name will do."""
        return f"n-{self._number}"

    def publish(self, service: str, routes: Sequence[dict[str, Any]]) -> str:
        """Publish the routes of one service; the others stay. Return the new version."""
        self._published[service] = copy.deepcopy(list(routes))
        self._number += 1
        return self.version

    def withdraw(self, service: str) -> str:
        """Take a service away. Return the new version. KeyError if it is not there."""
        del self._published[service]
        self._number += 1
        return self.version

    def resources(self, names: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Return the services of these names, all of them without any name."""
        return [
            {"name": service, "routes": copy.deepcopy(routes)}
            for service, routes in self._published.items()
            if not names or service in names
        ]

    def poll(self, node: str, version: str, nonce: str, refusal: str) -> bool:
        """Take note of a request, and say whether there is something new for that sidecar.

        One that has refused this version is not sent it again: it would only refuse it once more.
        """
        refused = bool(refusal) and nonce == self.nonce
        new = self._number > 0 and version != self.version and not refused
        self.polls.append(Polled(self._clock.time(), node, version, nonce, refusal, self.version if new else ""))
        if refusal or version:
            self._observe(node, f"refused version {nonce.removeprefix('n-')}" if refusal else f"version {version}")
        return new
