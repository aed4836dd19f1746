"""Small pieces in threads: one httpx.Client an object, a lock for each path, a scanner in one regular expression."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import sys
import threading
import time
from base64 import b64encode
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar
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
        self.__value = value

    def reveal(self) -> str:
        return self.__value

    def __str__(self) -> str:
        return HIDDEN

    def __repr__(self) -> str:
        return HIDDEN

    def __format__(self, spec: str) -> str:
        return HIDDEN


class _Sources:
    """Where the text of a setting comes from."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def text(self, setting: Setting) -> str:
        direct = self._environ.get(setting.name) or None
        path = self._environ.get(f"{setting.name}_FILE") or None
        if direct is not None and path is not None:
            raise ValueError("comes from two places")
        if path is not None:
            direct = self._file(path) or None
        if direct is None:
            direct = setting.default
        if direct is None:
            raise ValueError("is not there")
        return direct

    @staticmethod
    def _file(path: str) -> str:
        try:
            with io.open(path, encoding="utf-8", newline="") as file:  # noqa: UP020 — the same as open
                text = file.read()
        except (OSError, UnicodeError):
            raise ValueError("comes from a file that can't be read") from None
        return text[:-1] if text.endswith("\n") else text


def _convert(kind: str, text: str) -> Any:
    if kind == "text":
        return text
    if kind == "integer":
        digits = text[1:] if text.startswith("-") else text
        if not (digits.isascii() and digits.isdigit()):
            raise ValueError("has to be a whole number")
        return int(text)
    if any(text.lower() == placeholder.lower() for placeholder in PLACEHOLDERS):
        raise ValueError("stands there as in the example")
    return Secret(text)


def load_settings(settings: Iterable[Setting], environ: Mapping[str, str]) -> dict[str, Any]:
    sources, result, problems = _Sources(environ), {}, {}
    defaults = []
    for setting in settings:
        defaults.append(setting.kind == "secret" and setting.default is not None)
        try:
            result[setting.name] = _convert(setting.kind, sources.text(setting))
        except ValueError as error:
            problems[setting.name] = str(error)
    if any(defaults):
        raise ValueError("remove the default of the secret")
    if problems:
        raise SettingsError(problems)
    return result


class Redactor:
    def __init__(self, *secrets: Secret) -> None:
        self._secrets = list(secrets)

    def add(self, *secrets: Secret) -> None:
        self._secrets.extend(secrets)

    def text(self, text: str) -> str:
        forms = {form for secret in self._secrets for form in _forms(secret.reveal())} - {""}
        for form in sorted(forms, key=lambda form: -len(form)):
            text = HIDDEN.join(text.split(form))
        return text


def _forms(value: str) -> tuple[str, ...]:
    return value, quote(value, safe=""), b64encode(value.encode()).decode("ascii"), value.encode().hex()


class _Stream:
    """Standard error, with a redactor before it."""

    def __init__(self, redactor: Redactor) -> None:
        self.redactor = redactor

    def write(self, text: str) -> int:
        return sys.stderr.write(self.redactor.text(text))

    def flush(self) -> None:
        sys.stderr.flush()


def make_logger(name: str, redactor: Redactor) -> logging.Logger:
    logger = logging.getLogger(name)
    logger.handlers.clear()
    logger.addHandler(logging.StreamHandler(_Stream(redactor)))
    logger.propagate = False
    logger.setLevel(logging.INFO)
    return logger


