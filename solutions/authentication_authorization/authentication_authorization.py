"""Reference: who asks, what they may do, and an application that finds out in this order."""

from __future__ import annotations

import base64
import contextlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Callable, Collection, Coroutine, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any, TypeVar
from urllib.parse import quote

import httpx
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from fastapi import Body, FastAPI, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, StrictBool, StrictStr, ValidationError

PUBLIC = "public"
KEY_BYTES = 32
SALT_BYTES = 16
LN, R_OR_P = "([1-9]|1[0-9]|20)", "([1-9]|[12][0-9]|3[0-2])"
RECORD = re.compile(rf"\$scrypt\$ln={LN},r={R_OR_P},p={R_OR_P}\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{{43}})")
BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")
B64TOKEN = re.compile(r"[A-Za-z0-9\-._~+/]+=*")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
Guest = Annotated[str, Body(embed=True, min_length=1, max_length=40)]
Cost = tuple[int, int, int]
Model = TypeVar("Model", bound=BaseModel)


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


def _read(record: str | None) -> tuple[Cost, bytes, bytes] | None:
    """Return cost, salt and key of a record; None if it can't be read."""
    found = RECORD.fullmatch(record or "")
    try:
        ln, r, p, *encoded = found.groups() if found else ()
        salt, key = (base64.b64decode(part + "=" * (-len(part) % 4)) for part in encoded)
    except ValueError:
        return None
    return (2 ** int(ln), int(r), int(p)), salt, key


def scrypt(password: bytes, *, salt: bytes, n: int, r: int, p: int) -> bytes:
    """Derive a key from a password."""
    return Scrypt(salt=salt, length=KEY_BYTES, n=n, r=r, p=p).derive(password)


class PasswordHasher:
    """Makes password records, and checks passwords against them."""

    def __init__(
        self,
        *,
        n: int = 2**14,
        r: int = 8,
        p: int = 5,
        derive: Callable[..., bytes] = scrypt,
        compare: Callable[[bytes, bytes], bool] = hmac.compare_digest,
    ) -> None:
        self._cost = (n, r, p)
        self._derive = derive
        self._compare = compare

    def hash(self, password: str) -> str:
        """Return a new record with a salt of its own."""
        n, r, p = self._cost
        salt = secrets.token_bytes(SALT_BYTES)
        parts = (salt, self._key(password, salt, self._cost))
        encoded = "$".join(base64.b64encode(part).decode().rstrip("=") for part in parts)
        return f"$scrypt$ln={n.bit_length() - 1},r={r},p={p}${encoded}"

    def verify(self, record: str | None, password: str) -> bool:
        """Return whether the password is that of the record, after deriving one key in any case."""
        cost, salt, key = _read(record) or (self._cost, secrets.token_bytes(SALT_BYTES), b"")
        derived = self._key(password, salt, cost)
        return bool(key) and self._compare(derived, key)

    def needs_rehash(self, record: str | None) -> bool:
        """Return whether the record has another cost than new ones, or can't be read."""
        known = _read(record)
        return known is None or known[0] != self._cost

    def _key(self, password: str, salt: bytes, cost: Cost) -> bytes:
        """Derive a key. Keyboards write the same letter in several ways; NFC makes them one (RFC 8265)."""
        n, r, p = cost
        return self._derive(unicodedata.normalize("NFC", password).encode(), salt=salt, n=n, r=r, p=p)


def parse_authorization(value: str | None) -> Basic | Bearer | None:
    """Return the credentials in the value of an Authorization field."""
    scheme, _, rest = (value or "").partition(" ")
    scheme, rest = scheme.lower(), rest.strip(" ")
    if scheme == "bearer" and B64TOKEN.fullmatch(rest):
        return Bearer(rest)
    if scheme == "basic" and BASE64.fullmatch(rest):
        with contextlib.suppress(ValueError):  # padding, or not UTF-8
            pair = base64.b64decode(rest).decode()
            username, colon, password = pair.partition(":")
            if colon and not CONTROL.search(pair):
                return Basic(username, password)
    if scheme in ("basic", "bearer"):
        raise NotAuthenticated(scheme)
    return None


class _User(BaseModel):
    """A user as the directory tells them."""

    username: StrictStr
    record: StrictStr | None
    permissions: list[StrictStr]
    active: StrictBool


class _Introspection(BaseModel):
    """What the directory tells of a token; of one that is not active, that alone."""

    active: StrictBool
    username: StrictStr | None = None
    scope: StrictStr = ""


def _told(model: type[Model], answer: httpx.Response) -> Model:
    """Return what the directory tells, in the form in which it tells such things."""
    if answer.status_code != 200:
        raise DirectoryUnavailable("the directory gives no answer")
    try:
        return model.model_validate_json(answer.content)
    except ValidationError:
        raise DirectoryUnavailable("the directory's answer can't be read") from None


