"""Lays out a sequence diagram: plain shapes with coordinates, which a template writes as SVG. Only the report uses it.

Time runs downwards, one row an event; it is not to scale, the virtual time stands at the left whenever it changes.
What repeats is folded, a request sent again is numbered, and no drawing grows beyond ``MAX_ROWS`` rows.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence as Series
from dataclasses import dataclass, field

from grader.report import diagram
from grader.report.folding import Fold, folded, is_trouble, repeats
from grader.report.words import plural, seconds
from grader.result.model import Event, Evidence

MAX_ROWS = 40
MAX_SERVICES = 4

_GUTTER = 60  # for the times
_HEAD = 30
_BESIDE = 50  # how far a band's text may reach beyond the outer lines, both sides together
_LONGEST_BAND = 72
_ARROW, _BAND, _SLEEP, _LINE = 34, 34, 46, 15
_MOST_LINES = 5  # of a label
_LAST = ("return", "raise", "response", "answer")
_PAGE = 830  # what fits without scrolling, on a large screen
_NARROWEST, _WIDEST = 130, 420  # between two lines


@dataclass(frozen=True)
class Column:
    """A participant's line: where it is, what stands over it, and how wide that box is."""

    x: float
    name: str
    width: float
    kind: str


@dataclass(frozen=True)
class Arrow:
    """From ``x1`` to ``x2`` at height ``y``; ``kind`` picks colour and stroke. The label's ``lines`` stand above it,
    the last of them followed by ``badge``; what belongs to it, as headers and the body, stands ``beneath``.
    """

    y: float
    x1: float
    x2: float
    kind: str
    lines: tuple[str, ...]
    badge: str = ""
    beneath: tuple[str, ...] = ()


@dataclass(frozen=True)
class Band:
    """A text across all lines: a note, time that the test lets pass, a fold."""

    y: float
    kind: str
    label: str


@dataclass(frozen=True)
class Sleep:
    """A bracket on the student's line."""

    x: float
    y: float
    height: float
    label: str


@dataclass(frozen=True)
class Tick:
    """The time of what is beside it."""

    y: float
    label: str


@dataclass(frozen=True)
class Activation:
    """A participant is at work from ``y`` on."""

    x: float
    y: float
    height: float


@dataclass
class Sequence:
    """The whole drawing, in pixels."""

    columns: list[Column]
    width: float = 0
    height: float = 0
    left: float = _GUTTER
    head: float = _HEAD
    arrows: list[Arrow] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    sleeps: list[Sleep] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    activations: list[Activation] = field(default_factory=list)


def lay_out(evidence: Evidence, most: int = MAX_ROWS, *, failed: bool = False) -> Sequence | None:
    """The drawing of these events, or None when there is nothing to draw.

    ``failed``: the test ended here as it should not, so that its last step is marked. Nothing else is: an exception
    that a test expects is no failure. Of a long drawing the middle is left out, since it fails at its end.
    """
    if not evidence.events or not most:
        return None
    hosts = _participants(evidence.events)
    rows = folded(evidence.events)
    over = max(0, len(rows) - most)
    begin = (most + 1) // 2
    left_out = sum(row.count * row.period if isinstance(row, Fold) else 1 for row in rows[begin : begin + over])
    drawing = _Drawing(hosts, [*rows[:begin], *rows[begin + over :]], evidence)
    return drawing.draw(begin, left_out, failed=failed and not evidence.dropped)


def _participants(events: Series[Event]) -> list[str]:
    named = dict.fromkeys(name for event in events for name in (event.source, event.target))
    services = [name for name in named if name not in (diagram.TEST, diagram.STUDENT)]
    if len(services) > MAX_SERVICES:
        services = [*services[: MAX_SERVICES - 1], diagram.OTHERS]
    return [diagram.TEST, diagram.STUDENT, *services]


