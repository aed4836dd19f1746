"""Failures by their cause, and what waits for them."""

from __future__ import annotations

from typing import Any

from grader.result.causes import causes, waiting_for, without_repetition
from grader.result.model import Event, Evidence, Excerpt, Outcome, TestResult


def missed(id: str, outcome: Outcome = Outcome.FAILED, points: float = 1, **more: Any) -> TestResult:
    return TestResult(id, "task", id, outcome, 0.0, points, **more)


def ids(tests: tuple[TestResult, ...]) -> list[str]:
    return [one.id for one in tests]


def test_the_same_exception_at_the_same_line_is_one_cause() -> None:
    """Whatever the tests were about, and however they came to notice."""
    error = missed("a", Outcome.ERROR, cause="KeyError at x.py, line 3", happened="your code raised KeyError")
    status = missed("b", cause="KeyError at x.py, line 3", happened="status 500")
    other = missed("c", Outcome.ERROR, cause="KeyError at x.py, line 9", happened="your code raised KeyError")
    assert [["a", "b"], ["c"]] == [ids(cause.tests) for cause in causes((error, status, other))]


def test_the_same_premise_is_one_cause() -> None:
    """Expected and happened in the same words; another case that was tried is another one."""
    told = {"expected": "status 200", "happened": "status 422"}
    found = causes((missed("a", **told), missed("b", **told), missed("c", **told, tried="no body"), missed("d")))
    assert [["a", "b"], ["c"], ["d"]] == [ids(cause.tests) for cause in found]


def test_the_same_premise_that_breaks_elsewhere_is_another_cause() -> None:
    """A call that is refused in two states, by two lines, is refused for two reasons."""
    told = {"expected": "the call to be let through", "happened": "it was refused"}
    here, there = (Excerpt("x.py", line, line, ("raise Refused",)) for line in (68, 73))
    found = causes((missed("a", **told, excerpts=(here,)), missed("b", **told, excerpts=(there,))))
    assert [["a"], ["b"]] == [ids(cause.tests) for cause in found]


def test_what_is_worth_most_comes_first() -> None:
    """With what waits for it and for nothing else."""
    tests = (
        missed("a", points=3, happened="a"),
        missed("b", points=1, happened="b"),
        missed("c", Outcome.BLOCKED, 4, blocked_by=("b",)),
        missed("d", Outcome.BLOCKED, 8, blocked_by=("a", "b")),
    )
    found = [(ids(cause.tests), ids(cause.waiting), cause.points, cause.behind) for cause in causes(tests)]
    assert [(["b"], ["c", "d"], 1, 4), (["a"], ["d"], 3, 0)] == found


def test_a_chain_waits_for_its_beginning() -> None:
    """Not for another one that waits."""
    tests = (
        missed("a"),
        missed("b", Outcome.BLOCKED, blocked_by=("a",)),
        missed("c", Outcome.BLOCKED, blocked_by=("b", "gone", "passes")),
        missed("passes", Outcome.PASSED),
    )
    assert {"b": ["a"], "c": ["a"]} == {id: ids(roots) for id, roots in waiting_for(tests).items()}


def test_a_chain_of_a_thousand_is_followed() -> None:
    """And one that leads back to itself ends."""
    chain = [missed("0")] + [missed(str(n), Outcome.BLOCKED, blocked_by=(str(n - 1),)) for n in range(1, 1000)]
    loop = (missed("x", Outcome.BLOCKED, blocked_by=("y",)), missed("y", Outcome.BLOCKED, blocked_by=("x",)))
    assert ["0"] == ids(waiting_for(chain)["999"])
    assert [] == ids(waiting_for(loop)["x"])


def test_shows_the_test_in_which_least_happens() -> None:
    """Its drawing is the shortest."""
    events = tuple(Event(0.0, "note", "test", "test", "x") for _ in range(3))
    cause = causes((missed("a", evidence=Evidence(events)), missed("b", evidence=Evidence(events[:1]))))[0]
    assert "b" == cause.shown.id


def test_what_passed_is_not_done_or_has_no_verdict_is_no_cause() -> None:
    """Nothing of it is to be mended."""
    outcomes = (Outcome.PASSED, Outcome.NOT_DONE, Outcome.NOT_RUN, Outcome.GRADER_ERROR, Outcome.BLOCKED)
    assert () == causes([missed(outcome.value, outcome) for outcome in outcomes])


def test_only_the_test_that_is_shown_keeps_evidence() -> None:
    """The page shows no others; and the same one is shown afterwards."""
    events = tuple(Event(0.0, "note", "test", "test", "x") for _ in range(3))
    tests = [missed(id, evidence=Evidence(events[:count])) for id, count in (("a", 3), ("b", 1))]
    lean = without_repetition(tests)
    assert [0, 1] == [len(one.evidence.events) for one in lean]
    assert lean == without_repetition(lean)
