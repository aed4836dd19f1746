"""One of the shop's services: what it knows of each user, what it was asked, and how it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from mocks.service import Bound, Clock, Observe
from mocks.shop import api
from mocks.shop.received import Received

Health = Literal["healthy", "slow", "failing"]

SLOW = 5.0
"""Seconds that a slow service takes for an answer."""

DEMO: Mapping[str, dict[str, dict[str, Any]]] = MappingProxyType(
    {
        "auth": {"jane": {"signed_in": True}},
        "users": {"jane": {"name": "Jane Doe"}},
        "orders": {"jane": {"open": 2}},
        "payments": {"jane": {"due_cents": 4200}},
        "notifications": {"jane": {"unread": 3}},
        "search": {"jane": {"recent": ["shoes", "umbrella"]}},
    }
)
"""What the services know when they are tried by hand."""


class Part:
    """A service. ``known`` is what it tells of each user; ``requests`` has the requests for a summary so far."""

    def __init__(self, name: str, clock: Clock, observe: Observe) -> None:
        self.name = name
        self.host = f"{name}.test"
        self.port = 80
        self.clock = clock
        self.known: dict[str, dict[str, Any]] = {}
        self.requests: list[Received] = []
        self._observe = observe
        self._health: Health = "healthy"
        self.app = Bound(self, api.service())
        observe(name, "healthy")

    @property
    def url(self) -> str:
        """Its base URL, without the port if that is the default one."""
        return f"http://{self.host}" if self.port == 80 else f"http://{self.host}:{self.port}"

    @property
    def health(self) -> Health:
        """How it is now."""
        return self._health

    @health.setter
    def health(self, health: Health) -> None:
        if health != self._health:
            self._health = health
            self._observe(self.name, health)

    @property
    def delay(self) -> float:
        """Seconds that its next answer takes."""
        return SLOW if self._health == "slow" else 0.0
