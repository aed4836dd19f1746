"""Claims checked by hand on top of PyJWT, times as datetimes, FastAPI's own security helper."""

from __future__ import annotations

import datetime
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import httpx
import jwt
from fastapi import Body, Depends, FastAPI, HTTPException
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

LIFETIME = 900
KEYS_TIMEOUT = 2.0
ID_SOURCE = random.SystemRandom()


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


def now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)  # noqa: UP017 — as most people write it


def issue_token(
    user: dict[str, Any], *, key: str, kid: str, issuer: str, audience: str, lifetime: int = LIFETIME
) -> str:
    start = now().replace(microsecond=0)
    claims = {"iss": issuer, "sub": str(user["id"]), "aud": audience, "iat": start}
    claims["jti"] = f"{ID_SOURCE.getrandbits(96):024x}"
    claims["roles"] = user.get("roles", [])
    claims["exp"] = start + datetime.timedelta(seconds=lifetime)
    return jwt.encode(claims, key, "ES256", {"kid": kid})


@contextmanager
def everything_is_invalid() -> Iterator[None]:
    """Whatever a library makes of a strange token: it is no token."""
    try:
        yield
    except TokenError:
        raise
    except Exception as error:
        raise TokenInvalid(type(error).__name__) from error


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    with everything_is_invalid():
        claims = checked(token, jwks)
        start, end = int(claims.get("nbf", 0)), int(claims["exp"])  # neither NaN nor Infinity can be one
        audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if claims["iss"] != issuer or audience not in audiences or type(claims["sub"]) is not str:
            raise TokenInvalid("not for us")
    if now().timestamp() >= end + leeway:
        raise TokenExpired("over")
    if now().timestamp() < start - leeway:
        raise TokenNotYetValid("too early")
    return claims


def checked(token: str, jwks: dict[str, Any]) -> dict[str, Any]:
    """The claims, once the signature is seen to be that of the key; all else is still to be looked at."""
    header = jwt.get_unverified_header(token)
    if header["alg"] not in ("ES256", "RS256"):
        raise TokenInvalid("no algorithm of ours")
    for jwk in jwks["keys"]:
        if jwk.get("kid") == header["kid"] and jwk.get("alg") == header["alg"]:
            public = jwt.get_algorithm_by_name(jwk["alg"]).from_jwk(jwk)
            options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}
            return jwt.decode(token, public, [jwk["alg"]], options)
    raise TokenInvalid("no key for it")


class KeyCache:
    def __init__(self, url: str, *, max_age: float = 300, cooldown: float = 30) -> None:
        self.client = httpx.Client(timeout=KEYS_TIMEOUT)
        self.url = url
        self.max_age = datetime.timedelta(seconds=max_age)
        self.cooldown = datetime.timedelta(seconds=cooldown)
        self.known: dict[str, dict[str, Any]] | None = None
        self.next_renewal = self.next_search = self.next_request = now()
        self.lock = threading.RLock()

    def get(self, kid: str) -> dict[str, Any]:
        with self.lock:
            if now() >= self.next_request and (now() >= self.next_renewal or self.may_be_new(kid)):
                self.fetch()
            if self.known is None:
                raise KeysUnavailable(self.url)
            try:
                return self.known[kid]
            except KeyError:
                raise TokenInvalid("nobody published that key") from None

    def may_be_new(self, kid: str) -> bool:
        if self.known is None or kid in self.known or now() < self.next_search:
            return False
        self.next_search = now() + self.cooldown
        return True

    def fetch(self) -> None:
        try:
            match self.client.get(self.url).raise_for_status().json():
                case {"keys": [*keys]}:
                    self.known = {key["kid"]: key for key in keys if "kid" in key}
                    self.next_renewal = now() + self.max_age
                case _:
                    self.next_request = now() + self.cooldown
        except (httpx.HTTPError, ValueError):
            self.next_request = now() + self.cooldown


class Refused(HTTPException):
    def __init__(self, *more: str) -> None:
        super().__init__(401, "not authenticated", {"www-authenticate": ", ".join(["Bearer charset=utf-8", *more])})


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
    bearer = HTTPBearer(auto_error=False)

    def bearer_claims(found: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> dict[str, Any]:
        if found is None:
            raise Refused
        try:
            with everything_is_invalid():
                jwk = cache.get(jwt.get_unverified_header(found.credentials)["kid"])
                return verify_token(found.credentials, jwks={"keys": [jwk]}, issuer=issuer, audience=audience)
        except KeysUnavailable as error:
            raise HTTPException(503) from error
        except TokenError as error:
            raise Refused('error="invalid_token"') from error

    def login(username: Annotated[str, Body()], password: Annotated[str, Body()]) -> JSONResponse:
        user = check_password(username, password)
        if user is None:
            return JSONResponse({"detail": "login failed"}, 401)
        token = issue_token(user, key=key, kid=kid, issuer=issuer, audience=audience, lifetime=LIFETIME)
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME}
        return JSONResponse(answer, headers={"cache-control": "private, no-store"})

    def me(claims: Any = Depends(bearer_claims)) -> dict[str, Any]:  # noqa: B008 — FastAPI's older way
        return {"sub": claims["sub"], "roles": claims.get("roles", [])}

    # The annotations name things of this function, which FastAPI can't look up from a text.
    bearer_claims.__annotations__["found"] = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
    app.post("/login")(login)
    app.get("/me")(me)
    return app
