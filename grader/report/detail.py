"""How much of a result a page shows, from everything to the bare outcomes. ``grader.report.view`` and ``html`` use it.

A page must stay small enough to be mailed and kept, however much was recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.result.causes import causes
from grader.result.model import Outcome, Result, TestResult


@dataclass(frozen=True)
class Depth:
    """How much of one test is shown: rows of its drawing (0 for none), lines of the list beside it, whether headers and
    bodies are in it, characters of captured output, lines of an excerpt, characters of a message. A longer one is
    behind a line that opens: it would push the next verdict away.
    """

    rows: int = 0
    steps: int = 0
    bodies: bool = False
    output: int = 0
    lines: int = 3
    text: int = 400


RICH = Depth(rows=40, steps=120, bodies=True, output=4_000, lines=15, text=600)
BRIEF = Depth()
BARE = Depth(lines=0, text=120)
NOTHING = Depth(lines=0, text=0)
"""Of the others not even what happened: every test is its one line."""


@dataclass(frozen=True)
class Detail:
    """How much of a result is shown: evidence of passed tests or not, how many causes of a topic's failures in full,
    and how much of the others."""

    passed: bool
    full: int
    rest: Depth = BRIEF


ALL = 1_000_000
DETAILS = (
    Detail(True, ALL),
    Detail(False, ALL),
    Detail(False, 6),
    Detail(False, 3),
    Detail(False, 1),
    Detail(False, 1, BARE),
    Detail(False, 0, BARE),
    Detail(False, 0, NOTHING),
)
"""From everything to the bare outcomes. The first that makes the page small enough is taken."""


def is_shown(test: TestResult, detail: Detail) -> bool:
    """Whether there is more to show of a test than its line."""
    if not detail.full and not detail.rest.text:
        return False
    return not _is_bare(test) and (detail.passed or test.outcome is not Outcome.PASSED)


def _is_bare(test: TestResult) -> bool:
    """Whether its one line says all there is to say."""
    if test.outcome in (Outcome.NOT_DONE, Outcome.BLOCKED):
        return True
    recorded = test.evidence.events or test.evidence.lanes or test.evidence.pictures
    return test.outcome is Outcome.PASSED and not recorded and not test.output


def details_for(result: Result, most: int) -> tuple[Detail, ...]:
    """The levels of detail worth trying: those whose page is likely to have fewer than ``most`` bytes, and the last."""
    likely = [detail for detail in DETAILS if _likely_bytes(result, detail) < most]
    return (*likely, DETAILS[-1])


def _likely_bytes(result: Result, detail: Detail) -> int:
    """Roughly how long a page gets. The figures are measured: bytes of a line of code, a row of a drawing and so on."""
    total = 45_000
    for topic in result.topics:
        total += 250 * len(topic.tests)
        for at, cause in enumerate(causes(topic.tests), 1):
            if is_shown(cause.shown, detail):
                total += _likely_bytes_of(cause.shown, RICH if at <= detail.full else detail.rest)
        passed = (test for test in topic.tests if test.outcome is Outcome.PASSED)
        total += sum(_likely_bytes_of(test, RICH) for test in passed if is_shown(test, detail))
    return total


def _likely_bytes_of(test: TestResult, depth: Depth) -> int:
    recorded = test.evidence.events[: depth.steps]
    total = 750 + 150 * min(depth.lines, sum(len(one.lines) for one in test.excerpts))
    total += min(depth.output, len(test.output)) + 200 * min(depth.rows, len(recorded))
    if depth.rows:
        total += sum(400 + 350 * max(len(one.marks), len(one.rows)) for one in test.evidence.pictures)
    return total + sum(110 + len(one.label) + depth.bodies * min(1200, len(one.detail)) for one in recorded)
