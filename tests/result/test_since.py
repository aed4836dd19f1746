"""What has changed between two results of one submission."""

from __future__ import annotations

import pytest

from grader.result.model import CourseInfo, Earlier, Moved, Outcome, Result, Since, Submission, TestResult, TopicResult
from grader.result.since import moved_tests, since


def with_outcomes(earlier: tuple[Earlier, ...] = (), **outcomes: Outcome) -> Result:
    """A result of one topic, with a test of each name."""
    tests = tuple(TestResult(id, "task", id, outcome, 0.0, 1.0) for id, outcome in outcomes.items())
    topics = (TopicResult("x", "X", "", 1.0, 0.0, 1.0, True, (), tests),) if tests else ()
    course, submission = CourseInfo("A course", "1", "ab"), Submission("jane", "cd")
    return Result(True, 0.0, 1.0, course, submission, topics, (), (), {}, earlier=earlier)


PASSED, FAILED, ERROR = Outcome.PASSED, Outcome.FAILED, Outcome.ERROR
A = (Moved("x", "a"),)


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (FAILED, PASSED, Since(fixed=A)),
        (Outcome.NOT_DONE, PASSED, Since(fixed=A)),
        (Outcome.BLOCKED, PASSED, Since(fixed=A)),
        (PASSED, FAILED, Since(broken=A)),
        (PASSED, ERROR, Since(broken=A)),
        (PASSED, Outcome.BLOCKED, Since(broken=A)),
        (PASSED, Outcome.NOT_DONE, Since(broken=A)),
        (Outcome.NOT_DONE, FAILED, Since(new=A)),
        (Outcome.BLOCKED, ERROR, Since(new=A)),
        (Outcome.BLOCKED, Outcome.TIMED_OUT, Since(new=A)),
        (PASSED, PASSED, Since()),
        (FAILED, ERROR, Since()),
        (FAILED, Outcome.BLOCKED, Since()),
        (Outcome.NOT_DONE, Outcome.BLOCKED, Since()),
    ],
)
def test_a_test_is_fixed_or_broken_or_new_or_as_it_was(then: Outcome, now: Outcome, expected: Since) -> None:
    """New is what could not be told before: it was not written, or waited for another."""
    assert expected == since(with_outcomes(a=then), with_outcomes(a=now))


@pytest.mark.parametrize("other", [FAILED, PASSED])
@pytest.mark.parametrize("unknown", [outcome for outcome in Outcome if not outcome.counts])
def test_without_a_verdict_nothing_has_changed(other: Outcome, unknown: Outcome) -> None:
    """Be it missing now, or then."""
    assert Since() == since(with_outcomes(a=other), with_outcomes(a=unknown))
    assert Since() == since(with_outcomes(a=unknown), with_outcomes(a=other))


def test_a_test_of_which_nothing_was_known_has_not_changed() -> None:
    """The last run was of another topic."""
    assert Since() == since(with_outcomes(b=FAILED), with_outcomes(a=PASSED))


def test_the_last_run_tells_of_runs_before_it() -> None:
    """It has kept what it was not asked for."""
    known = with_outcomes(a=FAILED)
    last = with_outcomes(earlier=(Earlier(known.topics[0], True),))
    assert Since(fixed=A) == since(last, with_outcomes(a=PASSED))


def test_the_tests_that_moved_are_found_in_their_order() -> None:
    """Two of three."""
    result = with_outcomes(a=PASSED, b=PASSED, c=PASSED)
    assert ["a", "c"] == [test.id for test in moved_tests(result, (Moved("x", "c"), Moved("x", "a")))]
