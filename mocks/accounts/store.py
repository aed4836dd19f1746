"""The state of one user directory: its accounts and its tokens. Used within ``mocks.accounts``."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from mocks.service import Clock, Observe


@dataclass(frozen=True)
class Account:
    """A user as the directory knows them.

    ``record``: what a password is checked against, None if the user has none. ``active``: False once the
    account is closed.
    """

    username: str
    record: str | None
    permissions: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True)
class Token:
    """An access token that is out. ``expires`` in seconds since 1970."""

    username: str
    scope: str
    expires: float
    revoked: bool = False


class Store:
    """Accounts by name, whatever the case of its letters; tokens by themselves."""

    def __init__(self, clock: Clock, observe: Observe, chance: random.Random, key: str) -> None:
        self._clock = clock
        self._observe = observe
        self._chance = chance
        self._accounts: dict[str, Account] = {}
        self._tokens: dict[str, Token] = {}
        self.key = key

    def find(self, username: str) -> Account | None:
        """Return the account of that name, in any case."""
        return self._accounts.get(username.casefold())

    def account(self, username: str) -> Account:
        """Return the account of that name. KeyError if there is none."""
        return self._accounts[username.casefold()]

    def put(self, account: Account) -> None:
        """Add or replace an account."""
        before = self.find(account.username)
        self._accounts[account.username.casefold()] = account
        if before is not None and before.active != account.active:
            self._observe(f"account {account.username}", "active" if account.active else "inactive")

    def replace_record(self, account: Account, record: str, replaces: str) -> bool:
        """Set the record, if ``replaces`` is still the present one. Return whether it was."""
        if account.record != replaces:
            return False
        self._accounts[account.username.casefold()] = replace(account, record=record)
        self._observe(f"account {account.username}", "new record")
        return True

    def issue(self, username: str, scope: str, lifetime: float, token: str) -> str:
        """Put a token out. KeyError if there is no such account."""
        account = self.account(username)
        token = token or f"at.{self._chance.getrandbits(128):032x}"
        self._tokens[token] = Token(account.username, scope, self._clock.time() + lifetime)
        return token

    def revoke(self, token: str) -> None:
        """End a token. KeyError if it was never issued."""
        self._tokens[token] = replace(self._tokens[token], revoked=True)

    def active_token(self, token: str) -> Token | None:
        """Return a token that is good: issued, not expired, not revoked, of an account that is open."""
        found = self._tokens.get(token)
        if found is None or found.revoked or self._clock.time() >= found.expires:
            return None
        return found if self.account(found.username).active else None
