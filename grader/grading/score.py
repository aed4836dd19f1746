"""From graded topics to a result: the sum, the ledger that shows it, and the next best step. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from grader.course.model import Course
from grader.grading.topic import points
from grader.result.causes import TRIED, Cause, causes, waiting_for
from grader.result.model import (
    CourseInfo,
    LedgerLine,
    NextStep,
    Outcome,
    Result,
    Right,
    SelfCheck,
    TaskResult,
    TestResult,
    Timing,
    TopicResult,
)
from grader.selfcheck import check, load_key
from grader.submission.intake import Intake

MAX_ADVICE = 300
"""Characters of a message that the advice repeats: there is room for all of it where the test stands."""


class Provenance(msgspec.Struct, frozen=True):
    """By what and where it was graded: the versions of the parts, and the rights that the sandbox gave up."""

    versions: dict[str, str]
    isolation: tuple[Right, ...]


def assemble(
    course: Course, intake: Intake, topics: Sequence[TopicResult], provenance: Provenance, timing: Timing
) -> Result:
    """The whole result. Its score is the sum of the ledger's lines."""
    self_check = check_answers(course, intake) if len(topics) == len(course.topics) else None
    ledger = tuple(_lines(topics, self_check))
    faults = [test.message for topic in topics for test in topic.tests if test.outcome is Outcome.GRADER_ERROR]
    return Result(
        complete=all(topic.complete for topic in topics),
        score=points(line.points * line.weight for line in ledger),
        max_score=points(line.out_of * line.weight for line in ledger),
        course=CourseInfo(course.title, course.version, course.hash),
        submission=intake.summary(),
        topics=tuple(topics),
        ledger=ledger,
        isolation=provenance.isolation,
        versions=provenance.versions,
        self_check=self_check,
        next_step=next_step(topics),
        problem=faults[0] if faults else "",
        timing=timing,
    )


def check_answers(course: Course, intake: Intake) -> SelfCheck | None:
    """The self-check; None if the course has no key."""
    if course.model_answers is None:
        return None
    key = load_key(course.model_answers)
    points = course.self_check_points if course.self_check == "counted" else 0.0
    return check(intake.self_check, key, max_score=points, problem=intake.self_check_problem)


def _lines(topics: Sequence[TopicResult], self_check: SelfCheck | None) -> list[LedgerLine]:
    lines = [
        LedgerLine(
            topic.title,
            topic.score,
            topic.max_score,
            topic.weight,
            points(test.max_score for test in topic.tests if not test.outcome.counts),
        )
        for topic in topics
    ]
    if self_check is not None and self_check.counts:
        lines.append(LedgerLine("Self-check", self_check.score, self_check.max_score))
    return lines


def next_step(topics: Sequence[TopicResult]) -> NextStep | None:
    """What to do now, in the first topic that has been begun, else in the first one with points to gain: the cause of
    failures that is worth most; if nothing fails, the first task with points to gain.
    """
    handed_in = [topic for topic in topics if topic.handed_in] or topics
    open_topics = [topic for topic in handed_in if any(_to_gain(topic, task) for task in topic.tasks)]
    if not open_topics:
        return None
    begun = [topic for topic in open_topics if topic.score or any(test.outcome in TRIED for test in topic.tests)]
    topic = (begun or open_topics)[0]
    found = [cause for cause in causes(topic.tests) if cause.points + cause.behind]
    if found and not topic.problem:
        return _of_cause(topic, found[0])
    task = next(task for task in topic.tasks if _to_gain(topic, task))
    gain = points([_to_gain(topic, task) * topic.weight])
    return NextStep(topic.id, task.id, task.title, _advice(topic, task), gain)


def _of_cause(topic: TopicResult, cause: Cause) -> NextStep:
    """Mend what costs most. The points are what it may bring, those of the tests that wait for it included."""
    test = cause.shown
    task = next((task for task in topic.tasks if task.id == test.task), None)
    others = _counted(
        len(cause.tests) - 1, "more test fails for the same reason", "more tests fail for the same reason"
    )
    waiting = _counted(len(cause.waiting), "test waits until it passes", "tests wait until it passes")
    costs = " and ".join(part for part in (others, waiting) if part)
    text = f"One test to look at: “{test.title}” {_begun(test.message)}"
    text = f"{text.rstrip('.')}. {costs}." if costs else text
    gain = points([(cause.points + cause.behind) * topic.weight])
    return NextStep(topic.id, test.task, task.title if task else topic.title, text, gain)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


def _to_gain(topic: TopicResult, task: TaskResult) -> float:
    """The points that the student can still earn in a task: a test without a verdict is nothing to work on."""
    tests = [test for test in topic.tests if test.task == task.id and test.outcome.counts]
    return points(test.max_score - (test.score or 0.0) for test in tests)


def _advice(topic: TopicResult, task: TaskResult) -> str:
    if topic.problem:
        return f"{_begun(topic.problem).rstrip('.')}. Mend that first: no test of this topic can run before."
    missing = [test for test in topic.tests if test.task == task.id and test.score != test.max_score]
    if all(test.outcome is Outcome.BLOCKED for test in missing):
        return _what_blocks(topic, missing)
    return _where_to_start(topic, task, missing)


def _what_blocks(topic: TopicResult, missing: Sequence[TestResult]) -> str:
    """What is left of a task waits for something else, so that nothing can be done in the task itself."""
    waits = waiting_for(topic.tests)
    roots = {root.id: root for test in missing for root in waits[test.id]}
    titles = {task.id: task.title for task in topic.tasks}
    for root in roots.values():
        return (
            f"What is left here waits for “{root.title}”, a test of “{titles.get(root.task, root.task)}”. "
            f"{_begun(root.message)}"
        )
    return "What is left here waits for another test that has no verdict yet."


def _begun(message: str) -> str:
    return message if len(message) <= MAX_ADVICE else f"{message[:MAX_ADVICE]}…"


def _where_to_start(topic: TopicResult, task: TaskResult, missing: Sequence[TestResult]) -> str:
    place = next((f"{test.excerpts[0].file}, line {test.excerpts[0].line}" for test in missing if test.excerpts), "")
    where = f" ({place})" if place else ""
    return (
        f"Read exercises/{topic.id}/README.md up to the task `{task.id}`, "
        f"then write what stands at TODO({task.id}){where} and run this again."
    )
