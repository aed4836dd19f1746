"""The skeleton filled in, with a pydantic model inside create_app, and PyJWT told to check all that it can."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from time import monotonic
from typing import Any
from uuid import uuid4

import httpx
import jwt
from fastapi import FastAPI, HTTPException, Request, Response
from pydantic import BaseModel

LIFETIME = 900
"""How many seconds a token is good for, unless a caller says otherwise."""

KEYS_TIMEOUT = 2.0
"""How many seconds to wait for the auth server's keys."""


class TokenError(Exception):
    """The base of what can be wrong with a token. Nobody gets in."""


class TokenExpired(TokenError):
    """The token was good, and its time is over."""


class TokenNotYetValid(TokenError):
    """The token will be good, and its time has not begun."""


class TokenInvalid(TokenError):
    """The token is forged, meant for somebody else, from somebody else, or no token at all."""


class KeysUnavailable(TokenError):
    """Whether the token is good can't be told: there are no keys to verify it with."""


def issue_token(
    user: dict[str, Any], *, key: str, kid: str, issuer: str, audience: str, lifetime: int = LIFETIME
) -> str:
    now = datetime.now(timezone.utc)  # noqa: UP017 — as most people write it
    payload = {"iss": issuer, "sub": str(user["id"]), "roles": user.get("roles") or [], "aud": audience}
    payload.update(iat=now, exp=now + timedelta(seconds=lifetime), jti=uuid4().hex)
    return jwt.encode(payload, key, algorithm="ES256", headers={"kid": kid})


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    kid = kid_of(token)
    for jwk in jwks.get("keys", []):
        if jwk.get("kid") == kid and jwk.get("alg") in ("ES256", "RS256"):
            return claims_of(token, jwk, issuer, audience, leeway)
    raise TokenInvalid(f"no key {kid}")


def kid_of(token: str) -> str:
    try:
        kid = jwt.get_unverified_header(token).get("kid")
    except jwt.InvalidTokenError as e:
        raise TokenInvalid("no token") from e
    if kid is None:
        raise TokenInvalid("no kid")
    return kid


def claims_of(token: str, jwk: dict[str, Any], issuer: str, audience: str, leeway: int) -> dict[str, Any]:
    try:
        return jwt.decode(
            token,
            jwt.PyJWK.from_dict(jwk).key,
            algorithms=[jwk["alg"]],
            issuer=issuer,
            audience=audience,
            leeway=timedelta(seconds=leeway),
            options={"require": ["exp", "sub"]},  # iss and aud are, because they are compared
        )
    except jwt.ExpiredSignatureError as e:
        raise TokenExpired from e
    except jwt.ImmatureSignatureError as e:
        raise TokenNotYetValid from e
    except Exception as e:
        raise TokenInvalid from e


class KeyCache:
    """The auth server's public keys, from its key set at ``url``.

    max_age: seconds from its arrival for which a set is used without asking again.
    cooldown: seconds after a request that an unknown name caused in which no other unknown name causes one, and after a
    request that failed in which none is sent.
    """

    def __init__(self, url: str, *, max_age: float = 300, cooldown: float = 30) -> None:
        self.url, self.max_age, self.cooldown = url, max_age, cooldown
        self.key_set: dict[str, Any] = {}
        self.deadlines = dict.fromkeys(("stale", "unknown", "failed"), float("-inf"))

    def over(self, name: str) -> bool:
        return monotonic() >= self.deadlines[name]

    def pick(self, kid: str) -> dict[str, Any] | None:
        return {key["kid"]: key for key in self.key_set["keys"] if key.get("kid")}.get(kid)

    def get(self, kid: str) -> dict[str, Any]:
        wanted = not self.key_set or self.over("stale")
        if not wanted and self.pick(kid) is None and self.over("unknown") and self.over("failed"):
            self.deadlines["unknown"] = monotonic() + self.cooldown
            wanted = True
        if wanted and self.over("failed"):
            self.download()
        if not self.key_set:
            raise KeysUnavailable
        key = self.pick(kid)
        if key is None:
            raise TokenInvalid
        return key

    def download(self) -> None:
        try:
            response = httpx.get(self.url, timeout=KEYS_TIMEOUT)
            response.raise_for_status()
            key_set = response.json()
            if not isinstance(key_set["keys"], list):
                raise ValueError
        except (httpx.HTTPError, ValueError, TypeError, KeyError):
            self.deadlines["failed"] = monotonic() + self.cooldown
        else:
            self.key_set = key_set
            self.deadlines["stale"] = monotonic() + self.max_age


def create_app(
    *,
    check_password: Callable[[str, str], dict[str, Any] | None],
    jwks_url: str,
    key: str,
    kid: str,
    issuer: str,
    audience: str,
) -> FastAPI:
    app = FastAPI()
    cache = KeyCache(jwks_url)

    class Login(BaseModel):
        username: str
        password: str

    @app.post("/login")
    async def login(data: Login, response: Response):
        user = check_password(data.username, data.password)
        if user is None:
            raise HTTPException(status_code=401, detail="Incorrect username or password")
        response.headers["Cache-Control"] = "no-store"
        return {
            "access_token": issue_token(user, key=key, kid=kid, issuer=issuer, audience=audience),
            "token_type": "Bearer",
            "expires_in": LIFETIME,
        }

    @app.get("/me")
    def me(request: Request):
        header = request.headers.get("Authorization")
        scheme, token = (header or "").split(" ", 1) if " " in (header or "") else (header, "")
        if not header or scheme.lower() != "bearer":
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        try:
            jwk = cache.get(kid_of(token))
            claims = verify_token(token, jwks={"keys": [jwk]}, issuer=issuer, audience=audience)
        except KeysUnavailable:
            raise HTTPException(503) from None
        except TokenError:
            raise HTTPException(401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'}) from None
        return {"sub": claims["sub"], "roles": claims.get("roles", [])}

    return app
