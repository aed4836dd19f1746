"""A database whose users come and go: it takes only credentials that somebody has made and that are still alive.

For hidden suites (fixture ``database``) and, on loopback, behind the secret manager, which makes its users. A user has
a password and a time until which it is valid, as in PostgreSQL's ``CREATE ROLE … VALID UNTIL``.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from starlette.types import ASGIApp

from mocks.database.api import routes
from mocks.service import Bound, Clock, Observe, ignore

__all__ = ["Database", "Login"]


@dataclass
class _User:
    password: str
    until: float


@dataclass(frozen=True)
class Login:
    """An attempt to log in: ``at`` in clock time."""

    username: str
    accepted: bool
    at: float


class Database:
    """A database at ``database.test``. Each user is a lane for ``observe``: ``valid`` or ``dropped``."""

    host = "database.test"
    url = "https://database.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        del seed  # nothing here is random
        self._clock = clock
        self._observe = observe
        self._users: dict[str, _User] = {}
        self.logins: list[Login] = []
        self.app: ASGIApp = Bound(self, routes())

    def create_user(self, username: str, password: str, until: float) -> None:
        """Make a user, or replace it. ``until``: clock time at which it is valid no more."""
        self._users[username] = _User(password, until)
        self._observe(username, "valid")

    def extend_user(self, username: str, until: float) -> None:
        """Let a user be valid until another time. KeyError if there is none."""
        self._users[username].until = until

    def drop_user(self, username: str) -> None:
        """Remove a user, if it is there."""
        if self._users.pop(username, None) is not None:
            self._observe(username, "dropped")

    @property
    def users(self) -> list[str]:
        """The users that may log in now, sorted."""
        now = self._clock.time()
        return sorted(name for name, user in self._users.items() if now < user.until)

    def login(self, username: str, password: str) -> bool:
        """Whether these credentials are taken now. The attempt is kept in ``logins``."""
        user, now = self._users.get(username), self._clock.time()
        known = hmac.compare_digest(password.encode("utf-8", "replace"), user.password.encode()) if user else False
        accepted = known and user is not None and now < user.until
        self.logins.append(Login(username, accepted, now))
        return accepted
