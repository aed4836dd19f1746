"""By hand with cryptography, asynchronous all through, and the request read without pydantic's help."""

from __future__ import annotations

import asyncio
import base64
import json
import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

LIFETIME = 900
KEYS_TIMEOUT = 2.0


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


def to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def to_bytes(text: str) -> bytes:
    if "+" in text or "/" in text:
        raise ValueError("the alphabet is that of base64, not of base64url")
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def to_number(text: str) -> int:
    return int.from_bytes(to_bytes(text), "big")


async def issue_token(
    user: dict[str, Any], *, key: str, kid: str, issuer: str, audience: str, lifetime: int = LIFETIME
) -> str:
    start = int(time.time())
    header = {"kid": kid, "alg": "ES256"}
    claims = {"jti": secrets.token_urlsafe(12), "iat": start, "exp": start + lifetime, "iss": issuer, "aud": audience}
    claims |= {"sub": f"{user['id']}", "roles": list(user.get("roles") or [])}
    signed = ".".join(to_text(json.dumps(one).encode()) for one in (header, claims))
    private = load_pem_private_key(key.encode(), password=None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    r, s = decode_dss_signature(private.sign(signed.encode(), ec.ECDSA(SHA256())))
    return f"{signed}.{to_text(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


@dataclass(frozen=True)
class Token:
    """The parts of a token, of which nothing is believed yet."""

    header: dict[str, Any]
    claims: dict[str, Any]
    signed: bytes
    signature: bytes

    @classmethod
    def read(cls, text: object) -> Token:
        try:
            head, body, end = text.split(".")  # type: ignore[attr-defined]  # AttributeError is one of the answers
            header, claims = (json.loads(to_bytes(part)) for part in (head, body))
            token = cls(header, claims, f"{head}.{body}".encode("ascii"), to_bytes(end))
        except (AttributeError, TypeError, ValueError) as problem:
            raise TokenInvalid("no token") from problem
        if not isinstance(header, dict) or not isinstance(claims, dict) or not isinstance(header.get("kid"), str):
            raise TokenInvalid("no token")
        return token

    def check_signature(self, jwk: dict[str, Any]) -> None:
        checks = {"ES256": es256, "RS256": rs256}
        algorithm = jwk.get("alg")
        if self.header.get("alg") != algorithm or algorithm not in checks:
            raise TokenInvalid("not the algorithm of the key")
        try:
            checks[algorithm](jwk, self.signature, self.signed)
        except InvalidSignature:
            raise TokenInvalid("not signed by that key") from None


def es256(jwk: dict[str, Any], signature: bytes, signed: bytes) -> None:
    if len(signature) != 64:
        raise InvalidSignature
    public = ec.EllipticCurvePublicNumbers(to_number(jwk["x"]), to_number(jwk["y"]), ec.SECP256R1()).public_key()
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    public.verify(encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))


def rs256(jwk: dict[str, Any], signature: bytes, signed: bytes) -> None:
    public = rsa.RSAPublicNumbers(to_number(jwk["e"]), to_number(jwk["n"])).public_key()
    public.verify(signature, signed, padding.PKCS1v15(), SHA256())


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


async def verify_token(
    token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0
) -> dict[str, Any]:
    read = Token.read(token)
    known = {jwk["kid"]: jwk for jwk in jwks["keys"] if "kid" in jwk}
    if read.header["kid"] not in known:
        raise TokenInvalid("unknown key")
    read.check_signature(known[read.header["kid"]])
    claims = read.claims
    audiences = [claims["aud"]] if isinstance(claims.get("aud"), str) else claims.get("aud")
    well_formed = (
        isinstance(claims.get("sub"), str)
        and isinstance(audiences, list)
        and is_number(claims.get("exp"))
        and is_number(claims.get("nbf", 0))
    )
    if not well_formed or claims.get("iss") != issuer or audience not in audiences:
        raise TokenInvalid("not a token for us")
    now = time.time()
    if now - leeway >= claims["exp"]:
        raise TokenExpired("over")
    if now + leeway < claims.get("nbf", 0):
        raise TokenNotYetValid("not yet")
    return claims


class KeyCache:
    def __init__(self, url: str, *, max_age: float = 300, cooldown: float = 30) -> None:
        self.url, self.max_age, self.cooldown = url, max_age, cooldown
        self.keys: list[dict[str, Any]] | None = None
        self.arrived = self.failed = self.last_search = float("-inf")
        self.one_at_a_time = asyncio.Lock()

    def find(self, kid: str) -> dict[str, Any] | None:
        return next((key for key in self.keys or [] if key.get("kid") == kid), None)

    async def get(self, kid: str) -> dict[str, Any]:
        async with self.one_at_a_time:
            if time.time() - self.failed >= self.cooldown:
                if time.time() - self.arrived >= self.max_age:
                    await self.renew()
                elif not self.find(kid) and time.time() - self.last_search >= self.cooldown:
                    self.last_search = time.time()
                    await self.renew()
            if self.keys is None:
                raise KeysUnavailable("no keys yet")
            found = self.find(kid)
            if not found:
                raise TokenInvalid("unknown key")
            return found

    async def renew(self) -> None:
        try:
            async with httpx.AsyncClient(timeout=KEYS_TIMEOUT) as client:
                answer = await client.get(self.url)
            body = answer.json() if answer.is_success else None
        except (httpx.RequestError, ValueError):
            body = None
        if isinstance(body, dict) and isinstance(body.get("keys"), list):
            self.keys, self.arrived = body["keys"], time.time()
        else:
            self.failed = time.time()


NOT_ALLOWED = {"WWW-Authenticate": 'Bearer realm="shop"'}
NOT_VALID = {"WWW-Authenticate": 'Bearer realm="shop", error="invalid_token", error_description="fetch a new one"'}


def create_app(
    *,
    check_password: Callable[[str, str], dict[str, Any] | None],
    jwks_url: str,
    key: str,
    kid: str,
    issuer: str,
    audience: str,
) -> FastAPI:
    app = FastAPI(openapi_url=None)
    cache = KeyCache(jwks_url)

    async def login(request: Request) -> JSONResponse:
        try:
            body = await request.json()
            username, password = body["username"], body["password"]
        except (ValueError, KeyError, TypeError):
            return JSONResponse({"error": "bad request"}, 400)
        if not (isinstance(username, str) and isinstance(password, str)):
            return JSONResponse({"error": "bad request"}, 400)
        user = check_password(username, password)
        if not user:
            return JSONResponse({"error": "no such login"}, 401, NOT_ALLOWED)
        token = await issue_token(user, key=key, kid=kid, issuer=issuer, audience=audience)
        answer = {"access_token": token, "token_type": "bearer", "expires_in": LIFETIME}
        return JSONResponse(answer, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})

    async def me(request: Request) -> JSONResponse:
        words = request.headers.get("Authorization", "").split()
        if len(words) != 2 or words[0].casefold() != "bearer":
            return JSONResponse({"error": "log in first"}, 401, NOT_ALLOWED)
        try:
            jwk = await cache.get(Token.read(words[1]).header["kid"])
            claims = await verify_token(words[1], jwks={"keys": [jwk]}, issuer=issuer, audience=audience)
        except KeysUnavailable:
            return JSONResponse({"error": "try again later"}, 503, {"Retry-After": "30"})
        except TokenError:
            return JSONResponse({"error": "invalid token"}, 401, NOT_VALID)
        return JSONResponse({"sub": claims["sub"], "roles": claims.get("roles", [])})

    app.add_route("/login", login, methods=["POST"])
    app.add_route("/me", me, methods=["GET"])
    return app
