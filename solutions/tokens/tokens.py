"""The reference of tokens: PyJWT for the cryptography, plain functions, a cache behind a lock."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from typing import Annotated, Any

import httpx
import jwt
from fastapi import FastAPI, Header, HTTPException, Response
from pydantic import BaseModel

LIFETIME = 900
KEYS_TIMEOUT = 2.0
SIGNING = "ES256"
ALGORITHMS = frozenset({"ES256", "RS256"})
REQUIRED = ["iss", "sub", "aud", "exp"]


class TokenError(Exception):
    """The base of what can be wrong with a token."""


class TokenExpired(TokenError):
    """The token was good, and its time is over."""


class TokenNotYetValid(TokenError):
    """The token will be good, and its time has not begun."""


class TokenInvalid(TokenError):
    """The token is forged, not for us, or no token at all."""


class KeysUnavailable(TokenError):
    """There are no keys to verify a token with."""


def issue_token(
    user: dict[str, Any], *, key: str, kid: str, issuer: str, audience: str, lifetime: int = LIFETIME
) -> str:
    """Return a signed token. Of the user only what is named here travels: anybody can read it."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "sub": str(user["id"]),
        "roles": user.get("roles", []),
        "aud": audience,
        "iat": now,
        "exp": now + lifetime,
        "jti": str(uuid.uuid4()),
    }
    return jwt.encode(claims, key, algorithm=SIGNING, headers={"kid": kid})


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a good token. Of its header only ``kid`` is believed, and only to look it up."""
    kid = _key_name(token)
    jwk = next((one for one in jwks["keys"] if one.get("kid") == kid), None)
    if jwk is None:
        raise TokenInvalid("no key of that name is published")
    try:
        key = jwt.PyJWK(jwk)
        return jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS & {key.algorithm_name},  # the key's own, never the token's
            issuer=issuer,
            audience=audience,
            leeway=leeway,
            options={"require": REQUIRED},
        )
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.ImmatureSignatureError as error:
        raise TokenNotYetValid(str(error)) from error
    except (jwt.PyJWTError, TypeError) as error:  # TypeError: an "alg" that is no text
        raise TokenInvalid(str(error)) from error


def _key_name(token: str) -> str:
    """Return the name of the key that the token says it was signed with."""
    try:
        return jwt.get_unverified_header(token)["kid"]
    except (jwt.PyJWTError, KeyError) as error:
        raise TokenInvalid("the token's header can't be read") from error


class KeyCache:
    """The auth server's public keys."""

    def __init__(self, url: str, *, max_age: float = 300, cooldown: float = 30) -> None:
        self._url = url
        self._max_age = max_age
        self._cooldown = cooldown
        self._lock = threading.Lock()
        self._keys: dict[str, dict[str, Any]] | None = None
        self._fresh_until = self._next_search = self._quiet_until = float("-inf")

    def get(self, kid: str) -> dict[str, Any]:
        """Return the key of that name; ask the auth server if that may help and may be done now."""
        with self._lock:
            if time.monotonic() >= self._quiet_until:
                self._renew_for(kid)
            if self._keys is None:
                raise KeysUnavailable("the auth server has never given its keys")
            if kid not in self._keys:
                raise TokenInvalid("no key of that name is published")
            return self._keys[kid]

    def _renew_for(self, kid: str) -> None:
        """Fetch the set if it is stale, or for an unknown name if no other one has caused a request just now."""
        now = time.monotonic()
        if self._keys is None or now >= self._fresh_until:
            self._fetch()
        elif kid not in self._keys and now >= self._next_search:
            self._next_search = now + self._cooldown
            self._fetch()

    def _fetch(self) -> None:
        """Replace the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = _by_name(answer.json()["keys"])
            self._fresh_until = time.monotonic() + self._max_age
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._quiet_until = time.monotonic() + self._cooldown


def _by_name(keys: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the keys of a set by their names. Raises TypeError if it is not a list."""
    if not isinstance(keys, list):
        raise TypeError("no list of keys")
    return {key["kid"]: key for key in keys if "kid" in key}


class _Login(BaseModel):
    """A user's name and password."""

    username: str
    password: str


def create_app(
    *,
    check_password: Callable[[str, str], dict[str, Any] | None],
    jwks_url: str,
    key: str,
    kid: str,
    issuer: str,
    audience: str,
) -> FastAPI:
    """Return an application with ``POST /login`` and ``GET /me``."""
    app = FastAPI()
    keys = KeyCache(jwks_url)

    @app.post("/login")
    def login(login: _Login, response: Response) -> dict[str, Any]:
        user = check_password(login.username, login.password)
        if user is None:
            raise HTTPException(401, "wrong user name or password")
        response.headers["Cache-Control"] = "no-store"
        token = issue_token(user, key=key, kid=kid, issuer=issuer, audience=audience)
        return {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME}

    @app.get("/me")
    def me(authorization: Annotated[str, Header()] = "") -> dict[str, Any]:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise HTTPException(401, "no token", headers={"WWW-Authenticate": "Bearer"})
        try:
            jwks = {"keys": [keys.get(_key_name(token))]}
            claims = verify_token(token, jwks=jwks, issuer=issuer, audience=audience)
        except KeysUnavailable:
            raise HTTPException(503, "tokens can't be verified now") from None
        except TokenError:
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            raise HTTPException(401, "the token is not valid", headers=challenge) from None
        return {"sub": claims["sub"], "roles": claims.get("roles", [])}

    return app
