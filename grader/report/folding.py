"""Finds what repeats in a series of events: patterns to be drawn once, and requests that were sent again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.report.diagram import STUDENT, TEST
from grader.result.model import Event

LONGEST = 6
"""Events of the longest pattern that is looked for."""

FROM = 3
"""A pattern is folded when it comes at least this often in a row: the first is kept, the rest becomes one row."""


@dataclass(frozen=True)
class Fold:
    """The ``period`` events before it came ``count`` more times, until ``until`` seconds."""

    count: int
    period: int
    until: float


def folded(events: Sequence[Event]) -> list[Event | Fold]:
    """The events with runs of the same pattern replaced; two events are the same but for their time."""
    keys = [(event.kind, event.source, event.target, event.label) for event in events]
    rows: list[Event | Fold] = []
    at = 0
    while at < len(events):
        period, times = _best(keys, at)
        rows.extend(events[at : at + period])
        if times > 1:
            at += period * times
            rows.append(Fold(times - 1, period, events[at - 1].t))
        else:
            at += period
    return rows


def _best(keys: Sequence[object], at: int) -> tuple[int, int]:
    """The pattern starting here that saves the most rows, as (length, times); (1, 1) if none comes often enough."""
    best, saved = (1, 1), 0
    for period in range(1, min(LONGEST, (len(keys) - at) // FROM) + 1):
        times = 1
        pattern = keys[at : at + period]
        while keys[at + times * period : at + (times + 1) * period] == pattern:
            times += 1
        if times >= FROM and (times - 1) * period > saved:
            best, saved = (period, times), (times - 1) * period
    return best


def is_trouble(event: Event) -> bool:
    """Whether a client might send its request again after this."""
    return event.kind == "fault" or event.label[:3] in ("408", "425", "429", "500", "502", "503", "504")


def repeats(events: Sequence[Event]) -> dict[int, str]:
    """Badges for requests that were sent before, by ``id`` of the event.

    `` · retry 2`` within one call of the test's, after failures; `` · again`` for a GET that has been answered already.
    """
    badges: dict[int, str] = {}
    tries: dict[tuple[str, str], int] = {}
    answered: set[tuple[str, str]] = set()
    last: dict[str, tuple[str, str]] = {}
    for event in events:
        if event.source == TEST and event.kind in ("call", "request"):
            tries.clear()
        elif event.kind in ("response", "fault") and event.source in last and not is_trouble(event):
            answered.add(last[event.source])
            tries.pop(last[event.source], None)
        elif event.kind == "request" and event.source == STUDENT:
            same = (event.target, event.label)
            before = tries.get(same, 0)
            if before:
                badges[id(event)] = f" · retry {before}"
            elif same in answered and event.label.startswith("GET "):
                badges[id(event)] = " · again"
            tries[same] = before + 1
            last[event.target] = same
    return badges
