"""Dependencies in their order, bodies read by hand behind them, and a client a request."""

import base64
import contextlib
import hmac
import math
import re
import secrets
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import quote

import httpx
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from fastapi import Depends, FastAPI, HTTPException, Request

PUBLIC = "public"
KEY_BYTES = 32
SALT_BYTES = 16


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
    return Scrypt(salt, KEY_BYTES, n, r, p).derive(password)


class Record:
    """A password record; ``text`` may be anything."""

    SHAPE = re.compile(
        r"\$scrypt\$ln=(?P<ln>[1-9]\d?),r=(?P<r>[1-9]\d?),p=(?P<p>[1-9]\d?)\$(?P<salt>[\w+/]+)\$(?P<key>[\w+/]+)", re.A
    )

    def __init__(self, text: object) -> None:
        self.readable = False
        shape = self.SHAPE.fullmatch(text) if isinstance(text, str) and "_" not in text else None
        if not shape:
            return
        try:
            self.salt, self.key = self.bytes_of(shape["salt"]), self.bytes_of(shape["key"])
        except ValueError:
            return
        self.n, self.r, self.p = 2 ** int(shape["ln"]), int(shape["r"]), int(shape["p"])
        self.readable = len(self.key) == KEY_BYTES and self.n <= 2**20 and max(self.r, self.p) <= 32

    @staticmethod
    def bytes_of(text: str) -> bytes:
        return base64.b64decode(text + "==="[: -len(text) % 4], validate=True)


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
        self.n, self.r, self.p = n, r, p
        self.derive = derive
        self.compare = compare

    def hash(self, password: str) -> str:
        return self._record(password, secrets.token_bytes(SALT_BYTES))

    def _record(self, password: str, salt: bytes) -> str:
        key = self.derive(_bytes(password), salt=salt, n=self.n, r=self.r, p=self.p)
        head = f"$scrypt$ln={round(math.log2(self.n))},r={self.r},p={self.p}"
        return "$".join([head, *(base64.b64encode(part).rstrip(b"=").decode() for part in (salt, key))])

    def verify(self, record: str | None, password: str) -> bool:
        known = Record(record)
        if not known.readable:
            known = Record(self._record(password, bytes(SALT_BYTES)))
            return False
        key = self.derive(_bytes(password), salt=known.salt, n=known.n, r=known.r, p=known.p)
        return self.compare(key, known.key)

    def needs_rehash(self, record: str | None) -> bool:
        known = Record(record)
        return not known.readable or known.n != self.n or known.r != self.r or known.p != self.p


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode()


