"""The reference of secret management: settings, a secret that hides, a scanner, a client, leases, and policies."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

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
    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return HIDDEN

    def __format__(self, spec: str) -> str:
        return HIDDEN


def load_settings(settings: Iterable[Setting], environ: Mapping[str, str]) -> dict[str, Any]:
    settings = list(settings)
    if any(setting.kind == "secret" and setting.default is not None for setting in settings):
        raise ValueError("a secret has no default: it would be one in the source")
    found: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for setting in settings:
        try:
            found[setting.name] = _value(setting, _given(setting, environ))
        except ValueError as error:
            problems[setting.name] = str(error)
    if problems:
        raise SettingsError(problems)
    return found


def _given(setting: Setting, environ: Mapping[str, str]) -> str:
    text, file = environ.get(setting.name, ""), environ.get(f"{setting.name}_FILE", "")
    if text and file:
        raise ValueError("is set twice, by itself and by a file")
    if file:
        try:
            text = Path(file).read_text(encoding="utf-8").removesuffix("\n")
        except (OSError, UnicodeDecodeError):
            raise ValueError("is in a file that can't be read") from None
    if not text and setting.default is None:
        raise ValueError("is missing")
    return text or setting.default or ""


def _value(setting: Setting, text: str) -> Any:
    if setting.kind == "integer":
        if not re.fullmatch(r"-?[0-9]+", text):
            raise ValueError("is no whole number")
        return int(text)
    if setting.kind == "secret":
        if text.lower() in PLACEHOLDERS:
            raise ValueError("is a placeholder")
        return Secret(text)
    return text


class Redactor:
    def __init__(self, *secrets: Secret) -> None:
        self._forms: set[str] = set()
        self.add(*secrets)

    def add(self, *secrets: Secret) -> None:
        for secret in secrets:
            value = secret.reveal()
            data = value.encode()
            forms = {value, quote(value, safe=""), base64.b64encode(data).decode(), data.hex()}
            self._forms |= {form for form in forms if form}

    def text(self, text: str) -> str:
        for form in sorted(self._forms, key=len, reverse=True):
            text = text.replace(form, HIDDEN)
        return text


class _Formatter(logging.Formatter):
    def __init__(self, redactor: Redactor) -> None:
        super().__init__("%(levelname)s %(message)s")
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """The whole text at last: message, arguments and traceback."""
        return self._redactor.text(super().format(logging.makeLogRecord({**record.__dict__, "exc_text": None})))


def make_logger(name: str, redactor: Redactor) -> logging.Logger:
    logger = logging.getLogger(name)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(redactor))
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return logger


ALLOW = "scan:allow"
KINDS = {
    "private_key": re.compile(r"(-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----)"),
    "access_key": re.compile(r"(?<![A-Za-z0-9])(AKIA[A-Z0-9]{16})(?![A-Za-z0-9])"),
    "token": re.compile(r"(?<![\w-])(eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+)(?![\w-])", re.ASCII),
    "url": re.compile(r"[a-z][a-z0-9+.-]*://[^\s/:@\"']*:([^\s/@\"']+)@", re.IGNORECASE),
    "assignment": re.compile(
        r"(?<![A-Za-z0-9])(?:\w*[_-])?(?:password|passwd|secret|token|api[_-]?key)[\"']?\s*[:=]\s*([\"'])(.{8,}?)\1",
        re.IGNORECASE | re.ASCII,
    ),
}


def scan(files: Mapping[str, str]) -> list[Finding]:
    found = []
    for path in sorted(files):
        for number, line in enumerate(files[path].split("\n"), 1):
            if ALLOW not in line:
                found += [Finding(path, number, kind, print_) for kind, print_ in _in_line(line)]
    return found


def _in_line(line: str) -> list[tuple[str, str]]:
    texts: dict[str, str] = {}
    for kind, pattern in KINDS.items():
        for match in pattern.finditer(line):
            text = match[match.lastindex or 1]
            if not _is_placeholder(text):
                texts.setdefault(text, kind)
    return sorted((kind, hashlib.sha256(text.encode()).hexdigest()[:12]) for text, kind in texts.items())


def _is_placeholder(text: str) -> bool:
    return text.lower() in PLACEHOLDERS or text.startswith(("${", "{", "<", "%", "$(")) or len(set(text)) == 1


def scan_history(commits: Iterable[tuple[str, Mapping[str, str]]]) -> list[Finding]:
    commits = list(commits)
    first: dict[tuple[str, str, str], Finding] = {}
    last: set[tuple[str, str, str]] = set()
    for commit, files in commits:
        found = scan(files)
        last = {(one.path, one.kind, one.fingerprint) for one in found}
        for one in found:
            first.setdefault((one.path, one.kind, one.fingerprint), replace(one, commit=commit))
    return [replace(one, present=key in last) for key, one in first.items()]


class _Manager:
    """Requests to the manager; every failure is a ManagerError."""

    def __init__(self, url: str, token: Secret) -> None:
        self._url, self._token = url, token

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"X-Vault-Token": self._token.reveal()}
        try:
            answer = httpx.request(method, f"{self._url}/v1/{path}", headers=headers, json=body, timeout=TIMEOUT)
            found = answer.json() if answer.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError):
            raise ManagerUnavailableError("no answer of use") from None
        if answer.status_code in (400, 403):
            raise AccessDeniedError(f"{path}: refused")
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise SecretNotFoundError(path)
        if answer.status_code not in (200, 204):
            raise ManagerUnavailableError(f"status {answer.status_code}")
        return found


@dataclass(frozen=True)
class _Copy:
    data: dict[str, str]
    version: int
    at: float


class SecretClient:
    def __init__(self, url: str, token: Secret, *, ttl: float = 30.0, max_stale: float = 300.0) -> None:
        self._manager, self._ttl, self._max_stale = _Manager(url, token), ttl, max_stale
        self._copies: dict[str, _Copy] = {}
        self._failed: dict[str, tuple[float, ManagerUnavailableError]] = {}
        self._lock = threading.Lock()

    def read(self, path: str) -> dict[str, str]:
        return dict(self._read(path).data)

    def use(self, path: str, function: Callable[[dict[str, str]], T]) -> T:
        copy = self._read(path)
        try:
            return function(dict(copy.data))
        except RejectedError:
            try:
                fresh = self._read(path, than=copy)
            except ManagerUnavailableError:
                fresh = copy
            if fresh.version == copy.version:
                raise
            return function(dict(fresh.data))

    def _read(self, path: str, than: _Copy | None = None) -> _Copy:
        """Return a copy that is fresh enough; newer ``than`` that one, if the manager has it."""
        with self._lock:
            now, copy = time.monotonic(), self._copies.get(path)
            if copy is not None and copy is not than and now - copy.at < self._ttl:
                return copy
            failed, error = self._failed.get(path, (None, None))
            if failed is None or now - failed >= RETRY or than is not None:
                error = self._fetch(path)
            copy = self._copies.get(path)
            if error is not None and (copy is None or time.monotonic() - copy.at >= self._max_stale):
                raise error
            assert copy is not None
            return copy

    def _fetch(self, path: str) -> ManagerUnavailableError | None:
        try:
            found = self._manager.ask("GET", f"secret/data/{quote(path)}")
            data, version = found["data"]["data"], found["data"]["metadata"]["version"]
        except (AccessDeniedError, SecretNotFoundError):
            self._copies.pop(path, None)
            self._failed.pop(path, None)
            raise
        except (ManagerUnavailableError, TypeError, LookupError):
            error = ManagerUnavailableError("the manager gives no answer of use")
            self._failed[path] = time.monotonic(), error
            return error
        self._failed.pop(path, None)
        self._copies[path] = _Copy(dict(data), version, time.monotonic())
        return None


class LeaseKeeper:
    def __init__(self, url: str, token: Secret, role: str) -> None:
        self._manager, self._role = _Manager(url, token), role
        self._lease: dict[str, Any] | None = None
        self._closed = False

    def credentials(self) -> tuple[str, Secret]:
        if self._closed:
            raise ValueError("closed")
        lease = self._lease
        if lease is None or time.monotonic() >= lease["renew_at"]:
            lease = self._next(lease)
        return lease["username"], lease["password"]

    def close(self) -> None:
        self._closed = True
        lease, self._lease = self._lease, None
        if lease is not None and time.monotonic() < lease["ends_at"]:
            self._revoke(lease)

    def __enter__(self) -> LeaseKeeper:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _next(self, lease: dict[str, Any] | None) -> dict[str, Any]:
        """Return a lease that is good: the old one, renewed, or a new one; the old one as it is in an outage."""
        alive = lease is not None and time.monotonic() < lease["ends_at"]
        try:
            if lease is not None and alive and lease["renewable"] and self._renew(lease):
                return lease
            fresh = self._issue()
        except ManagerUnavailableError:
            if lease is None or time.monotonic() >= lease["ends_at"]:
                raise
            return lease
        self._lease = fresh
        if lease is not None and alive:
            self._revoke(lease)
        return fresh

    def _issue(self) -> dict[str, Any]:
        found = self._manager.ask("GET", f"database/creds/{quote(self._role, safe='')}")
        try:
            data = found["data"]
            lease = {"id": found["lease_id"], "renewable": found["renewable"], "duration": found["lease_duration"]}
            lease |= {"username": data["username"], "password": Secret(data["password"])}
        except (TypeError, LookupError):
            raise ManagerUnavailableError("an answer of no use") from None
        return self._began(lease, lease["duration"])

    def _renew(self, lease: dict[str, Any]) -> bool:
        """Whether the manager has prolonged it by all of its time: near its end it does not."""
        try:
            duration = self._manager.ask("PUT", "sys/leases/renew", {"lease_id": lease["id"]})["lease_duration"]
        except (AccessDeniedError, SecretNotFoundError):
            return False
        except (TypeError, LookupError):
            raise ManagerUnavailableError("an answer of no use") from None
        if duration < lease["duration"]:
            return False
        self._began(lease, duration)
        return True

    def _revoke(self, lease: dict[str, Any]) -> None:
        try:
            self._manager.ask("PUT", "sys/leases/revoke", {"lease_id": lease["id"]})
        except ManagerError:
            return  # it ends by itself

    @staticmethod
    def _began(lease: dict[str, Any], duration: float) -> dict[str, Any]:
        now = time.monotonic()
        lease |= {"ends_at": now + duration, "renew_at": now + duration * 2 / 3}
        return lease


def is_allowed(policies: Iterable[Mapping[str, Sequence[str]]], path: str, capability: str) -> bool:
    rules: dict[str, set[str]] = {}
    for policy in policies:
        for pattern, capabilities in policy.items():
            rules.setdefault(pattern, set()).update(capabilities)
    matching = [pattern for pattern in rules if _matches(pattern, path)]
    if not matching:
        return False
    found = rules[max(matching, key=_weight)]
    return capability in found and "deny" not in found


def _matches(pattern: str, path: str) -> bool:
    return path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern


def _weight(pattern: str) -> tuple[bool, int]:
    return not pattern.endswith("*"), len(pattern)


def review(policy: Mapping[str, Sequence[str]], used: Iterable[tuple[str, str]]) -> Review:
    used = list(used)
    wildcards = tuple(sorted(pattern for pattern in policy if pattern.endswith("*")))
    granted = [(pattern, one) for pattern in sorted(policy) for one in sorted(set(policy[pattern])) if one != "deny"]
    good = [(path, one) for path, one in used if is_allowed([policy], path, one)]
    unused = [
        pair for pair in granted if not any(_decides(policy, pair[0], path) and one == pair[1] for path, one in good)
    ]
    return Review(wildcards, tuple(unused), tuple(dict.fromkeys(pair for pair in used if pair not in good)))


def _decides(policy: Mapping[str, Sequence[str]], pattern: str, path: str) -> bool:
    matching = [one for one in policy if _matches(one, path)]
    return bool(matching) and max(matching, key=_weight) == pattern
