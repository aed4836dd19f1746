"""How far a student has come, kept between runs in ``.grader/progress.json`` beside ``exercises/``.

For the commands on the student's own machine: best scores for ``list``, unlocked hints for ``hint`` and the
report. It decides no grade. A hint is unlocked by an attempt: a run in which the task's tests did not pass, with
code of that task (``grader.written``) that is not the skeleton's and has not failed before. What was never begun, or
can't be imported, is no attempt.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from grader.course.model import Course
from grader.errors import InputError, Place
from grader.regular import open_regular
from grader.result.model import Outcome, Result, TaskResult, TestResult, TopicResult

FORMAT: Final = 1
MAX_BYTES: Final = 1024 * 1024
MOST_ATTEMPTS: Final = 64
"""How many attempts of a task are remembered: more than any ladder has hints."""

_ATTEMPTED: Final = frozenset((Outcome.FAILED, Outcome.ERROR, Outcome.TIMED_OUT, Outcome.CRASHED, Outcome.BLOCKED))
"""Blocked as well: something was written for the task, and other tests keep its own from being tried."""


class TaskProgress(msgspec.Struct, frozen=True):
    """One task: the best score, a hash of each code that failed, in the order in which they came, and the score of
    the last run, None if that was not kept.
    """

    best: float = 0.0
    failed: tuple[str, ...] = ()
    last: float | None = None


class TopicProgress(msgspec.Struct, frozen=True):
    """One topic: the best score of any run, out of ``max_score`` of that run, its tasks, and whether its file has
    become the skeleton again since.
    """

    best: float = 0.0
    max_score: float = 0.0
    tasks: dict[str, TaskProgress] = {}
    reset: bool = False


class Progress(msgspec.Struct, frozen=True):
    """Everything that is remembered."""

    topics: dict[str, TopicProgress] = {}
    format: int = FORMAT


def record(progress: Progress, result: Result, code: Mapping[str, Mapping[str, str]]) -> Progress:
    """What is known after one more run. ``code``: for each graded topic, of each of its tasks, a hash of what is
    written for it, "" if nothing is (``grader.written``).
    """
    topics = dict(progress.topics)
    for topic in result.topics:
        if topic.id in code:
            topics[topic.id] = _topic(topics.get(topic.id, TopicProgress()), topic, code[topic.id])
    return Progress(topics)


def started_anew(progress: Progress, topic: str) -> Progress:
    """What is known after the topic's file has become the skeleton again: the best scores and hints, as before."""
    known = progress.topics.get(topic)
    if known is None:
        return progress
    return Progress({**progress.topics, topic: msgspec.structs.replace(known, reset=True)})


def solved(progress: Progress, topic: str, task: str, points: float) -> bool:
    """Whether the task had all its points in the last run that it was part of."""
    known = progress.topics.get(topic, TopicProgress())
    if known.reset:
        return False
    of_task = known.tasks.get(task, TaskProgress())
    return (of_task.best if of_task.last is None else of_task.last) >= points > 0


def attempts(progress: Progress, topic: str, task: str) -> int:
    """How many different codes of this task have failed."""
    return len(progress.topics.get(topic, TopicProgress()).tasks.get(task, TaskProgress()).failed)


def unlocked(progress: Progress, topic: str, task: str, hints: Sequence[str]) -> tuple[str, ...]:
    """The hints that the student may see: one for each attempt."""
    return tuple(hints[: attempts(progress, topic, task)])


def with_hints(result: Result, progress: Progress, course: Course) -> Result:
    """The same result with each task's unlocked hints filled in."""
    ladders = {(topic.id, task.id): task.hints for topic in course.topics for task in topic.tasks}

    def filled(topic: str, task: TaskResult) -> TaskResult:
        hints = ladders.get((topic, task.id), ())
        return msgspec.structs.replace(task, hints=unlocked(progress, topic, task.id, hints), hints_total=len(hints))

    return msgspec.structs.replace(
        result,
        topics=tuple(
            msgspec.structs.replace(topic, tasks=tuple(filled(topic.id, task) for task in topic.tasks))
            for topic in result.topics
        ),
    )


def home_of(course_folder: Path, submission: Path | None) -> Path:
    """The folder that keeps a student's progress: the one that holds ``exercises/``.

    For a submission of another name, laid out like ``exercises/``, it is that folder itself; for a file or a
    zip the one that it lies in.
    """
    if submission is None:
        return course_folder
    if not submission.is_dir():
        return submission.parent
    if submission.resolve().name == "exercises" and not (submission / "exercises").is_dir():
        return submission.resolve().parent
    return submission


def path_in(folder: Path) -> Path:
    """Where the progress of a course folder is kept."""
    return folder / ".grader" / "progress.json"


def load(folder: Path) -> tuple[Progress, str]:
    """The progress kept in a course folder, and a note for the student, empty if all is well.

    A file that can't be understood is set aside under another name and never in the way.
    """
    path = path_in(folder)
    try:
        with open_regular(path) as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Progress(), ""
    except OSError as error:
        return Progress(), f"{path} can't be read ({error.strerror}), so best scores and hints begin anew."
    try:
        progress = msgspec.json.decode(data[: MAX_BYTES + 1], type=Progress)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Progress(), _set_aside(path, "can't be understood")
    if len(data) > MAX_BYTES or progress.format != FORMAT:
        return Progress(), _set_aside(path, "is of another version of the grader")
    return progress, ""


def save(folder: Path, progress: Progress) -> None:
    """Keep the progress. Raises InputError if the folder can't be written."""
    path = path_in(folder)
    data = msgspec.json.format(msgspec.json.encode(progress), indent=1)
    try:
        write_whole(path, data)
    except OSError as error:
        raise InputError(
            f"the progress can't be kept: {error.strerror}",
            place=Place(path),
            repair="make the folder writable, or free some space",
        ) from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a crash, sees all of the old or all of the new. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _set_aside(path: Path, why: str) -> str:
    aside = free_name(path, "broken")
    try:
        path.rename(aside)
    except OSError:
        return f"{path} {why}, so best scores and hints begin anew."
    return f"{path} {why}. It was set aside as {aside.name}; best scores and hints begin anew."


def free_name(path: Path, word: str) -> Path:
    """The first of ``path.word-1``, ``path.word-2`` … that is not taken."""
    number = 1
    while os.path.lexists(candidate := path.with_name(f"{path.name}.{word}-{number}")):
        number += 1
    return candidate


def _topic(known: TopicProgress, topic: TopicResult, written: Mapping[str, str]) -> TopicProgress:
    tasks = dict(known.tasks)
    for task in topic.tasks:
        tests = [test for test in topic.tests if test.task == task.id]
        before = tasks.get(task.id, TaskProgress())
        failed = before.failed
        code = written.get(task.id, "")
        if code and not topic.problem and _attempted(tests) and code not in failed:
            failed = (*failed, code)[:MOST_ATTEMPTS]
        tasks[task.id] = TaskProgress(best=max(before.best, task.score), failed=failed, last=task.score)
    if len(topic.tasks) < len(written):  # only some of its tasks were graded: that is no score of the topic's
        return msgspec.structs.replace(known, tasks=tasks, reset=False)
    better = topic.max_score != known.max_score or topic.score > known.best
    # Another maximum means other tests: the old best says nothing about them.
    best, most = (topic.score, topic.max_score) if better else (known.best, known.max_score)
    return TopicProgress(best=best, max_score=most, tasks=tasks)


def _attempted(tests: Sequence[TestResult]) -> bool:
    return any(test.outcome in _ATTEMPTED for test in tests)
