"""A warm grader that runs any source as if it had been handed in for a topic. The rules that run code use it."""

from __future__ import annotations

import dataclasses
import hashlib
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.course.model import Course, Topic
from grader.grading.collection import collected
from grader.grading.score import Provenance, assemble
from grader.grading.suites import Case, Suites
from grader.grading.topic import Work, grade_topic
from grader.harness.processes.zygote_client import Zygote
from grader.harness.trial import Trial
from grader.result.model import Outcome, Result, TestResult, Timing, TopicResult
from grader.submission.intake import Intake, TopicFiles, stage
from mocks import SERVICES

MUTANT_SECONDS = 2.0
PATIENCE = 3
"""How many times longer a test may take here than when a student's work is graded: a busy machine proves nothing."""


@dataclass(frozen=True)
class Run:
    """One source, graded. ``broken`` tells of services that failed while they answered it, and in which test."""

    intake: Intake
    graded: TopicResult
    broken: tuple[tuple[str, str], ...]

    @property
    def tests(self) -> tuple[TestResult, ...]:
        """The tests' verdicts in the order in which they ran."""
        return self.graded.tests

    @property
    def failing(self) -> frozenset[str]:
        """The tests that ran and did not pass; a blocked one did not run."""
        return frozenset(test.id for test in self.tests if test.outcome not in (Outcome.PASSED, Outcome.BLOCKED))


class Bench:
    """Runs sources against a topic's tests, as often as wanted."""

    def __init__(self, course: Course, suites: Suites, zygote: Zygote) -> None:
        self.course = course
        self._suites = suites
        self._zygote = zygote

    def cases(self, topic: Topic) -> tuple[Case, ...]:
        """The topic's tests, the visible ones first."""
        return self._suites.cases[topic.id]

    def result(self, run: Run) -> Result:
        """What somebody gets who has handed in that."""
        return assemble(self.course, run.intake, [run.graded], Provenance({}, ()), Timing())

    def run(
        self, topic: Topic, source: bytes, *, shuffled: bool = False, known: Mapping[str, TestResult] | None = None
    ) -> Run:
        """Grade a source. ``shuffled``: in another order (always the same one), and whatever a test needs.

        ``known``: verdicts that are known already.
        """
        cases = self.cases(topic)
        if shuffled:
            free = [dataclasses.replace(case, needs=()) for case in cases]
            random.Random(topic.id).shuffle(free)  # noqa: S311 — an order that can be repeated, no secret
            cases = tuple(free)
        return self._grade(_patient(topic), source, cases, _go_on, known or {})

    def first_failing(self, topic: Topic, source: bytes, cases: Sequence[Case]) -> str | None:
        """The first of ``cases`` that a source does not pass, needs ignored; None if it passes all. Has less time."""
        limits = topic.limits
        short = msgspec.structs.replace(
            limits,
            wall_seconds=min(MUTANT_SECONDS, limits.wall_seconds),
            cpu_seconds=min(MUTANT_SECONDS, limits.cpu_seconds),
            import_seconds=min(MUTANT_SECONDS, limits.import_seconds),
        )
        free = tuple(dataclasses.replace(case, needs=()) for case in cases)
        try:
            self._grade(msgspec.structs.replace(topic, limits=short), source, free, _stop_at_failure, {})
        except _FailedError as stop:
            return stop.test
        return None

    def _grade(
        self,
        topic: Topic,
        source: bytes,
        cases: tuple[Case, ...],
        on_result: Callable[[TestResult], None],
        known: Mapping[str, TestResult],
    ) -> Run:
        intake = variant(topic, source)
        broken: list[tuple[str, str]] = []

        def watch(case: Case, trial: Trial) -> None:
            broken.extend((case.id, what) for what in trial.network.broken)

        with tempfile.TemporaryDirectory(prefix="variant-") as parent:
            Path(parent).chmod(0o755)
            folder = Path(parent) / topic.id
            stage(intake, topic.id, folder)
            sources = {f"{topic.id}.py": source.decode("utf-8", "replace")}
            work = Work(topic=topic, folder=folder, sources=sources, known=known, cases=cases, watch=watch)
            graded = grade_topic(work, self._suites, self._zygote, on_result)
        return Run(intake, graded, tuple(broken))


def _patient(topic: Topic) -> Topic:
    limits = msgspec.structs.replace(
        topic.limits,
        wall_seconds=PATIENCE * topic.limits.wall_seconds,
        import_seconds=PATIENCE * topic.limits.import_seconds,
        topic_seconds=PATIENCE * topic.limits.topic_seconds,
    )
    return msgspec.structs.replace(topic, limits=limits)


class _FailedError(Exception):
    """Not an error: ends a run at the first test that does not pass."""

    def __init__(self, test: str) -> None:
        super().__init__(test)
        self.test = test


def _go_on(_: TestResult) -> None:
    """Run all of them."""


def _stop_at_failure(test: TestResult) -> None:
    if test.outcome is not Outcome.PASSED:
        raise _FailedError(test.id)


def variant(topic: Topic, source: bytes, name: str = "variant") -> Intake:
    """A submission of one source for one topic."""
    digest = hashlib.sha256(source).hexdigest()
    files = TopicFiles(topic=topic.id, files={f"{topic.id}.py": source}, hash=digest)
    return Intake(name=name, hash=digest, topics=(files,), given=(topic.id,), whole=False)


@contextmanager
def warm_bench(course: Course, topics: Sequence[Topic]) -> Iterator[Bench]:
    """A bench for these topics. Raises InputError if a suite can't be collected."""
    zygote = Zygote(list(dict.fromkeys(library for topic in topics for library in topic.libraries)))
    try:
        services = {name: SERVICES[name] for topic in topics for name in topic.services}
        with collected(topics, services) as suites:
            yield Bench(course, suites, zygote)
    finally:
        zygote.close()
