"""Settings, secrets that hide, a scanner, a client of a secret manager, leases, and policies.

README.md tells what each part must do. Replace each ``raise NotImplementedError``; add what helpers you like.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
HIDDEN = "[redacted]"
PLACEHOLDERS = ("changeme", "change-me", "password", "secret", "example", "todo", "xxx")
"""Texts that stand where a secret belongs, in any case of letters."""
TIMEOUT = 2.0
"""Seconds that a request to the manager may take."""
RETRY = 5.0
"""Seconds for which the manager is left alone about a path after it gave no answer of use."""


class SettingsError(Exception):
    """Settings are missing or wrong. ``problems``: by name, what is wrong, without any value."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name} {problem}" for name, problem in problems.items()))
        self.problems = dict(problems)


class ManagerError(Exception):
    """The base of what goes wrong with the secret manager."""


class AccessDeniedError(ManagerError):
    """The manager has refused."""


class SecretNotFoundError(ManagerError):
    """There is no such secret."""


class ManagerUnavailableError(ManagerError):
    """The manager gives no answer of use."""


class RejectedError(Exception):
    """Raised by whoever was shown a secret that is not good any more."""


@dataclass(frozen=True)
class Setting:
    """A setting: its name in the environment, its kind (``text``, ``integer`` or ``secret``), and its default."""

    name: str
    kind: str = "text"
    default: str | None = None


@dataclass(frozen=True)
class Finding:
    """A secret in a source. ``commit`` and ``present`` are for ``scan_history``; ``scan`` leaves them as they are."""

    path: str
    line: int
    kind: str
    fingerprint: str
    commit: str = ""
    present: bool = True


@dataclass(frozen=True)
class Review:
    """What a policy has that nobody needs, and what was tried that it does not allow."""

    wildcards: tuple[str, ...]
    unused: tuple[tuple[str, str], ...]
    denied: tuple[tuple[str, str], ...]


class Secret:
    """A text that is shown to nobody who does not ask for it by ``reveal()``."""

    def __init__(self, value: str) -> None:
        # TODO(redact)
        raise NotImplementedError

    def reveal(self) -> str:
        """Return the text."""
        # TODO(redact)
        raise NotImplementedError


def load_settings(settings: Iterable[Setting], environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the value of each setting, or raise ``SettingsError`` with all that is wrong."""
    # TODO(settings)
    raise NotImplementedError


class Redactor:
    """Replaces secrets in texts by ``HIDDEN``."""

    def __init__(self, *secrets: Secret) -> None:
        # TODO(redact)
        raise NotImplementedError

    def add(self, *secrets: Secret) -> None:
        """Replace these as well from now on."""
        # TODO(redact)
        raise NotImplementedError

    def text(self, text: str) -> str:
        """Return the text without any of the secrets."""
        # TODO(redact)
        raise NotImplementedError


def make_logger(name: str, redactor: Redactor) -> logging.Logger:
    """Return a logger that writes to ``sys.stderr`` what the redactor leaves of each message."""
    # TODO(redact)
    raise NotImplementedError


def scan(files: Mapping[str, str]) -> list[Finding]:
    """Return the secrets in these texts, by path, line and kind."""
    # TODO(scan)
    raise NotImplementedError


def scan_history(commits: Iterable[tuple[str, Mapping[str, str]]]) -> list[Finding]:
    """Return the secrets in any of these commits, each once, with the commit in which it came first."""
    # TODO(scan)
    raise NotImplementedError


class SecretClient:
    """Reads secrets from the manager at ``url``, and keeps copies for ``ttl`` seconds."""

    def __init__(self, url: str, token: Secret, *, ttl: float = 30.0, max_stale: float = 300.0) -> None:
        # TODO(client)
        raise NotImplementedError

    def read(self, path: str) -> dict[str, str]:
        """Return the newest version of a secret, or a copy that is fresh enough."""
        # TODO(client)
        raise NotImplementedError

    def use(self, path: str, function: Callable[[dict[str, str]], T]) -> T:
        """Return what ``function`` makes of the secret; after ``RejectedError`` once more, with a newer version."""
        # TODO(client)
        raise NotImplementedError


class LeaseKeeper:
    """Keeps a user of the database alive, for as long as it is needed. A context manager."""

    def __init__(self, url: str, token: Secret, role: str) -> None:
        # TODO(leases): also ``__enter__`` and ``__exit__``
        raise NotImplementedError

    def credentials(self) -> tuple[str, Secret]:
        """Return the name and the password of a user that lives."""
        # TODO(leases)
        raise NotImplementedError

    def close(self) -> None:
        """Give the user back."""
        # TODO(leases)
        raise NotImplementedError


def is_allowed(policies: Iterable[Mapping[str, Sequence[str]]], path: str, capability: str) -> bool:
    """Return whether these policies together allow it."""
    # TODO(policy)
    raise NotImplementedError


def review(policy: Mapping[str, Sequence[str]], used: Iterable[tuple[str, str]]) -> Review:
    """Return what a policy has that the log of its uses does not need."""
    # TODO(policy)
    raise NotImplementedError
