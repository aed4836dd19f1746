"""The users of the directory and what is known of them. Knows nothing of HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from mocks.service import Clock


@dataclass(frozen=True)
class Person:
    """A user. What is None or empty is not known of them, and appears nowhere (RFC 7643, section 2.5)."""

    id: str
    roles: tuple[str, ...] = ()
    department: str | None = None
    clearance: str | None = None
    region: str | None = None
    timezone: str | None = None
    active: bool = True
    created: float = 0.0
    modified: float = 0.0
    version: int = 1


DEMO: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "root": {"roles": ("admin",), "department": "operations", "clearance": "secret"},
        "jane": {"roles": ("editor",), "department": "engineering", "clearance": "internal"},
        "victor": {"roles": ("viewer",), "department": "sales", "clearance": "public", "region": "us"},
        "olga": {"roles": ("editor",), "department": "engineering", "active": False},
        "newbie": {},
    }
)
"""Who is there on loopback, to try things with."""


class People:
    """All users of one directory, by id."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[str, Person] = {}

    def put(self, user_id: str, known: Mapping[str, Any]) -> Person:
        """Enter a user, or replace all that is known of them."""
        now, before = self._clock.time(), self._known.get(user_id)
        roles = tuple(known.get("roles", ()))
        person = Person(user_id, **{**known, "roles": roles}, created=now, modified=now)
        if before is not None:
            person = replace(person, created=before.created, version=before.version + 1)
        self._known[user_id] = person
        return person

    def change(self, user_id: str, changed: Mapping[str, Any]) -> Person:
        """Change some of what is known of a user; None takes it away. KeyError if there is none."""
        before = self._known[user_id]
        roles = changed.get("roles", before.roles) or ()
        person = replace(before, **{**changed, "roles": tuple(roles)}, modified=self._clock.time())
        self._known[user_id] = replace(person, version=before.version + 1)
        return self._known[user_id]

    def remove(self, user_id: str) -> None:
        """Forget a user. KeyError if there is none."""
        del self._known[user_id]

    def find(self, user_id: str) -> Person:
        """Return the user with this id. KeyError if there is none."""
        return self._known[user_id]

    def all(self) -> list[Person]:
        """Return every user, in the order in which they were entered."""
        return list(self._known.values())
