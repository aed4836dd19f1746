"""What every mock service is given: a clock, and somebody to tell of its state. Services and the harness use this."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from fastapi import FastAPI

Observe = Callable[[str, str], None]
"""Called as ``observe(lane, value)`` when a named state changes."""


def ignore(lane: str, value: str) -> None:
    """Observe nothing: the default, and what a service on loopback uses."""


class Clock(Protocol):
    """Where a service's time comes from."""

    def time(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let the answer take that much longer."""
        ...


class SystemClock:
    """The real clock, for services on loopback."""

    def time(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class Service(Protocol):
    """A mock service: one host, one app, its own state."""

    host: str
    app: FastAPI
