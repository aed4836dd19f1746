"""Lays out strips of states over time: a breaker's, instances' health. Only the report uses it.

All strips of a test share one time axis. A state that lasted no virtual time at all is still drawn, so the axis is not
to scale: every stretch is at least as wide as its label, and long ones grow with the logarithm of their length.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from grader.report import diagram, tones
from grader.report.words import seconds
from grader.result.model import Evidence, Lane

MAX_STRIPS = 8
MAX_STRETCHES = 14

_TOP, _HEIGHT, _GAP = 22, 26, 12
_LONGEST_LABEL = 18
_AT_LEAST = 640  # so that a single change is not a stub


@dataclass(frozen=True)
class Stretch:
    """A state from ``x`` on, ``width`` wide; ``tone`` picks colour and pattern, the label says it in words."""

    x: float
    width: float
    tone: str
    label: str


@dataclass(frozen=True)
class Strip:
    """One lane, its name at the left."""

    y: float
    name: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Strips:
    """The whole drawing, in pixels, with the times where something changes as (x, label)."""

    width: float
    height: float
    left: float
    strips: tuple[Strip, ...]
    ticks: tuple[tuple[float, str], ...]
    left_out: int
    top: float = _TOP
    thick: float = _HEIGHT


_Moment = tuple[float, int]  # a time, and which of several changes at that time


def lay_out(evidence: Evidence) -> Strips | None:
    """The drawing of these lanes, or None when there are none."""
    lanes = [lane for lane in evidence.lanes if _says_something(lane)][:MAX_STRIPS]
    if not lanes:
        return None
    end = (max(evidence.end, *(lane.steps[-1].t for lane in lanes)), 1_000_000)
    moments = sorted({moment for lane in lanes for moment, _ in _dated(lane)})[:MAX_STRETCHES]
    shown = [[(m, v) for m, v in _dated(lane) if m <= moments[-1]] for lane in lanes]
    left = 24 + diagram.CHAR * max(diagram.columns_of(_name(lane)) for lane in lanes)
    xs = _axis(left, [*moments, end], shown)
    strips = []
    tones = _Tones()
    for number, (lane, states) in enumerate(zip(lanes, shown, strict=True)):
        ends = [xs[moment] for moment, _ in states[1:]] + [xs[end]]
        stretches = tuple(
            Stretch(xs[moment], until - xs[moment], tones.of(value), _state(value))
            for (moment, value), until in zip(states, ends, strict=True)
        )
        strips.append(Strip(_TOP + number * (_HEIGHT + _GAP), _name(lane), stretches))
    steps = sum(len(lane.steps) for lane in evidence.lanes)
    height = _TOP + len(strips) * (_HEIGHT + _GAP)
    ticks = _ticks([*moments, end], xs)
    return Strips(xs[end] + 46, height, left, tuple(strips), ticks, steps - sum(len(one) for one in shown))


def _says_something(lane: Lane) -> bool:
    """A lane that never changes is worth a strip only if it shows a state: closed all along, when it should be open."""
    return len(lane.steps) > 1 or any(tones.of(step.value) for step in lane.steps)


def _dated(lane: Lane) -> list[tuple[_Moment, str]]:
    """Each step with its moment; several at the same time are told apart by their order."""
    dated: list[tuple[_Moment, str]] = []
    for step in lane.steps:
        again = dated[-1][0][1] + 1 if dated and dated[-1][0][0] == step.t else 0
        dated.append(((step.t, again), step.value))
    return dated


def _axis(left: float, moments: list[_Moment], lanes: list[list[tuple[_Moment, str]]]) -> dict[_Moment, float]:
    """Where each moment is: stretches wide enough for their labels, longer ones wider."""
    xs = {moments[0]: left}
    for number, (begin, end) in enumerate(itertools.pairwise(moments)):
        labels = [_state(value) for lane in lanes for moment, value in lane if moment == moments[number]]
        room = max((diagram.columns_of(label) for label in labels), default=2) * diagram.CHAR + 20
        grown = 26 * math.log1p(max(0.0, end[0] - begin[0]))
        xs[end] = xs[begin] + max(room, 30) + min(grown, 120)
    last = xs[moments[-1]]
    stretch = max(1.0, (_AT_LEAST - left) / (last - left)) if last > left else 1.0
    return {moment: round(left + (x - left) * stretch) for moment, x in xs.items()}


def _ticks(moments: list[_Moment], xs: dict[_Moment, float]) -> tuple[tuple[float, str], ...]:
    """A time where it changes, unless it would touch the one before."""
    ticks: list[tuple[float, str]] = []
    free = 0.0
    for moment in moments:
        label = seconds(moment[0])
        if xs[moment] >= free and (not ticks or ticks[-1][1] != label):
            ticks.append((xs[moment], label))
            free = xs[moment] + len(label) * 7 + 8
    return tuple(ticks)


def _name(lane: Lane) -> str:
    return diagram.fitting(lane.name, 30)


def _state(value: str) -> str:
    return diagram.fitting(value, _LONGEST_LABEL)


class _Tones:
    """Known states have a meaning; others get one of four neutral tones each, in the order in which they appear."""

    def __init__(self) -> None:
        self._others: dict[str, str] = {}

    def of(self, value: str) -> str:
        return tones.of(value) or self._others.setdefault(value, f"n{len(self._others) % 4}")
