"""A limit of time for one cell, which a busy machine does not shorten. The harness only.

What counts is the time that the work would take on a machine with nothing else to do. While this side waits for a cell,
the clock of the wall runs; while it works itself, its own CPU time counts. When that is over, a closer look is taken:
of the waiting only the part counts that the machine was not too busy to give. The kernel tells for each process how
long it has run and how long it stood in line (``cpu_usage``): if both sides ran for 1 second and stood in line for 7, a
limit of 5 seconds lasts 40. CPU time of the cell counts in full, so that a loop gets no more of it on a busy machine.

A cell tells by itself, at its limit of CPU time, where it is (``grader.sandbox.hang``). This limit is a little longer:
it is for those that wait without working, or that do not tell.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from grader.harness.processes import cpu_usage
from grader.harness.processes.cpu_usage import Usage

T = TypeVar("T")

LOOK = 0.5
"""Seconds that one wait counts at the most: this side looks up so often, and has not been running if it is late."""
SLACK = 1.0
"""Seconds by which the limit is longer than what the cell itself keeps to."""
UNKNOWN = 10.0
"""So much slower a machine may be that does not tell: nobody waits longer than that for a cell that does nothing."""
MOST = 100.0
BEGIN_SECONDS = 300.0
"""Within so many seconds of waiting a cell has begun, or something is wrong with the machine."""
SOON = 0.05

Whereabouts = Callable[[], int | None]
"""The number of the cell's process for ``/proc``; 0 if nobody knows, None as long as it has not begun."""


class NotBegun(Exception):
    """There is no process yet, after a very long time."""


class Allowance:
    """``seconds`` for one piece of a cell's work. Wait no longer than ``LOOK`` at once, and count each wait."""

    def __init__(self, seconds: float, whereabouts: Whereabouts) -> None:
        self._seconds = seconds + SLACK
        self._whereabouts = whereabouts
        self._waited = 0.0
        self._look_at = self._seconds
        self._ours = cpu_usage.of_this_process()
        self._worked_before = time.process_time()
        self._ran_before = 0.0
        self.idle = 0.0
        """Of the seconds that counted at the last look, those in which nobody worked."""

    def follow(self, former: Allowance) -> None:
        """What the cell ran for during the former work does not count, if that was long enough to matter."""
        if former._waited > LOOK:
            theirs = self._theirs()
            self._ran_before = theirs.ran if theirs else 0.0

    def wait(self, poll: Callable[[float], T]) -> T:
        """Wait once by ``poll``, which takes seconds; what it gives."""
        began = time.monotonic()
        found = poll(LOOK)
        self._waited += min(time.monotonic() - began, LOOK)
        return found

    def is_over(self) -> bool:
        """Whether it is used up. ``NotBegun`` if there has been nobody to use it."""
        spent = self._waited + self._worked()
        if spent < self._look_at:
            return False
        left = self._seconds - self.used()
        self._look_at = spent + max(left, SOON)
        return left <= 0

    def used(self) -> float:
        """Seconds that count."""
        number = self._whereabouts()
        if number is None:
            if self._waited > BEGIN_SECONDS:
                raise NotBegun
            return 0.0
        worked, theirs = self._worked(), self._theirs()
        if theirs is None:
            self.idle = self._waited / UNKNOWN
            return worked + self.idle
        waited = min(self._waited, theirs.age)  # not the time that the machine took to begin it
        ran = theirs.ran - self._ran_before
        self.idle = max(waited / self._slowness(theirs) - ran, 0.0)
        return worked + ran + self.idle

    def _worked(self) -> float:
        return time.process_time() - self._worked_before

    def _theirs(self) -> Usage | None:
        number = self._whereabouts()
        return cpu_usage.of_process(number) if number else None

    def _slowness(self, theirs: Usage) -> float:
        """How many times longer the work of both sides has taken than it would have on a machine of its own."""
        now, before = cpu_usage.of_this_process(), self._ours
        if now is None or before is None:
            return UNKNOWN
        ran = theirs.ran + now.ran - before.ran
        in_line = theirs.stood_in_line + now.stood_in_line - before.stood_in_line
        return min(1 + in_line / max(ran, SOON), MOST)
