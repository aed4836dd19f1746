"""Records what happens during a test, for the report to draw. The fixture ``evidence`` is a ``Recorder``."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable

import msgspec

from grader.harness.words import clean
from grader.result.model import Event, EventKind, Evidence, Lane, Step
from grader.result.pictures import Mark, Picture

MAX_EVENTS = 120
MAX_LANES = 16
MAX_MARKS = 96
MAX_STEPS = 200
MAX_LABEL = 240
MAX_DETAIL = 2000
MAX_NAME = 100
MAX_SECONDS = 1e10
"""What a drawing can show, and more than a test ever lets pass. A student's code may say that it sleeps longer."""

TEST, STUDENT = "test", "student"


class Recorder:
    """One test's evidence. ``elapsed`` gives seconds of virtual time since the test began; ``pictures`` are those that
    the topic declares.
    """

    def __init__(self, elapsed: Callable[[], float], pictures: Iterable[Picture] = ()) -> None:
        self._elapsed = elapsed
        self._pictures = {picture.id: picture for picture in pictures}
        self._marks: dict[str, list[Mark]] = {}
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

    def mark(
        self,
        picture: str,
        *place: str,
        value: str | float = "",
        wanted: str | float = "",
        at: float | None = None,
        seconds: float = 0.0,
    ) -> None:
        """Mark a place of a picture that ``topic.yaml`` declares: what was seen there, and what was ``wanted``.

        ``at`` and ``seconds``: when it began (now, if not given), in seconds of the test, and how long that was.
        LookupError for a picture that is not declared, or a step or cell that it does not have.
        """
        plan = self._pictures.get(picture)
        if plan is None:
            raise LookupError(f"topic.yaml declares no picture {picture!r}")
        if not plan.has(place):
            raise LookupError(f"the picture {picture!r} has no place {place!r}")
        marks = self._marks.setdefault(picture, [])
        if len(marks) < MAX_MARKS:
            seen, expected = (clean(_text(given)[:MAX_LABEL]) for given in (value, wanted))
            begun = _bounded(self._elapsed() if at is None else at)
            marks.append(Mark(tuple(clean(one[:MAX_NAME]) for one in place), seen, expected, begun, _bounded(seconds)))

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
        pictures = tuple(
            msgspec.structs.replace(picture, marks=tuple(self._marks[id]))
            for id, picture in self._pictures.items()
            if id in self._marks
        )
        return Evidence(tuple(self._events), lanes, round(end, 6), self._dropped, pictures)


def _text(given: str | float) -> str:
    return given if isinstance(given, str) else f"{given:g}"


def _bounded(seconds: float) -> float:
    return round(min(max(seconds, -MAX_SECONDS), MAX_SECONDS), 6)
