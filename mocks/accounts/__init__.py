"""The user directory: accounts with their password records, and the access tokens that are out.

For hidden suites (fixture ``accounts``) and, on loopback, for students. The HTTP side is in
``mocks.accounts.api``; what tests do and ask directly is here::

    accounts.add("jane", record, permissions=["seats:read"])
    token = accounts.issue("jane", scope="seats:read", lifetime=60)
    accounts.revoke(token)
    assert accounts.record("jane") == record
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from mocks.accounts import api
from mocks.accounts.demo import DEMO
from mocks.accounts.store import Account, Store
from mocks.service import Bound, Clock, Observe, SystemClock, ignore

__all__ = ["Account", "Accounts"]


class Accounts:
    """A user directory at ``accounts.test``, empty at first; on loopback it has a few users.

    An account is a lane for ``observe`` once something happens to it: ``active``, ``inactive`` or ``new record``.
    ``seed`` decides the tokens and ``key``, with which callers authenticate.
    """

    host = "accounts.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        on_loopback = isinstance(clock, SystemClock)
        chance = random.Random(f"accounts {seed}")  # noqa: S311 — to be repeatable, not secret
        self.key = "directory-key" if on_loopback else f"key-{chance.getrandbits(64):016x}"
        self._store = Store(clock, observe, chance, self.key)
        if on_loopback:
            for account in DEMO:
                self._store.put(account)
        self.app = Bound(self._store, api.routes(with_lab=on_loopback))

    # ------------------------------------------------------------------ what a test does

    def add(self, username: str, record: str | None, *, permissions: Sequence[str] = (), active: bool = True) -> None:
        """Add or replace an account. ``record``: as the student's code is to find it; None: no password."""
        self._store.put(Account(username, record, tuple(permissions), active))

    def set_record(self, username: str, record: str | None) -> None:
        """Replace the password record. KeyError if there is no such account."""
        self._store.put(replace(self._store.account(username), record=record))

    def set_active(self, username: str, active: bool) -> None:
        """Close or reopen an account. KeyError if there is no such account."""
        self._store.put(replace(self._store.account(username), active=active))

    def set_permissions(self, username: str, permissions: Sequence[str]) -> None:
        """Replace what a user may do. Tokens keep their scope. KeyError if there is no such account."""
        self._store.put(replace(self._store.account(username), permissions=tuple(permissions)))

    def issue(self, username: str, *, scope: str = "", lifetime: float = 300, token: str = "") -> str:
        """Issue an access token. ``lifetime`` in seconds, ``scope`` as in RFC 6749, section 3.3.

        ``token``: the token itself, if a test wants a certain one. KeyError if there is no such account.
        """
        return self._store.issue(username, scope, lifetime, token)

    def revoke(self, token: str) -> None:
        """End a token before its time. KeyError if it was never issued."""
        self._store.revoke(token)

    # ------------------------------------------------------------------ what a test asks

    def record(self, username: str) -> str | None:
        """Return the password record. KeyError if there is no such account."""
        return self._store.account(username).record
