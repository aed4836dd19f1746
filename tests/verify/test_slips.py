"""One slip costs at most a fifth of a topic's points, unless it breaks the whole and says why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.errors import Place
from grader.grading.suites import Case
from grader.result.model import Outcome, TestResult
from grader.verify.finding import Finding
from grader.verify.slips import one_slip_costs_little

POINTS = {"test_a": 1.5, "test_b": 2.5, "test_c": 0.5, "test_d": 5.5}
NEEDS = {"test_b": ("test_c", "test_a")}
FAILED, BLOCKED, ERROR = Outcome.FAILED, Outcome.BLOCKED, Outcome.GRADER_ERROR
OR_ELSE = "; if everything depends on it, write `Breaks the whole: reason` into the docstring"


def found(folder: Path, *mistakes: tuple[str, Mapping[str, Outcome]], points: Mapping[str, float] = POINTS) -> Finding:
    """What the rule finds for mistakes, each given by what its docstring says and how tests end."""
    runs = {}
    for name, (docstring, outcomes) in zip("xyz", mistakes, strict=False):
        path = folder / f"{name}.py"
        path.write_text(f'"""A mistake.\n\nFails: test_a\n{docstring}\n"""\n', encoding="utf-8")
        runs[path] = SimpleNamespace(tests=[result(id, outcomes.get(id, Outcome.PASSED), points[id]) for id in points])
    cases = tuple(
        Case(id, "task", id, points[id], NEEDS.get(id, ()), False, None, Place("suite.py"))  # type: ignore[arg-type] # not run
        for id in points
    )
    examined = SimpleNamespace(
        mistakes=tuple(runs), cases=cases, sound=cases, run=runs.get, case=lambda id: cases[list(points).index(id)]
    )
    return one_slip_costs_little(examined)  # type: ignore[arg-type] # all that the rule looks at


def result(id: str, outcome: Outcome, points: float) -> TestResult:
    """The verdict of a test."""
    score = None if outcome is ERROR else points if outcome is Outcome.PASSED else 0.0
    return TestResult(id=id, task="task", title=id, outcome=outcome, score=score, max_score=points)


def test_tells_the_worst(tmp_path: Path) -> None:
    """Of all mistakes, the one that costs most stands in the line of the rule; a fifth itself is not too much."""
    finding = found(tmp_path, ("", {"test_c": FAILED}), ("", {"test_a": FAILED, "test_c": FAILED}))
    assert ("worst: wrong/y.py costs 2 of 10 points", ()) == (finding.count, finding.problems)


def test_a_slip_that_costs_more_is_told_with_what_it_costs(tmp_path: Path) -> None:
    """Each lost test is there with its points, each blocked one with the lost tests that it needs."""
    finding = found(tmp_path, ("", {"test_a": FAILED, "test_b": BLOCKED}))
    (problem,) = finding.problems
    expected = "it costs 4 of 10 points, more than a fifth: failed: test_a (1.5); blocked: test_b (2.5, needs test_a)"
    assert (expected, Place(tmp_path / "x.py")) == (problem.message, problem.place)


@pytest.mark.parametrize(
    ("outcomes", "advice"),
    [
        (
            {"test_a": FAILED, "test_b": BLOCKED},
            "let the blocked tests need a test of less, or assert their premise in words of their own",
        ),
        ({"test_d": FAILED}, "let each test fail for what it is about alone, or make the mistake smaller"),
        (
            {"test_d": FAILED, "test_a": FAILED, "test_b": BLOCKED},
            "let each test fail for what it is about alone, or make the mistake smaller",
        ),
    ],
    ids=["blocked tests", "tests that fail", "both"],
)
def test_the_repair_is_for_what_costs_too_much(tmp_path: Path, outcomes: dict[str, Outcome], advice: str) -> None:
    """Where the blocked tests make it too dear, it is about ``needs``; else about the tests and the mistake."""
    (problem,) = found(tmp_path, ("", outcomes)).problems
    assert advice + OR_ELSE == problem.repair


def test_a_mistake_may_break_the_whole_with_a_reason(tmp_path: Path) -> None:
    """Then it is counted, and the worst is one of the others."""
    excused = ("Breaks the whole: nobody\n    gets in.", {"test_d": FAILED})
    finding = found(tmp_path, excused, ("", {"test_c": FAILED}))
    expected = "worst: wrong/y.py costs 0.5 of 10 points; 1 mistake said to break the whole"
    assert (expected, ()) == (finding.count, finding.problems)


@pytest.mark.parametrize(
    ("docstring", "outcomes", "message", "line"),
    [
        (
            "\nBreaks the whole: nobody gets in.",
            {"test_c": FAILED},
            "it says that it breaks the whole, but costs 0.5 of 10 points, no more than a fifth",
            5,
        ),
        ("Breaks the whole:", {"test_d": FAILED}, "it gives no reason why it breaks the whole", 4),
    ],
    ids=["needless", "without a reason"],
)
def test_an_excuse_is_looked_at(
    tmp_path: Path, docstring: str, outcomes: dict[str, Outcome], message: str, line: int
) -> None:
    """It has a reason, and it is needed."""
    (problem,) = found(tmp_path, (docstring, outcomes)).problems
    assert (message, Place(tmp_path / "x.py", line)) == (problem.message, problem.place)


def test_a_fifth_is_counted_in_hundredths(tmp_path: Path) -> None:
    """0.1 and 0.2 are a fifth of 1.5, though not as floating point numbers."""
    points = {"test_a": 0.1, "test_c": 0.2, "test_d": 1.2}
    assert () == found(tmp_path, ("", {"test_a": FAILED, "test_c": FAILED}), points=points).problems


def test_a_test_that_breaks_costs_nothing(tmp_path: Path) -> None:
    """A grader error is no verdict; another rule tells of it."""
    assert "worst: wrong/x.py costs 0 of 10 points" == found(tmp_path, ("", {"test_d": ERROR})).count


def test_there_may_be_no_mistake(tmp_path: Path) -> None:
    """Then other rules ask for one."""
    assert "no mistake" == found(tmp_path).count
