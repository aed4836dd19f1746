"""What the last run has found out: about topics that this one was not asked for, and what has changed since.

It is shown, and never counted.

A run of one topic, or of one task, writes the same files as a run of the whole course. So that it does not wipe out
what is known, the last result's other topics are kept in the new one, marked as earlier.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader.course.model import Course
from grader.errors import InputError
from grader.grading.artifacts import RESULT, read_result
from grader.grading.topic import points
from grader.result.model import Earlier, Evidence, Result, Submission, TaskResult, TestResult, TopicResult
from grader.result.since import since


def with_last(result: Result, out: Path, course: Course) -> Result:
    """The result with what the one in ``out``, of the same course and submission, tells: what it knows of all other
    topics, and what has changed since.
    """
    try:
        last = read_result(out / RESULT)
    except InputError:  # there is none
        return result
    if last.course.hash != result.course.hash or last.submission.name != result.submission.name:
        return result
    moved = since(last, result)
    changed = moved if moved.fixed or moved.broken or moved.new else None
    return msgspec.structs.replace(result, earlier=_earlier(result, last, course), since=changed)


def _earlier(result: Result, last: Result, course: Course) -> tuple[Earlier, ...]:
    graded = {topic.id: {task.id for task in topic.tasks} for topic in result.topics}
    before = [Earlier(topic, True) for topic in last.topics] + list(last.earlier)
    kept: dict[str, Earlier] = {}
    for one in before:
        same = one.same_files and _files(last.submission, one.topic.id) == _files(result.submission, one.topic.id)
        left = _without(one.topic, graded.get(one.topic.id, set()))
        if left.tasks:
            kept[one.topic.id] = _joined(kept.get(one.topic.id), Earlier(left, same))
    order = {topic.id: number for number, topic in enumerate(course.topics)}
    return tuple(sorted((one for one in kept.values() if one.topic.id in order), key=lambda one: order[one.topic.id]))


def _joined(newer: Earlier | None, older: Earlier) -> Earlier:
    """Of one topic, tasks may have been graded by different runs."""
    if newer is None:
        return older
    rest = _without(older.topic, {task.id for task in newer.topic.tasks})
    tasks, tests = (*newer.topic.tasks, *rest.tasks), (*newer.topic.tests, *rest.tests)
    return Earlier(_summed(newer.topic, tasks, tests), newer.same_files and (older.same_files or not rest.tasks))


def _without(topic: TopicResult, tasks: set[str]) -> TopicResult:
    """Without these tasks, and in short: what came of each test, not how."""
    tests = tuple(_short(test) for test in topic.tests if test.task not in tasks)
    return _summed(topic, tuple(task for task in topic.tasks if task.id not in tasks), tests)


def _summed(topic: TopicResult, tasks: tuple[TaskResult, ...], tests: tuple[TestResult, ...]) -> TopicResult:
    return msgspec.structs.replace(
        topic,
        tasks=tasks,
        tests=tests,
        score=points(task.score for task in tasks),
        max_score=points(task.max_score for task in tasks),
        complete=all(test.outcome.counts for test in tests),
        excerpts=(),
    )


def _short(test: TestResult) -> TestResult:
    return msgspec.structs.replace(test, evidence=Evidence(), excerpts=(), output="", output_cut=False)


def _files(submission: Submission, topic: str) -> set[tuple[str, str]]:
    return {(file.path, file.sha256) for file in submission.files if file.path.startswith(f"{topic}/")}
