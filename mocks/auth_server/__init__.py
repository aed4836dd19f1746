"""The auth server: logs users in, issues tokens, publishes its keys, and forges any bad token that a test wants.

For hidden suites (fixture ``auth``) and, on loopback, for students. Over HTTP it is an OpenID provider, see
``mocks.auth_server.api``. What tests do and ask directly is here::

    token = auth.issue("u-1001", lifetime=60, audience="https://orders.test")
    bad = auth.forge.confused()          # mocks.auth_server.forge has every kind
    auth.rotate()                        # a new key signs; the old one is still published
    callback = auth.approve(url)         # where a browser is sent once jane has logged in
"""

from __future__ import annotations

import random
from typing import Any

from mocks.auth_server.accounts import CLIENTS, ORDERS, USERS, Accounts, Client, User
from mocks.auth_server.api import routes
from mocks.auth_server.authorize import FrontChannel
from mocks.auth_server.forge import Forger, claims_of, header_of
from mocks.auth_server.grants import Grants, s256
from mocks.auth_server.keys import Alg, KeyRing, SigningKey, stranger
from mocks.auth_server.mint import LIFETIME, Mint, Wish
from mocks.auth_server.origin import Origin
from mocks.auth_server.published import JWKS_PATH
from mocks.auth_server.state import State
from mocks.auth_server.token_endpoint import BackChannel
from mocks.service import Bound, Clock, Observe, SystemClock, ignore

__all__ = [
    "CLIENTS",
    "LIFETIME",
    "ORDERS",
    "USERS",
    "AuthServer",
    "Client",
    "Forger",
    "SigningKey",
    "User",
    "claims_of",
    "header_of",
    "s256",
    "stranger",
]


class AuthServer:
    """An auth server at ``auth.test``.

    It has a lane for ``observe`` for each algorithm, ``auth server signs ES256 with``: the id of the key that
    signs from then on. Another ``seed`` is another server: other keys, codes and token ids. ``issuer`` is its
    identifier (RFC 8414); on loopback it is the address at which it is asked.
    """

    host = "auth.test"

    def __init__(
        self,
        clock: Clock,
        *,
        observe: Observe = ignore,
        seed: int = 0,
        issuer: str = "https://auth.test",
    ) -> None:
        self.issuer = issuer
        self.audience = ORDERS
        on_loopback = isinstance(clock, SystemClock)
        origin = Origin(issuer, follows_host=on_loopback)
        self._accounts = Accounts()
        self._keys = KeyRing(observe, seed)
        # Sources of their own: what a test issues must not change the codes that a student sees.
        mint = Mint(clock, self._keys, _source("tokens", seed))
        grants = Grants(clock, _source("grants", seed))
        self._state = State(
            clock=clock,
            accounts=self._accounts,
            keys=self._keys,
            mint=mint,
            origin=origin,
            front=FrontChannel(clock, self._accounts, grants, origin, _source("logins", seed)),
            back=BackChannel(self._accounts, grants, mint, origin),
        )
        self.forge = Forger(self._keys, self.issue)
        self.app = Bound(self._state, routes(with_lab=on_loopback))

    # ------------------------------------------------------------------ tokens

    def issue(self, subject: str = "u-1001", **options: Any) -> str:
        """Issue an access token, as good as ``options`` let it be; ``mocks.auth_server.mint.Wish`` lists them.

        ``audience`` (a string or a list), ``scope``, ``client``, ``issuer``; ``lifetime``, ``issued_at`` and
        ``not_before`` in seconds, the latter two from now; ``claims`` to add or replace, ``without`` some; ``headers``
        to add or replace, None to leave one out; ``alg``: ES256 or RS256; ``kid``: a key before the newest.
        LookupError for a key that is not published.
        """
        return self._state.mint.access_token(Wish(**{"subject": subject, "issuer": self.issuer, **options}))

    # ------------------------------------------------------------------ keys

    @property
    def jwks(self) -> dict[str, Any]:
        """The public keys as they are published now: a JWK Set (RFC 7517)."""
        return self._keys.jwks

    @property
    def jwks_url(self) -> str:
        """Where the key set is."""
        return f"{self.issuer}{JWKS_PATH}"

    def kid(self, alg: Alg = "ES256") -> str:
        """The id of the key that signs."""
        return self._keys.active(alg).kid

    def rotate(self, alg: Alg = "ES256") -> str:
        """Sign with a new key from now on, and return its id. The old ones stay published until ``retire``."""
        return self._keys.rotate(alg).kid

    def retire(self, kid: str) -> None:
        """Publish that key no more: what it signed is not to be believed. KeyError if it is not published."""
        self._keys.retire(kid)

    # ------------------------------------------------------------------ people and programs

    def add_user(self, user: User) -> None:
        """Add or replace a user; ``USERS`` are there already."""
        self._accounts.add_user(user)

    def add_client(self, client: Client) -> None:
        """Add or replace a client; ``CLIENTS`` are there already."""
        self._accounts.add_client(client)

    def approve(self, url: str, username: str = "jane") -> str:
        """Where a browser is sent that asked for ``url``, at /authorize, once this user has logged in.

        KeyError for an unknown user, ``mocks.auth_server.errors.PageError`` where it is sent nowhere.
        """
        return self._state.front.approve(url, self._accounts.user(username))

    def deny(self, url: str) -> str:
        """Where a browser is sent that asked for ``url`` when the user says no."""
        return self._state.front.deny(url)


def _source(what: str, seed: int) -> random.Random:
    return random.Random(f"{what} {seed}")  # noqa: S311 — to be repeatable, not secret
