"""The virtual clock of both sides. The fixture ``clock`` is a ``Clock``; services get the same object."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import time_machine

EPOCH = 1767603600.0
"""2026-01-05 09:00:00 UTC, a Monday: when every test begins."""

MAX_SPAN = 100 * 365 * 86400.0


class Clock:
    """Time as the test, the services and the student's code see it. ``advanced`` is told where the test moves it to."""

    def __init__(self) -> None:
        self.sleeps: list[float] = []
        self._moved = 0.0
        self._lag = 0.0
        self._answering = False
        self._advanced: Callable[[float], None] = lambda _: None
        self._traveller: Any = None

    @property
    def elapsed(self) -> float:
        """Seconds since the test began; for a service that answers, with what its answer has taken so far."""
        return self._moved + self._lag

    def time(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        return EPOCH + self.elapsed

    def now(self) -> dt.datetime:
        """The moment, as an aware UTC datetime."""
        return dt.datetime.fromtimestamp(self.time(), dt.UTC)

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass; what the student's code has scheduled in them happens."""
        if seconds < 0:
            raise ValueError("time does not go back")
        target = self.elapsed + seconds
        self._advanced(target)
        if target > MAX_SPAN:
            raise ValueError("a test has no more than a hundred years")
        self.move_to(target)

    async def sleep(self, seconds: float) -> None:
        """For services: the answer takes that much longer. Nobody else's time moves."""
        self._lag += max(0.0, seconds)

    def move_to(self, elapsed: float) -> None:
        """The harness's own: set the time; never back, never past a hundred years.

        While a service answers (it may be another of the student's processes) it is the answer that takes that long.
        """
        if not self.elapsed < elapsed <= MAX_SPAN:
            return
        if self._answering:
            self._lag = elapsed - self._moved
        else:
            self._moved = elapsed
            if self._traveller is not None:
                self._traveller.move_to(EPOCH + elapsed)

    def on_advance(self, tell: Callable[[float], None]) -> None:
        """The harness's own: whom to tell when the test moves time."""
        self._advanced = tell

    @contextmanager
    def lagging(self) -> Iterator[Callable[[], float]]:
        """The harness's own: measure how long the answer that is made inside the block takes."""
        outer, self._answering, before = self._answering, True, self._lag
        try:
            yield lambda: self._lag - before
        finally:
            self._answering, self._lag = outer, before

    @contextmanager
    def installed(self) -> Iterator[None]:
        """The harness's own: make ``time.time`` and ``datetime.now`` of this process follow (not ``monotonic``)."""
        with time_machine.travel(EPOCH, tick=False) as traveller:
            self._traveller = traveller
            try:
                yield
            finally:
                self._traveller = None
