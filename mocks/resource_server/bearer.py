"""Whether a request has an access token that is good for it (RFC 6750; RFC 9068, section 4). Resource server only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import jwt
from fastapi import FastAPI, Request, Response

from mocks.service import Clock, Observe

AUDIENCE = "https://orders.test"
REALM = 'Bearer realm="orders"'
ALGORITHMS = ("ES256", "RS256")
TYPES = ("at+jwt", "application/at+jwt")
"""Kinds of token that are an access token (RFC 9068, section 4); an ID token is none."""
LANE = "orders"

Keys = Callable[[], Awaitable[dict[str, Any]]]
"""Gives a key set (RFC 7517, section 5). Raises KeysUnavailable."""


class KeysUnavailable(Exception):
    """The issuer's keys can't be had, so no token can be told good from bad."""


class Refusal(Exception):
    """A request without the token that it needs, in the form that goes over the wire (RFC 6750, section 3)."""

    def __init__(self, status: int, error: str = "", scope: str = "") -> None:
        super().__init__(error or "no token")
        self.status = status
        parts = {"error": error, "scope": scope}
        self.challenge = ", ".join([REALM, *[f'{name}="{value}"' for name, value in parts.items() if value]])


@dataclass(frozen=True)
class Caller:
    """Whom a token is for. Without a user the client acts for itself."""

    subject: str
    client_id: str

    @property
    def is_service(self) -> bool:
        """Whether there is no user."""
        return self.subject == self.client_id


class Bearer:
    """Checks the tokens of one resource server, by its clock and the keys of the issuer that it trusts."""

    def __init__(self, clock: Clock, observe: Observe) -> None:
        self._clock = clock
        self._observe = observe
        self._issuer = ""
        self._keys: Keys = _nobodys
        self._revoked: set[str] = set()

    @property
    def issuer(self) -> str:
        """Whose tokens count; empty for nobody's."""
        return self._issuer

    def trust(self, issuer: str, keys: Keys) -> None:
        """Take the tokens of this issuer and no other."""
        self._issuer, self._keys = issuer, keys

    def revoke(self, token: str) -> None:
        """Take this token no more."""
        self._revoked.add(token)

    async def caller(self, request: Request, scope: str) -> Caller:
        """Who asks. Raises Refusal: 400 for a broken request, 401 without a good token, 403 for want of ``scope``."""
        try:
            caller = await self._caller(request, scope)
        except Refusal as refusal:
            self._observe(LANE, str(refusal.status))
            raise
        self._observe(LANE, "200")
        return caller

    async def _caller(self, request: Request, scope: str) -> Caller:
        if "access_token" in request.query_params:
            raise Refusal(400, "invalid_request")  # URLs are written down in too many places (RFC 9700, section 4.3.2)
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            raise Refusal(401)
        claims = _checked(token.strip(), await self._keys(), self._issuer, self._clock.time())
        if token.strip() in self._revoked:
            raise Refusal(401, "invalid_token")
        if scope not in claims["scope"].split():
            raise Refusal(403, "insufficient_scope", scope)
        return Caller(claims["sub"], claims["client_id"])


def _checked(token: str, jwks: dict[str, Any], issuer: str, now: float) -> dict[str, Any]:
    """The claims of a good access token. Refusal else."""
    try:
        header = jwt.get_unverified_header(token)
        jwk = next(jwk for jwk in jwks["keys"] if jwk.get("kid") == header.get("kid"))
        if str(header.get("typ", "")).lower() not in TYPES or header["alg"] != jwk["alg"]:
            raise Refusal(401, "invalid_token")
        required = ["exp", "iss", "sub", "aud", "client_id", "scope"]
        # PyJWT knows the time of day, not this server's clock: so it is told to leave the times alone.
        options: Any = {"require": required, "verify_exp": False, "verify_nbf": False, "verify_iat": False}
        key = jwt.PyJWK(jwk)
        claims = jwt.decode(token, key, algorithms=ALGORITHMS, issuer=issuer, audience=AUDIENCE, options=options)
        in_time = claims.get("nbf", now) <= now < claims["exp"]
        texts = all(isinstance(claims[name], str) for name in ("sub", "client_id", "scope"))
    except (jwt.PyJWTError, KeyError, StopIteration, TypeError, ValueError):
        raise Refusal(401, "invalid_token") from None
    if not in_time or not texts:
        raise Refusal(401, "invalid_token")
    return claims


async def _nobodys() -> dict[str, Any]:
    return {"keys": []}


def add_handler(app: FastAPI) -> None:
    """Let the app answer with these errors."""
    app.add_exception_handler(Refusal, _say_refusal)
    app.add_exception_handler(KeysUnavailable, _say_unavailable)


# Handlers are async: Starlette runs other ones in a thread, which needs an event loop.
async def _say_refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return Response(status_code=error.status, headers={"WWW-Authenticate": error.challenge})


async def _say_unavailable(_: Request, error: Exception) -> Response:
    return Response(f"{error}\n", status_code=503, media_type="text/plain")
