"""The rule about what one slip costs: no more than a fifth of a topic's points, blocked tests included. For the gate.

A mistake that costs more shows tests that depend on something that they are not about, unless everything depends on
it: then its docstring says ``Breaks the whole: reason``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import Place
from grader.grading.topic import points
from grader.result.model import Outcome, TestResult
from grader.verify.examined import Examined
from grader.verify.finding import Finding, Problem, counted, finding, parse
from grader.verify.named import Said, breaks_the_whole

PARTS = 5
"""One slip costs at most one part of so many."""


@dataclass(frozen=True)
class Slip:
    """What a mistake costs: the tests that are lost by it, and why it may cost so much, if it says so."""

    path: Path
    lost: tuple[TestResult, ...]
    total: float
    excuse: Said | None

    @property
    def cost(self) -> float:
        """The points of the lost tests."""
        return points(test.max_score for test in self.lost)

    @property
    def is_too_dear(self) -> bool:
        """Whether it costs more than its part. In hundredths, since a fifth of a sum is no exact number."""
        return round(100 * self.cost * PARTS) > round(100 * self.total)

    def __str__(self) -> str:
        return f"costs {self.cost:g} of {self.total:g} points"


def one_slip_costs_little(examined: Examined) -> Finding:
    """No file under ``wrong/`` costs more than a fifth of the topic's points, but for those that break the whole."""
    slips = [_slip(examined, path) for path in examined.mistakes]
    problems = [problem for slip in slips for problem in _problems(examined, slip)]
    return finding("one slip costs at most a fifth of the points", _worst(slips), problems)


def _slip(examined: Examined, path: Path) -> Slip:
    sound = {case.id for case in examined.sound}
    tests = examined.run(path).tests
    lost = tuple(test for test in tests if test.id in sound and test.score is not None and test.score < test.max_score)
    total = points(case.points for case in examined.cases)
    return Slip(path, lost, total, breaks_the_whole(parse(path)))


def _worst(slips: Sequence[Slip]) -> str:
    """``worst: wrong/x.py costs 3 of 40 points``, of those that do not break the whole; and how many do."""
    excused = [slip for slip in slips if slip.excuse is not None]
    others = [slip for slip in slips if slip.excuse is None]
    worst = max(others, key=lambda slip: slip.cost, default=None)
    parts = [f"worst: wrong/{worst.path.name} {worst}"] if worst else []
    parts += [f"{counted(len(excused), 'mistake')} said to break the whole"] if excused else []
    return "; ".join(parts) or "no mistake"


def _problems(examined: Examined, slip: Slip) -> Iterator[Problem]:
    excuse = slip.excuse
    if excuse is not None and not slip.is_too_dear:
        message = f"it says that it breaks the whole, but {slip}, no more than a fifth"
        yield Problem(message, Place(slip.path, excuse.line), "take `Breaks the whole: …` out")
    elif excuse is not None and not excuse.text:
        repair = "write after `Breaks the whole:` what depends on it, and why nothing can be done about that"
        yield Problem("it gives no reason why it breaks the whole", Place(slip.path, excuse.line), repair)
    elif excuse is None and slip.is_too_dear:
        message = f"it {slip}, more than a fifth: {_told(examined, slip)}"
        yield Problem(message, Place(slip.path), _repair(slip))


def _told(examined: Examined, slip: Slip) -> str:
    """The lost tests with their points, and what each blocked one waits for."""
    ids = {test.id for test in slip.lost}
    failed = [f"{test.id} ({test.max_score:g})" for test in slip.lost if test.outcome is not Outcome.BLOCKED]
    blocked = [
        f"{test.id} ({test.max_score:g}, needs {' and '.join(sorted(ids & set(examined.case(test.id).needs)))})"
        for test in slip.lost
        if test.outcome is Outcome.BLOCKED
    ]
    return "; ".join(
        f"{word}: {', '.join(those)}" for word, those in (("failed", failed), ("blocked", blocked)) if those
    )


def _repair(slip: Slip) -> str:
    failed = tuple(test for test in slip.lost if test.outcome is not Outcome.BLOCKED)
    if Slip(slip.path, failed, slip.total, None).is_too_dear:
        advice = "let each test fail for what it is about alone, or make the mistake smaller"
    else:
        advice = "let the blocked tests need a test of less, or assert their premise in words of their own"
    return f"{advice}; if everything depends on it, write `Breaks the whole: reason` into the docstring"
