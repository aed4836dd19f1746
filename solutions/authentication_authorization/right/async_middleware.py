"""Coroutines and plain functions: an async client, `hashlib`, records taken apart by hand, a middleware."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import hashlib
import hmac
import json
import os
import unicodedata
import urllib.parse
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import Body, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.routing import Match

PUBLIC = "public"
KEY_BYTES = 32
SALT_BYTES = 16
ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
TOKEN = ALPHABET | frozenset("-._~")


class AccessError(Exception):
    """The base of the reasons for which somebody does not get in."""


class NotAuthenticated(AccessError):
    """Nobody we know: 401."""

    def __init__(self, scheme: str = "") -> None:
        super().__init__("valid credentials are required")
        self.scheme = scheme


class PermissionDenied(AccessError):
    """Somebody we know, who may not do this: 403."""


class DirectoryUnavailable(AccessError):
    """Who they are can't be told now: 503."""


@dataclass(frozen=True)
class Basic:
    """A name and a password."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Bearer:
    """A token."""

    token: str = field(repr=False)


@dataclass(frozen=True)
class Identity:
    """Who somebody is, and what they may do."""

    username: str
    permissions: frozenset[str]
    scheme: str = "basic"


def scrypt(password: bytes, *, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, dklen=KEY_BYTES, maxmem=256 * n * r + 2**20)


def encode(data: bytes) -> str:
    return base64.b64encode(data).decode().replace("=", "")


def decode(text: str) -> bytes:
    if not text or not ALPHABET.issuperset(text):
        raise ValueError("not base64")
    return base64.b64decode(text + "=" * (-len(text) % 4))


def number(text: str, name: str, most: int) -> int:
    key, _, digits = text.partition("=")
    if key != name or not (digits.isascii() and digits.isdigit()) or not 1 <= int(digits) <= most:
        raise ValueError("not a parameter")
    return int(digits)


def take_apart(record: Any) -> dict[str, Any]:
    """What a record says, or ValueError."""
    nothing, name, costs, salt, key = str(record).split("$")
    ln, r, p = costs.split(",")
    if nothing or name != "scrypt" or len(decode(key)) != KEY_BYTES:
        raise ValueError("not a record")
    cost = {"n": 1 << number(ln, "ln", 20), "r": number(r, "r", 32), "p": number(p, "p", 32)}
    return {"cost": cost, "salt": decode(salt), "key": decode(key)}


class PasswordHasher:
    def __init__(
        self,
        *,
        n: int = 2**14,
        r: int = 8,
        p: int = 5,
        derive: Callable[..., bytes] = scrypt,
        compare: Callable[[bytes, bytes], bool] = hmac.compare_digest,
    ) -> None:
        self.cost = {"n": n, "r": r, "p": p}
        self.derive, self.compare = derive, compare

    async def hash(self, password: str) -> str:
        salt = os.urandom(SALT_BYTES)
        key = self.derive(self.prepared(password), salt=salt, **self.cost)
        ln = self.cost["n"].bit_length() - 1
        return f"$scrypt$ln={ln},r={self.cost['r']},p={self.cost['p']}${encode(salt)}${encode(key)}"

    async def verify(self, record: str | None, password: str) -> bool:
        try:
            known = take_apart(record)
        except ValueError:
            await self.hash(password)
            return False
        return self.compare(known["key"], self.derive(self.prepared(password), salt=known["salt"], **known["cost"]))

    def needs_rehash(self, record: str | None) -> bool:
        try:
            return take_apart(record)["cost"] != self.cost
        except ValueError:
            return True

    @staticmethod
    def prepared(password: str) -> bytes:
        return unicodedata.normalize("NFC", password).encode("utf-8")


def parse_authorization(value: str | None) -> Basic | Bearer | None:
    words = [word for word in (value or "").split(" ") if word]
    scheme = words[0].lower() if words else ""
    if scheme not in ("basic", "bearer"):
        return None
    if len(words) != 2:
        raise NotAuthenticated(scheme)
    if scheme == "bearer":
        if not words[1].rstrip("=") or not TOKEN.issuperset(words[1].rstrip("=")):
            raise NotAuthenticated(scheme)
        return Bearer(words[1])
    try:
        if not ALPHABET.issuperset(words[1].rstrip("=")) or len(words[1]) % 4:
            raise NotAuthenticated(scheme)
        username, password = base64.b64decode(words[1], validate=True).decode("utf-8").split(":", 1)
    except (binascii.Error, ValueError):
        raise NotAuthenticated(scheme) from None
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in username + password):
        raise NotAuthenticated(scheme)
    return Basic(username, password)


class Authenticator:
    def __init__(self, directory_url: str, *, key: str, hasher: PasswordHasher, timeout: float = 2.0) -> None:
        self.url, self.key, self.hasher, self.timeout = directory_url, key, hasher, timeout

    async def authenticate(self, credentials: Basic | Bearer) -> Identity:
        if isinstance(credentials, Bearer):
            status, told = await self.ask("POST", "/introspect", data={"token": credentials.token})
            return self.of_token(status, told)
        name = urllib.parse.quote(credentials.username, safe="")
        status, told = await self.ask("GET", f"/users/{name}")
        user = {"record": None, "active": False} if status == 404 else checked_user(status, told)
        right = await self.hasher.verify(user["record"], credentials.password)
        if not (right and user["active"]):
            raise NotAuthenticated("basic")
        if self.hasher.needs_rehash(user["record"]):
            new = {"record": await self.hasher.hash(credentials.password), "replaces": user["record"]}
            with contextlib.suppress(DirectoryUnavailable):
                await self.ask("PUT", f"/users/{name}/password", json=new)
        return Identity(user["username"], frozenset(user["permissions"]), "basic")

    def of_token(self, status: int, told: Any) -> Identity:
        match told if status == 200 else None:
            case {"active": False}:
                raise NotAuthenticated("bearer")
            case {"active": True, "username": str(name), **rest} if isinstance(rest.get("scope", ""), str):
                if told["active"] is True:
                    return Identity(name, frozenset(rest.get("scope", "").split(" ")) - {""}, "bearer")
        raise DirectoryUnavailable("who knows")

    async def ask(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.key}"}
        async with httpx.AsyncClient(timeout=self.timeout, headers=headers) as client:
            try:
                answer = await client.request(method, self.url + path, **options)
            except httpx.HTTPError:
                raise DirectoryUnavailable("no answer") from None
        try:
            return answer.status_code, json.loads(answer.content)
        except ValueError:
            return answer.status_code, None


def checked_user(status: int, user: Any) -> dict[str, Any]:
    right = (
        status == 200
        and isinstance(user, dict)
        and isinstance(user.get("username"), str)
        and isinstance(user.get("record", 0), str | None)
        and isinstance(user.get("active"), bool)
        and isinstance(user.get("permissions"), list)
        and all(isinstance(each, str) for each in user["permissions"])
    )
    if not right:
        raise DirectoryUnavailable("not a user")
    return user


class Policy:
    def __init__(self, rules: Mapping[str, Collection[str]]) -> None:
        self.public = {route for route, rule in rules.items() if rule == PUBLIC}
        self.needed = {route: set(rule) for route, rule in rules.items() if rule != PUBLIC}

    async def check(self, identity: Identity | None, method: str, path: str) -> None:
        route = f"{method} {path}"
        if route in self.public:
            return
        if identity is None:
            raise NotAuthenticated
        if route not in self.needed or self.needed[route] - set(identity.permissions):
            raise PermissionDenied("no")


def create_app(*, authenticator: Authenticator, policy: Policy, realm: str = "venue") -> FastAPI:
    app = FastAPI(openapi_url=None)
    guests: dict[str, tuple[str, str]] = {}

    def path_of(request: Request) -> str:
        for route in app.routes:
            if route.matches(request.scope)[0] is Match.FULL:
                return getattr(route, "path", "")
        return ""

    @app.exception_handler(RequestValidationError)
    async def mistaken(request: Request, error: RequestValidationError) -> Response:
        return Response("mistaken", 400)

    @app.middleware("http")
    async def guard(request: Request, call_next: Callable[..., Any]) -> Response:
        path, scheme = path_of(request), ""
        try:
            if f"{request.method} {path}" not in policy.public:
                credentials = parse_authorization(request.headers.get("authorization"))
                identity = credentials and await authenticator.authenticate(credentials)
                scheme = identity.scheme if identity else ""
                await policy.check(identity, request.method, path)
                request.state.identity = identity
        except NotAuthenticated as error:
            answer = JSONResponse({"error": "who are you?"}, 401)
            answer.headers.append("WWW-Authenticate", f'Basic realm="{realm}", charset="UTF-8"')
            invalid = ', error="invalid_token"' if error.scheme == "bearer" else ""
            answer.headers.append("WWW-Authenticate", f'Bearer realm="{realm}"{invalid}')
            return answer
        except PermissionDenied:
            narrow = {"WWW-Authenticate": f'Bearer error="insufficient_scope", realm="{realm}"'}
            return JSONResponse({"error": "you may not"}, 403, narrow if scheme == "bearer" else None)
        except DirectoryUnavailable:
            return JSONResponse({"error": "come back later"}, 503, {"Retry-After": "5"})
        return await call_next(request)

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/me")
    async def me(request: Request) -> dict[str, Any]:
        who = request.state.identity
        return {"username": who.username, "permissions": sorted(who.permissions)}

    @app.get("/seats")
    async def seats() -> dict[str, Any]:
        return {"seats": [{"seat": seat, "guest": guest, "by": by} for seat, (guest, by) in guests.items()]}

    @app.put("/seats/{seat}")
    async def book(request: Request, seat: str, guest: str = Body(embed=True, min_length=1, max_length=40)) -> Any:
        await asyncio.sleep(0)
        guests[seat] = guest, request.state.identity.username
        return {"seat": seat, "guest": guest, "by": request.state.identity.username}

    @app.delete("/seats/{seat}")
    async def free(seat: str) -> Response:
        return Response(status_code=204 if guests.pop(seat, None) else 404)

    return app
