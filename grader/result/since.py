"""What has changed between two results of one submission. Pure; ``grader.grading`` and ``grader.cli`` use it."""

from __future__ import annotations

from collections.abc import Sequence

from grader.result.causes import TRIED
from grader.result.model import Moved, Outcome, Result, Since, TestResult

UNTRIED = (Outcome.NOT_DONE, Outcome.BLOCKED)
"""The outcomes of code that is not written yet, or that was not tried because of such."""


def since(before: Result, after: Result) -> Since:
    """The tests of ``after`` whose verdict is another one than in ``before``, which may know them from a still earlier
    run. A test without a verdict in either has not changed.
    """
    topics = (*(one.topic for one in before.earlier), *before.topics)
    was = {(topic.id, test.id): test.outcome for topic in topics for test in topic.tests}
    fixed, broken, new = [], [], []
    for topic in after.topics:
        for test in topic.tests:
            then, now = was.get((topic.id, test.id)), test.outcome
            if then is None or not (then.counts and now.counts):
                continue
            moved = Moved(topic.id, test.id)
            if now is Outcome.PASSED and then is not Outcome.PASSED:
                fixed.append(moved)
            elif then is Outcome.PASSED and now is not Outcome.PASSED:
                broken.append(moved)
            elif now in TRIED and then in UNTRIED:
                new.append(moved)
    return Since(tuple(fixed), tuple(broken), tuple(new))


def moved_tests(result: Result, moved: Sequence[Moved]) -> tuple[TestResult, ...]:
    """These tests of a result, in its order."""
    asked = {(one.topic, one.test) for one in moved}
    return tuple(test for topic in result.topics for test in topic.tests if (topic.id, test.id) in asked)
