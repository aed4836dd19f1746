"""Records what happens during a test, for the report to draw. The fixture ``evidence`` is a ``Recorder``."""

from __future__ import annotations

import bisect
from collections.abc import Callable

from grader.harness.words import clean
from grader.result.model import Event, EventKind, Evidence, Lane, Step

MAX_EVENTS = 120
MAX_LANES = 16
MAX_STEPS = 200
MAX_LABEL = 240
MAX_DETAIL = 2000
MAX_NAME = 100
MAX_SECONDS = 1e10
"""What a drawing can show, and more than a test ever lets pass. A student's code may say that it sleeps longer."""

TEST, STUDENT = "test", "student"


class Recorder:
    """One test's evidence. ``elapsed`` gives seconds of virtual time since the test began."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._events: list[Event] = []
        self._dropped = 0
        self._lanes: dict[str, list[Step]] = {}
        self._watched: dict[str, Callable[[], object]] = {}
        self.looking = False
        """Whether a watched state is being read right now: that is no event of the test's."""

    def note(self, text: str) -> None:
        """Write something beside the drawing."""
        self.event("note", TEST, TEST, text)

    def state(self, lane: str, value: str) -> None:
        """From now on the strip called ``lane`` shows ``value``. Saying the same again changes nothing."""
        lane = clean(lane[:MAX_NAME])
        steps = self._lanes.setdefault(lane, []) if len(self._lanes) < MAX_LANES else self._lanes.get(lane, [])
        if len(steps) < MAX_STEPS and (not steps or steps[-1].value != value):
            steps.append(Step(round(self._elapsed(), 6), clean(value[:MAX_LABEL])))

    def watch(self, lane: str, read: Callable[[], object]) -> None:
        """Read a state now, and after every call and every ``clock.advance`` from here on; draw it as a strip."""
        self._watched[lane] = read
        self.look()

    def look(self) -> None:
        """Read everything that is watched. The harness does this after each call, also one that raises."""
        if self.looking:  # reading is a call itself
            return
        self.looking = True
        try:
            for lane, read in self._watched.items():
                self.state(lane, str(read()))
        finally:
            self.looking = False

    def event(
        self,
        kind: EventKind,
        source: str,
        target: str,
        label: str,
        detail: str = "",
        *,
        seconds: float = 0.0,
        at: float | None = None,
    ) -> None:
        """Record one event, at this moment or ``at`` seconds since the test began."""
        if self.looking:
            return
        if len(self._events) >= MAX_EVENTS:
            self._dropped += 1
            return
        t = _bounded(self._elapsed() if at is None else at)
        between = clean(source[:MAX_NAME]), clean(target[:MAX_NAME])
        event = Event(t, kind, *between, clean(label[:MAX_LABEL]), clean(detail[:MAX_DETAIL]), _bounded(seconds))
        bisect.insort(self._events, event, key=lambda one: one.t)

    def finish(self) -> Evidence:
        """Everything, as data."""
        lanes = tuple(Lane(name, tuple(steps)) for name, steps in self._lanes.items())
        end = max([self._elapsed(), *(event.t for event in self._events)])
        return Evidence(tuple(self._events), lanes, round(end, 6), self._dropped)


def _bounded(seconds: float) -> float:
    return round(min(max(seconds, -MAX_SECONDS), MAX_SECONDS), 6)
