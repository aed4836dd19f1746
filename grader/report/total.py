"""The sum of a result and the bar that shows it, prepared for the page. ``grader.report.html`` uses it."""

from __future__ import annotations

from dataclasses import dataclass

from grader.report import words
from grader.result.model import LedgerLine, Result


@dataclass(frozen=True)
class Ledger:
    """The sum, line by line, with what it comes to, so that the page can show that it adds up.

    ``says_more``: it has something that the map of the topics does not show, such as weights.
    """

    lines: tuple[LedgerLine, ...]
    total: float
    out_of: float
    pending: float
    weighted: bool
    adds_up: bool
    says_more: bool


def ledger(result: Result) -> Ledger:
    """The ledger of a result."""
    total = sum(line.points * line.weight for line in result.ledger)
    out_of = sum(line.out_of * line.weight for line in result.ledger)
    weighted = any(line.weight != 1 for line in result.ledger)
    adds_up = abs(total - result.score) < 0.005 and abs(out_of - result.max_score) < 0.005
    pending = words.undecided(result)
    says_more = weighted or bool(pending) or not adds_up or len(result.ledger) != len(result.topics)
    return Ledger(result.ledger, total, out_of, pending, weighted, adds_up, says_more)


@dataclass(frozen=True)
class Segment:
    """A ledger line's part of the overview bar, in thousandths of its width: all, what is reached, what is open."""

    x: float
    width: float
    reached: float
    pending: float


def overview(result: Result) -> list[Segment]:
    """The bar at the top: each line of the ledger as wide as the points that it is worth."""
    out_of = sum(line.out_of * line.weight for line in result.ledger)
    segments: list[Segment] = []
    x = 0.0
    for line in result.ledger:
        width = 1000 * line.out_of * line.weight / out_of if out_of else 0
        share = width / line.out_of if line.out_of else 0
        segments.append(Segment(x, width, share * line.points, share * line.pending))
        x += width
    return segments
