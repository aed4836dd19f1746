"""A whole run for one submission: read, grade, write the report's files. What ``grader check`` and ``watch`` do,
without a terminal.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader import progress
from grader.course import Course, load_course
from grader.course.choice import chosen
from grader.errors import InputError
from grader.grading.artifacts import make_folder, write_receipt, write_report, write_result
from grader.grading.listeners import OnResult, ignore_result
from grader.grading.start import warm_grader
from grader.result.journal import Journal
from grader.result.journal_key import JournalKey, journal_key
from grader.result.model import Result, Right
from grader.submission import take_submission
from grader.submission.intake import Intake
from grader.written import written
from mocks import SERVICES

if TYPE_CHECKING:
    from grader.grading.score import Provenance

JOURNAL = "journal.jsonl"
Expect = Callable[[Mapping[str, int], int], None]


def expect_nothing(expected: Mapping[str, int], known: int) -> None:
    """Do nothing with it."""


@dataclass(frozen=True)
class Request:
    """What to grade against what. ``strict``: refuse to grade where the sandbox does not hold. ``sign``: the file of
    the private key to sign the result with.
    """

    course_folder: Path
    submission: Path | None = None
    topics: tuple[str, ...] = ()
    out: Path = Path("report")
    fresh: bool = False
    jobs: int = 1
    instructor: bool = False
    strict: bool = False
    sign: Path | None = None


def load(request: Request) -> Course:
    """The course. InputError if it can't be used."""
    return load_course(request.course_folder, services=SERVICES)


def read(request: Request) -> tuple[Course, Intake]:
    """The course and the submission. InputError if either can't be used."""
    course = load(request)
    chosen(course, request.topics)
    return course, take_submission(request.submission or course.exercises, course)


def grade(
    request: Request,
    course: Course,
    intake: Intake,
    on_result: OnResult = ignore_result,
    key: JournalKey | None = None,
    expect: Expect = expect_nothing,
) -> Result:
    """Grade, going on from the journal of an interrupted run, if it was written with this ``key``.

    ``expect`` is told beforehand how many tests each topic has, and how many of all have a verdict from such a run.
    """
    make_folder(request.out, request.submission)
    journal = Journal(request.out / JOURNAL, (key or journal_key()).secret)
    if request.fresh:
        journal.clear()

    if request.jobs == 1:
        with warm_grader(course, only=request.topics, meanwhile=load_report) as grader:
            _refuse(request, grader.provenance)
            expect(grader.expected(), _known(journal, request, course, intake, grader.provenance))
            return grader.grade(intake, journal=journal, on_result=on_result)
    from grader.grading.pool import Pool

    with Pool(course, request.jobs, only=request.topics) as pool:
        _refuse(request, pool.provenance)
        expect(pool.expected, _known(journal, request, course, intake, pool.provenance))
        return pool.grade(intake, journal=journal, on_result=on_result)


def _known(journal: Journal, request: Request, course: Course, intake: Intake, provenance: Provenance) -> int:
    """How many verdicts an interrupted run has left that still hold."""
    from grader.grading.engine import key_of

    topics = chosen(course, request.topics)
    tasks = {task.id for topic in topics for task in topic.tasks}
    found = (journal.known(key_of(intake, topic, provenance)) for topic in topics)
    return sum(test.task in tasks for verdicts in found for test in verdicts.values())


def with_progress(result: Result, request: Request, course: Course, intake: Intake) -> tuple[Result, str]:
    """Remember the student's attempts and show the hints they unlock, if this is the student's own folder. And a
    note.
    """
    if request.submission is not None and request.submission.resolve() != course.exercises.resolve():
        return result, ""
    known, note = progress.load(request.course_folder)
    code = {topic.id: _written(course, intake, topic.id) for topic in result.topics}
    known = progress.record(known, result, code)
    try:
        progress.save(request.course_folder, known)
    except InputError as error:  # the grade is worth more than what is remembered of it
        note = f"{error.message} ({error.place}): {error.repair}"
    return progress.with_hints(result, known, course), note


def _written(course: Course, intake: Intake, id: str) -> dict[str, str]:
    """What is written for each task of a topic. Without the kept skeleton all of the file counts for each."""
    topic = course.topic(id)
    if topic is None:
        return {}
    try:
        skeleton = (course.exercises / ".skeletons" / f"{id}.py").read_bytes()
    except OSError:
        skeleton = b""
    code = written(intake.topic(id).files, skeleton, f"{id}.py")
    return {task.id: code.of(task.id) for task in topic.tasks}


def write(result: Result, request: Request, course: Course, intake: Intake) -> None:
    """Write ``result.json``, ``report.html`` and, if asked for, ``receipt.jws``; then the journal is not needed any
    more, unless something is missing.
    """
    written = write_result(result, request.out)
    view = None
    if request.instructor:
        from grader.grading.instructor import instructor_view  # seldom asked for

        view = instructor_view(course, intake, result)
    write_report(result, request.out, view)
    if request.sign is not None:
        write_receipt(_signed(result, written, request.sign), request.out)
    if result.complete:
        Journal(request.out / JOURNAL, b"").clear()


def _signed(result: Result, written: bytes, key: Path) -> bytes:
    """The receipt. The key is loaded here, when no cell lives any more, and let go of at once."""
    from grader.receipt.claims import claims_of
    from grader.receipt.jws import sign
    from grader.receipt.keys import load_signing_key

    return sign(claims_of(result, written), load_signing_key(key))


def load_report() -> None:
    """Import what writes the report: it takes as long as a dozen tests."""
    importlib.import_module("grader.report.html")


def _refuse(request: Request, provenance: Provenance) -> None:
    if request.strict:
        refuse_without(provenance.isolation)


def refuse_without(isolation: Collection[Right]) -> None:
    """InputError unless the rights that matter have been given up."""
    lost = [right.name for right in isolation if right.needed and not right.held]
    if lost:
        raise InputError(
            f"the sandbox does not hold on this machine: {', '.join(lost)} not prevented",
            repair="see `grader doctor`; --allow-unsandboxed grades all the same, and the report will say so",
        )