_WORDS = "password|passwd|secret|token|apikey|api_key|api-key"
_RULES = [
    ("private_key", re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"), 0),
    ("access_key", re.compile(r"(?<![A-Za-z0-9])AKIA[A-Z0-9]{16}(?![A-Za-z0-9])"), 0),
    ("token", re.compile(r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]+[.]eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+"), 0),
    ("url", re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*://[^\s"'/@:]*:([^\s"'/@]+)@"""), 1),
    (
        "assignment",
        re.compile(rf"""(?<![A-Za-z0-9])(?i:[a-z0-9_-]*[_-])?(?i:{_WORDS})["']?\s*[=:]\s*"([^"]{{8,}})\""""),
        1,
    ),
    (
        "assignment",
        re.compile(rf"""(?<![A-Za-z0-9])(?i:[a-z0-9_-]*[_-])?(?i:{_WORDS})["']?\s*[=:]\s*'([^']{{8,}})'"""),
        1,
    ),
]
_STARTS = re.compile(r"[$][{(]|[{<%]")


def scan(files: Mapping[str, str]) -> list[Finding]:
    findings = []
    for path, content in files.items():
        for index, line in enumerate(content.split("\n")):
            seen: set[str] = set()
            for kind, pattern, group in _RULES if "scan:allow" not in line else ():
                for secret in (match[group] for match in pattern.finditer(line)):
                    dull = secret.lower() in PLACEHOLDERS or _STARTS.match(secret) or not secret.strip(secret[0])
                    if not dull and secret not in seen:
                        seen.add(secret)
                        findings.append(Finding(path, index + 1, kind, sha256(secret.encode("utf-8")).hexdigest()[:12]))
    return sorted(findings, key=lambda one: (one.path, one.line, one.kind))


def scan_history(commits: Iterable[tuple[str, Mapping[str, str]]]) -> list[Finding]:
    first: OrderedDict[tuple[str, str, str], tuple[str, int]] = OrderedDict()
    now: list[tuple[str, str, str]] = []
    for commit, files in commits:
        now = []
        for one in scan(files):
            key = (one.path, one.kind, one.fingerprint)
            now.append(key)
            if key not in first:
                first[key] = (commit, one.line)
    return [
        Finding(path, line, kind, fingerprint, commit, (path, kind, fingerprint) in now)
        for (path, kind, fingerprint), (commit, line) in first.items()
    ]


class _Api:
    def __init__(self, url: str, token: Secret) -> None:
        self._client = httpx.Client(base_url=url, timeout=TIMEOUT, follow_redirects=False)
        self._token = token

    def call(self, method: str, path: str, wanted: int = 200, **options: Any) -> httpx.Response:
        headers = {"X-Vault-Token": self._token.reveal()}
        try:
            answer = self._client.request(method, f"/v1/{path}", headers=headers, **options)
        except httpx.HTTPError:
            raise ManagerUnavailableError("the manager is not there") from None
        if answer.status_code == wanted:
            return answer
        errors = {400: AccessDeniedError, 403: AccessDeniedError, 404: SecretNotFoundError}
        raise errors.get(answer.status_code, ManagerUnavailableError)(f"{method} {path}: {answer.status_code}")


def _fields(answer: httpx.Response, *paths: str) -> list[Any]:
    """These fields of an answer; ManagerUnavailableError if one is not there."""
    found = []
    try:
        for path in paths:
            value = answer.json()
            for name in path.split("."):
                value = value[name]
            found.append(value)
    except (ValueError, TypeError, LookupError):
        raise ManagerUnavailableError("the answer is not as described") from None
    return found


class _Version(NamedTuple):
    data: Mapping[str, str]
    number: int
    at: float


@dataclass
class _Shelf:
    """What is known of one path."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    copy: _Version | None = None
    not_before: float = float("-inf")


class SecretClient:
    def __init__(self, url: str, token: Secret, *, ttl: float = 30.0, max_stale: float = 300.0) -> None:
        self._api, self._ttl, self._max_stale = _Api(url, token), ttl, max_stale
        self._guard = threading.Lock()
        self._shelves: defaultdict[str, _Shelf] = defaultdict(_Shelf)

    def read(self, path: str) -> dict[str, str]:
        return {**self._version(path).data}

    def use(self, path: str, function: Callable[[dict[str, str]], T]) -> T:
        version = self._version(path)
        try:
            return function({**version.data})
        except RejectedError as rejected:
            shelf = self._shelf(path)
            with shelf.lock:
                try:
                    newer = self._fetch(path, shelf)
                except ManagerUnavailableError:
                    raise rejected from None
            if newer.number == version.number:
                raise
        return function({**newer.data})

    def _shelf(self, path: str) -> _Shelf:
        with self._guard:
            return self._shelves[path]

    def _version(self, path: str) -> _Version:
        shelf = self._shelf(path)
        with shelf.lock:
            if shelf.copy is not None and time.time() < shelf.copy.at + self._ttl:
                return shelf.copy
            try:
                if time.time() < shelf.not_before:
                    raise ManagerUnavailableError("left alone for a while")
                return self._fetch(path, shelf)
            except ManagerUnavailableError:
                if shelf.copy is None or time.time() >= shelf.copy.at + self._max_stale:
                    raise
                return shelf.copy

    def _fetch(self, path: str, shelf: _Shelf) -> _Version:
        try:
            answer = self._api.call("GET", f"secret/data/{quote(path)}")
            data, number = _fields(answer, "data.data", "data.metadata.version")
            if not isinstance(data, dict):
                raise ManagerUnavailableError("no dictionary")
        except ManagerUnavailableError:
            shelf.not_before = time.time() + RETRY
            raise
        except ManagerError:
            shelf.copy, shelf.not_before = None, float("-inf")
            raise
        shelf.copy, shelf.not_before = _Version(data, number, time.time()), float("-inf")
        return shelf.copy


class _Lease:
    def __init__(self, answer: httpx.Response) -> None:
        names = ("lease_id", "lease_duration", "renewable", "data.username", "data.password")
        self.id, self.first, self.renewable, self.username, password = _fields(answer, *names)
        self.password = Secret(password)
        self.prolong(self.first)

    def prolong(self, duration: float) -> None:
        self.due, self.end = time.time() + duration * 2 / 3, time.time() + duration

    @property
    def alive(self) -> bool:
        return time.time() < self.end


class LeaseKeeper(contextlib.AbstractContextManager["LeaseKeeper"]):
    def __init__(self, url: str, token: Secret, role: str) -> None:
        self._api = _Api(url, token)
        self._path = f"database/creds/{quote(role, safe='')}"
        self._lock = threading.RLock()
        self._lease: _Lease | None = None
        self._closed = False

    def credentials(self) -> tuple[str, Secret]:
        with self._lock:
            if self._closed:
                raise ValueError("closed")
            if self._lease is None or not self._lease.alive:
                self._lease = _Lease(self._api.call("GET", self._path))
            elif time.time() >= self._lease.due:
                with contextlib.suppress(ManagerUnavailableError):
                    self._keep(self._lease)
                if not self._lease.alive:
                    raise ManagerUnavailableError("the lease has ended meanwhile")
            return self._lease.username, self._lease.password

    def _keep(self, lease: _Lease) -> None:
        if lease.renewable:
            with contextlib.suppress(AccessDeniedError, SecretNotFoundError):
                answer = self._api.call("PUT", "sys/leases/renew", json={"lease_id": lease.id})
                (duration,) = _fields(answer, "lease_duration")
                if duration >= lease.first:
                    lease.prolong(duration)
                    return
        self._lease = _Lease(self._api.call("GET", self._path))
        self._revoke(lease)

    def _revoke(self, lease: _Lease | None) -> None:
        if lease is not None and lease.alive:
            with contextlib.suppress(ManagerError):
                self._api.call("PUT", "sys/leases/revoke", wanted=204, json={"lease_id": lease.id})

    def close(self) -> None:
        with self._lock:
            if not self._closed:
                self._closed = True
                self._revoke(self._lease)

    def __exit__(self, *_: object) -> None:
        self.close()


class _Rules:
    """The rules of several policies, joined by path."""

    def __init__(self, policies: Iterable[Mapping[str, Sequence[str]]]) -> None:
        self._exact: dict[str, set[str]] = {}
        self._wide: dict[str, set[str]] = {}
        for policy in policies:
            for path, capabilities in policy.items():
                kind = self._wide if path.endswith("*") else self._exact
                kind.setdefault(path, set()).update(capabilities)

    def decide(self, path: str, capability: str) -> tuple[str, bool]:
        """The rule that decides (an empty text if none does), and what it says."""
        if path in self._exact:
            return path, self._says(self._exact[path], capability)
        for length in range(len(path), -1, -1):
            rule = path[:length] + "*"
            if rule in self._wide:
                return rule, self._says(self._wide[rule], capability)
        return "", False

    @staticmethod
    def _says(capabilities: set[str], capability: str) -> bool:
        return "deny" not in capabilities and capability in capabilities


def is_allowed(policies: Iterable[Mapping[str, Sequence[str]]], path: str, capability: str) -> bool:
    return _Rules(policies).decide(path, capability)[1]


def review(policy: Mapping[str, Sequence[str]], used: Iterable[tuple[str, str]]) -> Review:
    rules = _Rules([policy])
    unused = {(path, one) for path in policy for one in policy[path]}
    denied: dict[tuple[str, str], None] = {}
    for path, capability in used:
        rule, allowed = rules.decide(path, capability)
        if allowed:
            unused.discard((rule, capability))
        else:
            denied[path, capability] = None
    left = sorted(pair for pair in unused if pair[1] != "deny")
    return Review(tuple(sorted(path for path in policy if path[-1:] == "*")), tuple(left), tuple(denied))
