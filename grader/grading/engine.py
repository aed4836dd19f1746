"""The grader: a course, warm, through which submissions stream. ``warm_grader`` starts it, and
``Grader.grade`` is the function.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import time

import msgspec

import grader
from grader.course.model import Course, Topic
from grader.grading.canaries import Canaries, Tampered
from grader.grading.listeners import OnResult, ignore_result
from grader.grading.score import Provenance, assemble
from grader.grading.suites import Case, Suites
from grader.grading.topic import Work, grade_topic
from grader.harness.processes.temp_folder import guarded, temporary
from grader.harness.processes.users import cell_user
from grader.harness.processes.zygote_client import Zygote
from grader.result.journal import Journal
from grader.result.model import Result, TestResult, Timing, TopicResult
from grader.submission.intake import Intake, stage
from grader.submission.source_text import decoded

PARTS = ("pytest", "httpx", "respx", "fastapi", "pydantic", "pyjwt", "cryptography", "time-machine", "msgspec")


class Grader:
    """A warm grader. Gives the same result for the same bytes, times aside, however often it is asked."""

    def __init__(self, course: Course, topics: tuple[Topic, ...], suites: Suites, zygote: Zygote) -> None:
        self.course = course
        self.topics = topics
        self._suites = suites
        self._zygote = zygote
        self.provenance = Provenance(versions(), zygote.probe())

    def grade(self, intake: Intake, *, journal: Journal | None = None, on_result: OnResult = ignore_result) -> Result:
        """Grade every topic of this grader. One that was not handed in counts as missing: what is graded is for the
        caller to say, never for the submission.
        """
        started = time.perf_counter()
        graded: list[TopicResult] = []
        seconds: dict[str, float] = {}
        for topic in self.topics:
            began = time.perf_counter()
            graded.append(self.grade_topic(intake, topic, journal=journal, on_result=on_result))
            seconds[topic.id] = round(time.perf_counter() - began, 3)
        timing = Timing(round(time.perf_counter() - started, 3), seconds)
        return assemble(self.course, intake, graded, self.provenance, timing)

    def grade_topic(
        self, intake: Intake, topic: Topic, *, journal: Journal | None = None, on_result: OnResult = ignore_result
    ) -> TopicResult:
        """Grade one topic, going on from what the journal knows of exactly these bytes."""
        files = intake.topic(topic.id)
        key = self.key(intake, topic)

        def tell(test: TestResult) -> None:
            if journal is not None:
                journal.add(key, topic.id, test)
            on_result(topic, test)

        with temporary("submission-") as parent:
            folder, canary = parent / topic.id, parent / "a canary"
            with guarded():
                parent.chmod(0o755 if cell_user(0) is not None else 0o700)  # a cell may be another user
                canary.mkdir(mode=0o755)
                canaries = Canaries(self._suites, self._zygote, canary)
                if not files.problem:
                    stage(intake, topic.id, folder)
            work = Work(
                topic=topic,
                folder=folder,
                sources={name: decoded(data) for name, data in files.files.items()},
                problem=files.problem,
                problem_excerpts=files.excerpts,
                known=journal.known(key) if journal is not None else {},
                handed_in=intake.whole or topic.id in intake.given,
                cases=self._cases(topic),
            )
            try:
                canaries.must_pass()
                graded = grade_topic(work, self._suites, self._zygote, tell)
                if graded.complete:
                    canaries.must_fail()
            except Tampered:
                if journal is not None:
                    journal.clear()
                raise
            return _of_its_tasks(graded, topic)

    def key(self, intake: Intake, topic: Topic) -> str:
        """See ``key_of``."""
        return key_of(intake, topic, self.provenance)

    def expected(self) -> dict[str, int]:
        """How many tests each topic has."""
        return {topic.id: len(self._cases(topic)) for topic in self.topics}

    def topic(self, id: str) -> Topic:
        """The topic of that id, with the tasks that are graded. Raises KeyError."""
        return {topic.id: topic for topic in self.topics}[id]

    def _cases(self, topic: Topic) -> tuple[Case, ...]:
        """The tests of the topic's tasks, and those that these build on, in the order of the suite."""
        cases = self._suites.cases[topic.id]
        tasks = {task.id for task in topic.tasks}
        wanted = {case.id for case in cases if case.task in tasks}
        for case in reversed(cases):  # what a test builds on stands before it
            if case.id in wanted:
                wanted.update(case.needs)
        return tuple(case for case in cases if case.id in wanted)


def key_of(intake: Intake, topic: Topic, provenance: Provenance) -> str:
    """The hash of all that decides a topic's verdicts: the student's bytes, the course's bytes, the versions."""
    parts = [
        topic.hash,
        intake.topic(topic.id).hash,
        *(f"{name} {text}" for name, text in provenance.versions.items()),
    ]
    parts += [f"{right.name} {right.held}" for right in provenance.isolation]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _of_its_tasks(graded: TopicResult, topic: Topic) -> TopicResult:
    """Without the tests that had to run only because others build on them."""
    tasks = {task.id for task in topic.tasks}
    tests = tuple(test for test in graded.tests if test.task in tasks)
    complete = all(test.outcome.counts for test in tests)
    return msgspec.structs.replace(graded, tests=tests, complete=complete)


def versions() -> dict[str, str]:
    """The versions of the parts that can make a difference to a grade."""
    found = {"grader": grader.__version__, "python": platform.python_version()}
    for part in PARTS:
        found[part] = importlib.metadata.version(part)
    return found