def parse_authorization(value: str | None) -> Basic | Bearer | None:
    if value is None:
        return None
    found = re.fullmatch(r"(basic|bearer)(?: +(.*))?", value, re.I | re.S)
    if found is None:
        return None
    scheme, rest = found[1].lower(), found[2] or ""
    if scheme == "bearer":
        if re.fullmatch(r"[A-Za-z0-9._~+/-]+=*", rest):
            return Bearer(rest)
        raise NotAuthenticated(scheme)
    if not re.fullmatch(r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", rest):
        raise NotAuthenticated(scheme)
    try:
        text = base64.b64decode(rest).decode()
    except UnicodeDecodeError:
        raise NotAuthenticated(scheme) from None
    pair = re.fullmatch(r"([^:\x00-\x1f\x7f]*):([^\x00-\x1f\x7f]*)", text)
    if pair is None:
        raise NotAuthenticated(scheme)
    return Basic(pair[1], pair[2])


class Authenticator:
    def __init__(self, directory_url: str, *, key: str, hasher: PasswordHasher, timeout: float = 2.0) -> None:
        self._base = directory_url
        self._options: dict[str, Any] = {"headers": {"Authorization": "Bearer " + key}, "timeout": timeout}
        self._hasher = hasher

    def authenticate(self, credentials: Basic | Bearer) -> Identity:
        if isinstance(credentials, Bearer):
            return self._introspect(credentials.token)
        return self._log_in(credentials.username, credentials.password)

    def _log_in(self, username: str, password: str) -> Identity:
        url = f"{self._base}/users/{quote(username, safe='')}"
        answer = self._send(httpx.get, url)
        if answer.status_code == 404:
            self._hasher.verify(None, password)
            raise NotAuthenticated("basic")
        user = _object(answer)
        name, permissions, record = user.get("username"), user.get("permissions"), user.get("record", 0)
        if type(name) is not str or type(permissions) is not list or type(user.get("active")) is not bool:
            raise DirectoryUnavailable
        if {type(each) for each in permissions} - {str} or type(record) not in (str, type(None)):
            raise DirectoryUnavailable
        if self._hasher.verify(record, password) is False or user["active"] is False:
            raise NotAuthenticated("basic")
        if self._hasher.needs_rehash(record):
            new = {"record": self._hasher.hash(password), "replaces": record}
            with contextlib.suppress(httpx.TransportError):  # at the next login, then
                httpx.put(f"{url}/password", json=new, **self._options)
        return Identity(username=name, permissions=frozenset(permissions), scheme="basic")

    def _introspect(self, token: str) -> Identity:
        told = _object(self._send(httpx.post, f"{self._base}/introspect", data={"token": token}))
        if told.get("active") is False:
            raise NotAuthenticated("bearer")
        scope = told.get("scope", "")
        if told.get("active") is not True or type(told.get("username")) is not str or type(scope) is not str:
            raise DirectoryUnavailable
        return Identity(
            username=told["username"], permissions=frozenset(filter(None, scope.split(" "))), scheme="bearer"
        )

    def _send(self, how: Callable[..., httpx.Response], url: str, **options: Any) -> httpx.Response:
        try:
            return how(url, **options, **self._options)
        except httpx.TransportError as error:
            raise DirectoryUnavailable from error


def _object(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json() if answer.status_code == 200 else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise DirectoryUnavailable
    return found


class Policy:
    def __init__(self, rules: Mapping[str, Collection[str]]) -> None:
        self._rules = dict(rules)

    def is_public(self, method: str, path: str) -> bool:
        return self._rules.get(f"{method} {path}") == PUBLIC

    def check(self, identity: Identity | None, method: str, path: str) -> None:
        if self.is_public(method, path):
            return
        if not identity:
            raise NotAuthenticated
        rule = self._rules.get(f"{method} {path}")
        if rule is None or not all(each in identity.permissions for each in rule):
            raise PermissionDenied


class Guard:
    """Two dependencies, the second of which needs the first."""

    def __init__(self, authenticator: Authenticator, policy: Policy, realm: str) -> None:
        self.authenticator, self.policy, self.realm = authenticator, policy, realm

    def who(self, request: Request) -> Identity | None:
        if self.policy.is_public(request.method, request.scope["route"].path):
            return None
        try:
            credentials = parse_authorization(request.headers.get("authorization"))
            if credentials is None:
                raise NotAuthenticated
            return self.authenticator.authenticate(credentials)
        except NotAuthenticated as error:
            basic, bearer = f'Basic realm="{self.realm}", charset="UTF-8"', f'Bearer realm="{self.realm}"'
            if error.scheme == "bearer":
                bearer += ', error="invalid_token", error_description="expired, revoked, or never issued"'
            raise HTTPException(401, "unauthorized", {"WWW-Authenticate": f"{bearer}, {basic}"}) from None
        except DirectoryUnavailable:
            raise HTTPException(503, "unavailable") from None

    def may(self, request: Request, who: Identity | None) -> None:
        try:
            self.policy.check(who, request.method, request.scope["route"].path)
        except PermissionDenied:
            challenge = f'Bearer realm="{self.realm}", error="insufficient_scope"'
            headers = {"WWW-Authenticate": challenge} if who and who.scheme == "bearer" else None
            raise HTTPException(403, "forbidden", headers) from None


def create_app(*, authenticator: Authenticator, policy: Policy, realm: str = "venue") -> FastAPI:
    guard = Guard(authenticator, policy, realm)

    def admitted(request: Request, who: Annotated[Any, Depends(guard.who)]) -> Any:
        guard.may(request, who)
        return who

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    seats: dict[str, dict[str, str]] = {}

    @app.get("/health", dependencies=[Depends(admitted)])
    def health() -> Any:
        return {"status": "ok"}

    @app.get("/me")
    def me(who: Annotated[Any, Depends(admitted)]) -> Any:
        return {"username": who.username, "permissions": sorted(who.permissions)}

    @app.get("/seats", dependencies=[Depends(admitted)])
    def all_seats() -> Any:
        return {"seats": list(seats.values())}

    @app.put("/seats/{seat}")
    async def book(request: Request, seat: str, who: Annotated[Any, Depends(admitted)]) -> Any:
        try:
            guest = (await request.json())["guest"]
        except (ValueError, TypeError, KeyError):
            raise HTTPException(400, "a guest is needed") from None
        if not isinstance(guest, str) or not 1 <= len(guest) <= 40:
            raise HTTPException(400, "a guest of 1 to 40 characters is needed")
        seats[seat] = {"seat": seat, "guest": guest, "by": who.username}
        return seats[seat]

    @app.delete("/seats/{seat}", status_code=204, dependencies=[Depends(admitted)])
    def free(seat: str) -> None:
        if seat not in seats:
            raise HTTPException(404, "free already")
        del seats[seat]

    return app
