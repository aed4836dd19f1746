"""Coroutines over one httpx.AsyncClient a request; what is kept is in dataclasses; the scanner is a generator."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import inspect
import logging
import os
import re
import sys
import time
import urllib.parse
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

import httpx

T = TypeVar("T")
HIDDEN = "[redacted]"
PLACEHOLDERS = ("changeme", "change-me", "password", "secret", "example", "todo", "xxx")
TIMEOUT = 2.0
RETRY = 5.0


class SettingsError(Exception):
    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name} {problem}" for name, problem in problems.items()))
        self.problems = dict(problems)


class ManagerError(Exception):
    """The base of what goes wrong with the secret manager."""


class AccessDeniedError(ManagerError):
    """The manager has refused: 403."""


class SecretNotFoundError(ManagerError):
    """There is no such secret: 404."""


class ManagerUnavailableError(ManagerError):
    """The manager gives no answer that can be used."""


class RejectedError(Exception):
    """Raised by whoever was shown a secret that is not good any more."""


@dataclass(frozen=True)
class Setting:
    name: str
    kind: str = "text"
    default: str | None = None


@dataclass(frozen=True)
class Finding:
    path: str
    line: int
    kind: str
    fingerprint: str
    commit: str = ""
    present: bool = True


@dataclass(frozen=True)
class Review:
    wildcards: tuple[str, ...]
    unused: tuple[tuple[str, str], ...]
    denied: tuple[tuple[str, str], ...]


class Secret:
    """The text is in a closure."""

    __slots__ = ("__give",)

    def __init__(self, value: str) -> None:
        self.__give = lambda: value

    def reveal(self) -> str:
        return self.__give()

    def __str__(self) -> str:
        return HIDDEN

    __repr__ = __str__

    def __format__(self, _: str) -> str:
        return HIDDEN

    def __eq__(self, other: object) -> bool:
        return self.reveal() == other.reveal() if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.reveal())


def _text(text: str) -> str:
    return text


def _integer(text: str) -> int:
    if re.fullmatch("-?[0-9]+", text) is None:
        raise ValueError("should be a whole number")
    return int(text)


def _secret(text: str) -> Secret:
    if text.casefold() in PLACEHOLDERS:
        raise ValueError("is still what the example has")
    return Secret(text)


READERS: dict[str, Callable[[str], Any]] = {"text": _text, "integer": _integer, "secret": _secret}


def load_settings(settings: Iterable[Setting], environ: Mapping[str, str]) -> dict[str, Any]:
    wanted = tuple(settings)
    for setting in wanted:
        if setting.kind == "secret" and setting.default is not None:
            raise ValueError(f"{setting.name}: no default for a secret")
    values, problems = {}, {}
    for setting in wanted:
        text, problem = _lookup(setting, environ)
        if not problem:
            try:
                values[setting.name] = READERS[setting.kind](text)
            except ValueError as error:
                problem = str(error)
        if problem:
            problems[setting.name] = problem
    if problems:
        raise SettingsError(problems)
    return values


def _lookup(setting: Setting, environ: Mapping[str, str]) -> tuple[str, str]:
    """The text of a setting, and what is wrong with it."""
    text, path = environ.get(setting.name), environ.get(setting.name + "_FILE")
    if text and path:
        return "", "is given twice"
    if path:
        try:
            with open(path, "rb") as file:
                text = file.read().decode("utf-8")
        except (OSError, ValueError):
            return "", "has a file that can't be read"
        if text.endswith(os.linesep):
            text = text[:-1]
    if text:
        return text, ""
    return (setting.default, "") if setting.default is not None else ("", "is missing")


class Redactor:
    def __init__(self, *secrets: Secret) -> None:
        self._known: list[str] = []
        self.add(*secrets)

    def add(self, *secrets: Secret) -> None:
        for value in filter(None, (secret.reveal() for secret in secrets)):
            raw = value.encode()
            self._known += [value, urllib.parse.quote(value, safe=""), base64.b64encode(raw).decode(), raw.hex()]
        self._known.sort(key=len, reverse=True)

    def text(self, text: str) -> str:
        if not self._known:
            return text
        return re.sub("|".join(map(re.escape, self._known)), lambda _: HIDDEN, text)


class _StandardError(logging.Handler):
    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def emit(self, record: logging.LogRecord) -> None:
        print(self._redactor.text(self.format(record)), file=sys.stderr)


def make_logger(name: str, redactor: Redactor) -> logging.Logger:
    logger = logging.getLogger(name)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
    handler = _StandardError(redactor)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel("INFO")
    logger.propagate = False
    return logger


ENDINGS = ("password", "passwd", "secret", "token", "apikey", "api_key", "api-key")
NAME = re.compile(r"""([A-Za-z0-9_-]+)["']?\s*[=:]\s*(?:"([^"]*)"|'([^']*)')""")


def _private_keys(line: str) -> Iterator[str]:
    for match in re.finditer("-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----", line):
        yield match[0]


def _access_keys(line: str) -> Iterator[str]:
    for word in re.findall("[A-Za-z0-9]+", line):
        if re.fullmatch("AKIA[A-Z0-9]{16}", word):
            yield word


def _tokens(line: str) -> Iterator[str]:
    for match in re.finditer(r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]+[.]eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+", line):
        yield match[0]


def _urls(line: str) -> Iterator[str]:
    for match in re.finditer(r"""[A-Za-z][A-Za-z0-9+.-]*://[^\s"'/@:]*:([^\s"'/@]+)@""", line):
        yield match[1]


def _assignments(line: str) -> Iterator[str]:
    for name, double, single in NAME.findall(line):
        words, value = name.lower(), double or single
        if len(value) >= 8 and any(words == end or words.endswith(("_" + end, "-" + end)) for end in ENDINGS):
            yield value


FINDERS = {
    "private_key": _private_keys,
    "access_key": _access_keys,
    "token": _tokens,
    "url": _urls,
    "assignment": _assignments,
}


def _harmless(text: str) -> bool:
    return text.lower() in PLACEHOLDERS or text[:1] in "{<%" or text[:2] in ("${", "$(") or text == text[0] * len(text)


def scan(files: Mapping[str, str]) -> list[Finding]:
    found = [
        Finding(path, number, kind, hashlib.sha256(text.encode()).hexdigest()[:12])
        for path, content in files.items()
        for number, line in enumerate(content.split("\n"), start=1)
        for text, kind in _line(line).items()
    ]
    return sorted(found, key=lambda one: (one.path, one.line, one.kind, one.fingerprint))


def _line(line: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if "scan:allow" in line:
        return found
    for kind, finder in FINDERS.items():
        for text in finder(line):
            if not _harmless(text):
                found.setdefault(text, kind)
    return found


def scan_history(commits: Iterable[tuple[str, Mapping[str, str]]]) -> list[Finding]:
    seen: dict[tuple[str, str, str], dict[str, Any]] = {}
    for commit, files in commits:
        for entry in seen.values():
            entry["present"] = False
        for one in scan(files):
            entry = seen.setdefault((one.path, one.kind, one.fingerprint), asdict(one) | {"commit": commit})
            entry["present"] = True
    return [Finding(**entry) for entry in seen.values()]


async def _send(method: str, url: str, token: Secret, body: Any = None) -> dict[str, Any]:
    """The body of an answer of use; AccessDeniedError, SecretNotFoundError or ManagerUnavailableError otherwise."""
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT) as client, asyncio.timeout(TIMEOUT):
            answer = await client.request(method, url, headers={"X-Vault-Token": token.reveal()}, json=body)
    except (httpx.HTTPError, TimeoutError) as error:
        raise ManagerUnavailableError(type(error).__name__) from None
    match answer.status_code:
        case 200:
            try:
                found = answer.json()
            except ValueError:
                raise ManagerUnavailableError("no JSON") from None
            if not isinstance(found, dict):
                raise ManagerUnavailableError("not as described")
            return found
        case 400 | 403:
            raise AccessDeniedError("refused")
        case 404:
            raise SecretNotFoundError("not there")
        case other:
            raise ManagerUnavailableError(f"status {other}")


@dataclass
class _Entry:
    data: dict[str, str] | None = None
    version: Any = None
    fetched: float = 0.0
    failed: float | None = None

    def age(self) -> float:
        return time.monotonic() - self.fetched


class SecretClient:
    def __init__(self, url: str, token: Secret, *, ttl: float = 30.0, max_stale: float = 300.0) -> None:
        self._url, self._token, self._ttl, self._max_stale = url, token, ttl, max_stale
        self._entries: defaultdict[str, _Entry] = defaultdict(_Entry)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def read(self, path: str) -> dict[str, str]:
        data, _ = await self._current(path)
        return data

    async def use(self, path: str, function: Callable[[dict[str, str]], T]) -> T:
        data, version = await self._current(path)
        try:
            return await _result(function(data))
        except RejectedError:
            async with self._locks[path]:
                if not await self._fetch(path) or self._entries[path].version == version:
                    raise
                data = dict(self._entries[path].data or {})
        return await _result(function(data))

    async def _current(self, path: str) -> tuple[dict[str, str], Any]:
        async with self._locks[path]:
            entry = self._entries[path]
            fresh = entry.data is not None and entry.age() < self._ttl
            waiting = entry.failed is not None and time.monotonic() - entry.failed < RETRY
            failed = not fresh and (waiting or not await self._fetch(path))
            if failed and (entry.data is None or entry.age() >= self._max_stale):
                raise ManagerUnavailableError("the manager gives no answer of use")
            return dict(entry.data or {}), entry.version

    async def _fetch(self, path: str) -> bool:
        """Ask the manager; whether the answer is of use."""
        entry = self._entries[path]
        try:
            found = await _send("GET", f"{self._url}/v1/secret/data/{urllib.parse.quote(path)}", self._token)
            data, version = found["data"]["data"], found["data"]["metadata"]["version"]
            entry.data, entry.version = dict(data), version
        except (ManagerUnavailableError, KeyError, TypeError, ValueError):
            entry.failed = time.monotonic()
            return False
        except ManagerError:
            self._entries[path] = _Entry()
            raise
        entry.fetched, entry.failed = time.monotonic(), None
        return True


async def _result(found: Any) -> Any:
    return await found if inspect.isawaitable(found) else found


@dataclass
class _Lease:
    id: str
    username: str
    password: Secret
    renewable: bool
    first: float
    since: float
    lasts: float

    @property
    def over(self) -> bool:
        return time.monotonic() >= self.since + self.lasts

    @property
    def due(self) -> bool:
        return time.monotonic() >= self.since + self.lasts * 2 / 3


class LeaseKeeper:
    def __init__(self, url: str, token: Secret, role: str) -> None:
        self._base, self._token, self._role = f"{url}/v1/", token, role
        self._lease: _Lease | None = None
        self._open = True
        self._lock = asyncio.Lock()

    async def credentials(self) -> tuple[str, Secret]:
        if not self._open:
            raise ValueError("this keeper is closed")
        async with self._lock:
            if self._lease is not None and self._lease.over:
                self._lease = None
            if self._lease is None:
                self._lease = await self._take()
            elif self._lease.due:
                try:
                    await self._prolong(self._lease)
                except ManagerUnavailableError:
                    if self._lease.over:
                        raise
            return self._lease.username, self._lease.password

    async def close(self) -> None:
        self._open = False
        old, self._lease = self._lease, None
        if old is not None and not old.over:
            await self._give_back(old)

    async def __aenter__(self) -> LeaseKeeper:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def __enter__(self) -> LeaseKeeper:
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run(self.close())

    async def _take(self) -> _Lease:
        found = await _send(
            "GET", self._base + "database/creds/" + urllib.parse.quote(self._role, safe=""), self._token
        )
        try:
            data, lasts = found["data"], found["lease_duration"]
            name, password = data["username"], Secret(data["password"])
            return _Lease(found["lease_id"], name, password, found["renewable"], lasts, time.monotonic(), lasts)
        except (KeyError, TypeError):
            raise ManagerUnavailableError("not as described") from None

    async def _prolong(self, old: _Lease) -> None:
        """Let the lease live on, or put a new one in its place."""
        if old.renewable and await self._renewed(old):
            return
        self._lease = await self._take()
        if not old.over:
            await self._give_back(old)

    async def _renewed(self, old: _Lease) -> bool:
        try:
            found = await _send("PUT", self._base + "sys/leases/renew", self._token, {"lease_id": old.id})
            lasts = found["lease_duration"]
        except KeyError:
            raise ManagerUnavailableError("not as described") from None
        except (AccessDeniedError, SecretNotFoundError):
            return False
        if lasts < old.first:
            return False
        old.since, old.lasts = time.monotonic(), lasts
        return True

    async def _give_back(self, old: _Lease) -> None:
        with contextlib.suppress(ManagerError):
            await _send("PUT", self._base + "sys/leases/revoke", self._token, {"lease_id": old.id})


def is_allowed(policies: Iterable[Mapping[str, Sequence[str]]], path: str, capability: str) -> bool:
    together: defaultdict[str, set[str]] = defaultdict(set)
    for policy in policies:
        for rule, capabilities in policy.items():
            together[rule] |= set(capabilities)
    rule = _deciding(together, path)
    return rule is not None and "deny" not in together[rule] and capability in together[rule]


def _deciding(rules: Iterable[str], path: str) -> str | None:
    rules = list(rules)
    if path in rules and not path.endswith("*"):
        return path
    wide = [rule for rule in rules if rule[-1:] == "*" and path.startswith(rule[:-1])]
    return max(wide, key=len, default=None)


def review(policy: Mapping[str, Sequence[str]], used: Iterable[tuple[str, str]]) -> Review:
    denied: list[tuple[str, str]] = []
    needed: set[tuple[str | None, str]] = set()
    for path, capability in map(tuple, used):
        if is_allowed([policy], path, capability):
            needed.add((_deciding(policy, path), capability))
        elif (path, capability) not in denied:
            denied.append((path, capability))
    has = {(path, one) for path, capabilities in policy.items() for one in capabilities if one != "deny"}
    wildcards = sorted(path for path in policy if path.endswith("*"))
    return Review(tuple(wildcards), tuple(sorted(has - needed)), tuple(denied))