class _Drawing:
    """Goes through the rows once, from the top down."""

    def __init__(self, hosts: list[str], rows: Series[Event | Fold], evidence: Evidence) -> None:
        self._rows = rows
        self._place = {host: number for number, host in enumerate(hosts)}
        self._badges = repeats(evidence.events)
        names = [diagram.name(host) for host in hosts]
        boxes = [20 + 7.6 * diagram.columns_of(name) for name in names]
        self._xs = self._columns(boxes)
        kinds = map(_kind, hosts)
        self._drawn = Sequence([Column(*each) for each in zip(self._xs, names, boxes, kinds, strict=True)])
        self._y: float = _HEAD + 10
        self._shown_time = ""
        self._busy: dict[int, list[float]] = {}

    def draw(self, begin: int, left_out: int, *, failed: bool) -> Sequence:
        for number, row in enumerate(self._rows):
            if left_out and number == begin:
                self._band("fold", f"{plural(left_out, 'more step')} left out")
            last = failed and number == len(self._rows) - 1
            self._row(row, fails=last and isinstance(row, Event) and row.kind in _LAST)
        for place, starts in self._busy.items():
            self._activate(place, starts[0], self._y)
        drawn = self._drawn
        drawn.height = self._y + 14
        asleep = any(not isinstance(row, Fold) and row.kind == "sleep" for row in self._rows)
        beside = 140 if asleep and len(self._xs) == 2 else 30
        drawn.width = self._xs[-1] + max(beside, drawn.columns[-1].width / 2) + 6
        return drawn

    def _columns(self, boxes: list[float]) -> list[float]:
        """A line for each participant, as far apart as the labels between two neighbours need."""
        gaps = [max(_NARROWEST, (a + b) / 2 + 20) for a, b in itertools.pairwise(boxes)]
        band = 0.0
        for row in self._rows:
            if isinstance(row, Fold):
                band = max(band, 42 * diagram.CHAR)
                continue
            texts = (_label(row) + self._badges.get(id(row), ""), *diagram.beneath(row))
            width = max(diagram.columns_of(text[:_LONGEST_BAND]) for text in texts) * diagram.CHAR
            low, high = sorted((self._at(row.source), self._at(row.target)))
            if high - low == 1:
                gaps[low] = max(gaps[low], min(_WIDEST, width + 34))
            elif low == high and row.kind != "sleep":
                band = max(band, width)
        missing = max(0.0, band - _BESIDE - sum(gaps))
        gaps = _narrowed([gap + missing / len(gaps) for gap in gaps], _PAGE - _GUTTER - (boxes[0] + boxes[-1]) / 2 - 20)
        return [round(x) for x in itertools.accumulate(gaps, initial=_GUTTER + boxes[0] / 2 + 14)]

    def _at(self, participant: str) -> int:
        return self._place.get(participant, len(self._place) - 1)

    def _row(self, row: Event | Fold, *, fails: bool) -> None:
        if isinstance(row, Event) and row.kind == "advance" and not row.seconds:
            return
        if isinstance(row, Fold):
            steps = "" if row.period == 1 else f"these {row.period} steps "
            self._band("fold", f"{steps}{plural(row.count, 'more time')}, until {seconds(row.until)}")
            return
        self._tick(row.t)
        source, target = self._at(row.source), self._at(row.target)
        if row.kind == "sleep":
            x = self._xs[source]
            self._drawn.sleeps.append(Sleep(x, self._y, _SLEEP - 14, f"sleeps {seconds(row.seconds)}"))
            self._y += _SLEEP
        elif row.kind in ("note", "advance") or source == target:
            self._band(row.kind, _label(row))
        else:
            self._arrow(row, source, target, fails=fails)

    def _arrow(self, event: Event, source: int, target: int, *, fails: bool) -> None:
        room = int((abs(self._xs[target] - self._xs[source]) - 22) / diagram.CHAR)
        badge = self._badges.get(id(event), "") + (" ✗" if fails else "")
        lines = diagram.wrapped(_label(event), room - len(badge), _MOST_LINES)
        beneath = tuple(line for text in diagram.beneath(event) for line in diagram.wrapped(text, room, 2))
        self._y += _ARROW + _LINE * (len(lines) - 1)
        y = self._y - 8
        if event.kind in ("call", "request", "callback"):
            self._busy.setdefault(target, []).append(y)
        elif self._busy.get(source):
            begun = self._busy[source].pop()
            if not self._busy[source]:
                del self._busy[source]
                self._activate(source, begun, y)
        x1, x2 = self._xs[source], self._xs[target]
        off = 5 if x2 > x1 else -5
        kind = "bad" if fails else _style(event)
        self._drawn.arrows.append(Arrow(y, x1 + off, x2 - off, kind, lines, badge, beneath))
        self._y += _LINE * len(beneath)

    def _activate(self, place: int, begin: float, end: float) -> None:
        if place:  # the test is always at work
            self._drawn.activations.append(Activation(self._xs[place] - 4, begin, end - begin))

    def _band(self, kind: str, label: str) -> None:
        room = int((self._xs[-1] - self._xs[0] + _BESIDE) / diagram.CHAR)
        self._y += _BAND
        self._drawn.bands.append(Band(self._y - 12, kind, diagram.fitting(label, room)))

    def _tick(self, t: float) -> None:
        shown = seconds(t)
        if shown != self._shown_time:
            self._drawn.ticks.append(Tick(self._y + _ARROW - 8, shown))
        self._shown_time = shown


def _narrowed(gaps: list[float], room: float) -> list[float]:
    """The gaps, the wider ones made narrower if they would not fit into ``room`` otherwise."""
    too_much = sum(gaps) - room
    spare = sum(max(0.0, gap - _NARROWEST) for gap in gaps)
    if too_much <= 0 or not spare:
        return gaps
    keep = max(0.35, 1 - too_much / spare)
    return [gap if gap <= _NARROWEST else _NARROWEST + (gap - _NARROWEST) * keep for gap in gaps]


def _kind(host: str) -> str:
    return host if host in (diagram.TEST, diagram.STUDENT) else "service"


def _label(event: Event) -> str:
    if event.kind == "advance":
        return f"{seconds(event.seconds)} pass"
    if event.kind == "raise" and not event.label.startswith("raise"):
        return f"raises {event.label}"
    return event.label


def _style(event: Event) -> str:
    if event.kind == "response":
        return "trouble" if is_trouble(event) else "response"
    return event.kind
