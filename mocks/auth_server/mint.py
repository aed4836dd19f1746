"""Makes the server's honest tokens: access tokens (RFC 9068) and ID tokens (OpenID Connect Core, section 2)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mocks.auth_server.accounts import ORDERS
from mocks.auth_server.keys import Alg, KeyRing
from mocks.auth_server.signing import ID_TOKEN, sign
from mocks.service import Clock

LIFETIME = 300
"""Seconds that an access token and an ID token are valid."""


@dataclass(frozen=True)
class Wish:
    """What a token is to say. Times are seconds from now; see ``AuthServer.issue`` for the rest."""

    subject: str
    issuer: Any
    audience: Any = ORDERS
    scope: str = "orders:read"
    client: str = "shop"
    lifetime: float = LIFETIME
    issued_at: float = 0
    not_before: float | None = None
    claims: Mapping[str, Any] = field(default_factory=dict)
    without: Sequence[str] = ()
    headers: Mapping[str, Any] = field(default_factory=dict)
    alg: Alg = "ES256"
    kid: str = ""


class Mint:
    """Signs tokens with the keys of one server, by its clock. ``source`` gives the tokens' ids."""

    def __init__(self, clock: Clock, keys: KeyRing, source: random.Random) -> None:
        self._clock = clock
        self._keys = keys
        self._source = source

    def access_token(self, wish: Wish) -> str:
        """An access token. KeyError for a key id that is not published."""
        start = int(self._clock.time() + wish.issued_at)
        claims: dict[str, Any] = {
            "iss": wish.issuer,
            "sub": wish.subject,
            "aud": wish.audience,
            "client_id": wish.client,
            "scope": wish.scope,
            "iat": start,
            "exp": int(start + wish.lifetime),
            "jti": f"{self._source.getrandbits(128):032x}",
        }
        if wish.not_before is not None:
            claims["nbf"] = int(self._clock.time() + wish.not_before)
        claims.update(wish.claims)
        for name in wish.without:
            claims.pop(name, None)
        key = self._keys.find(wish.kid) if wish.kid else self._keys.active(wish.alg)
        return sign(claims, key, headers=wish.headers)

    def id_token(self, issuer: str, client: str, claims: Mapping[str, Any]) -> str:
        """An ID token for a client: who has logged in, told to the program that asked."""
        now = int(self._clock.time())
        fixed = {"iss": issuer, "aud": client, "iat": now, "exp": now + LIFETIME}
        return sign({**fixed, **claims}, self._keys.active("RS256"), headers={"typ": ID_TOKEN})