class Authenticator:
    """Turns credentials into an identity, with the help of the user directory."""

    def __init__(self, directory_url: str, *, key: str, hasher: PasswordHasher, timeout: float = 2.0) -> None:
        self._url = directory_url
        self._hasher = hasher
        self._client = httpx.Client(headers={"Authorization": f"Bearer {key}"}, timeout=timeout)

    def authenticate(self, credentials: Basic | Bearer) -> Identity:
        """Return who shows these credentials."""
        return self._by_password(credentials) if isinstance(credentials, Basic) else self._by_token(credentials)

    def _by_password(self, credentials: Basic) -> Identity:
        path = f"/users/{quote(credentials.username, safe='')}"
        answer = self._ask("GET", path)
        user = None if answer.status_code == 404 else _told(_User, answer)
        record = user.record if user else None
        # One key is derived for everybody, so that an unknown name takes as long as a wrong password.
        right = self._hasher.verify(record, credentials.password)
        if user is None or not right or not user.active:
            raise NotAuthenticated("basic")
        if self._hasher.needs_rehash(record):
            new = {"record": self._hasher.hash(credentials.password), "replaces": record}
            with contextlib.suppress(DirectoryUnavailable):  # the next login tries again
                self._ask("PUT", f"{path}/password", json=new)
        return Identity(user.username, frozenset(user.permissions), "basic")

    def _by_token(self, credentials: Bearer) -> Identity:
        told = _told(_Introspection, self._ask("POST", "/introspect", data={"token": credentials.token}))
        if not told.active:
            raise NotAuthenticated("bearer")
        if told.username is None:
            raise DirectoryUnavailable("the directory does not say whose it is")
        return Identity(told.username, frozenset(filter(None, told.scope.split(" "))), "bearer")

    def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            return self._client.request(method, self._url + path, **options)
        except httpx.TransportError as error:
            raise DirectoryUnavailable("the directory can't be reached") from error


class Policy:
    """What one needs to be permitted for each route. What it does not name is refused."""

    def __init__(self, rules: Mapping[str, Collection[str]]) -> None:
        self._rules = rules

    def check(self, identity: Identity | None, method: str, path: str) -> None:
        """Return if the route may be used."""
        needed = self._rules.get(f"{method} {path}")
        if needed == PUBLIC:
            return
        if identity is None:
            raise NotAuthenticated
        if needed is None or not identity.permissions.issuperset(needed):
            raise PermissionDenied("this is not permitted")


def create_app(*, authenticator: Authenticator, policy: Policy, realm: str = "venue") -> FastAPI:
    """Return the venue's application."""
    # The pages that FastAPI adds by itself are in no policy.
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.router.route_class = _guarded_by(authenticator, policy)
    app.add_exception_handler(AccessError, partial(_refuse, realm))
    app.add_exception_handler(RequestValidationError, _mistaken)
    seats: dict[str, dict[str, str]] = {}

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/me")
    def me(request: Request) -> dict[str, Any]:
        identity = request.state.identity
        return {"username": identity.username, "permissions": sorted(identity.permissions)}

    @app.get("/seats")
    def read() -> dict[str, Any]:
        return {"seats": list(seats.values())}

    @app.put("/seats/{seat}")
    def book(request: Request, seat: str, guest: Guest) -> dict[str, str]:
        seats[seat] = {"seat": seat, "guest": guest, "by": request.state.identity.username}
        return seats[seat]

    @app.delete("/seats/{seat}", status_code=204)
    def free(seat: str) -> None:
        if seats.pop(seat, None) is None:
            raise HTTPException(404, "nobody has this seat")

    return app


def _guarded_by(authenticator: Authenticator, policy: Policy) -> type[APIRoute]:
    """Return a class of routes that ask who it is and what they may do, before FastAPI parses the body.

    It parses the body before the first dependency as well, so that a dependency would run too late.
    """

    class Guarded(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def guarded(request: Request) -> Response:
                try:
                    policy.check(None, request.method, self.path)
                except NotAuthenticated:
                    credentials = parse_authorization(request.headers.get("Authorization"))
                    if credentials is None:
                        raise
                    request.state.identity = await run_in_threadpool(authenticator.authenticate, credentials)
                    policy.check(request.state.identity, request.method, self.path)
                return await handle(request)

            return guarded

    return Guarded


async def _mistaken(request: Request, error: Exception) -> Response:
    """Answer a body that is mistaken. FastAPI's own answer repeats it, and fails where it has NaN in it."""
    return JSONResponse({"detail": "a guest of 1 to 40 characters is needed"}, 422)


async def _refuse(realm: str, request: Request, error: Exception) -> Response:
    """Answer somebody who does not get in."""
    status, challenge = 503, ""
    if isinstance(error, NotAuthenticated):
        status, challenge = 401, f'Basic realm="{realm}", charset="UTF-8", Bearer realm="{realm}"'
        if error.scheme == "bearer":
            challenge += ', error="invalid_token"'
    elif isinstance(error, PermissionDenied):
        status = 403
        if request.state.identity.scheme == "bearer":
            challenge = f'Bearer realm="{realm}", error="insufficient_scope"'
    return JSONResponse({"detail": str(error)}, status, {"WWW-Authenticate": challenge} if challenge else {})
