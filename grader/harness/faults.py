"""What can go wrong on the way, as data for ``network.script``. Re-exported by ``grader.suite``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Fault:
    """One request's fate."""

    kind: Literal["ok", "delay", "status", "reset", "hang", "refuse"]
    seconds: float = 0.0
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None


def ok() -> Fault:
    """Nothing goes wrong."""
    return Fault("ok")


def delay(seconds: float) -> Fault:
    """The answer takes ``seconds`` longer."""
    return Fault("delay", seconds=seconds)


def status(code: int, *, headers: Mapping[str, str] | None = None, json: Any = None) -> Fault:
    """The service answers with this status at once, and does nothing."""
    return Fault("status", status=code, headers=dict(headers or {}), json=json)


def reset() -> Fault:
    """The service does the work; the connection breaks before the answer: ``httpx.ReadError``."""
    return Fault("reset")


def hang() -> Fault:
    """The service never answers, and does nothing: ``httpx.ReadTimeout`` when the client's timeout is over."""
    return Fault("hang")


def refuse() -> Fault:
    """Nobody listens: ``httpx.ConnectError``."""
    return Fault("refuse")
