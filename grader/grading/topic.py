"""Grades one topic: every expected test, one after another, each in a clean state."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from grader.course.model import Topic
from grader.errors import GraderFault
from grader.grading.excerpts import module_excerpts
from grader.grading.judge import Finding, blocked, judge, of_module, verdict
from grader.grading.suites import Case, Suites
from grader.harness.processes import temp_folder
from grader.harness.processes.cells import Cells
from grader.harness.processes.zygote_client import Zygote
from grader.harness.trial import Trial
from grader.harness.verdicts import CellEnded, ImportFailed
from grader.harness.wire.conversation import HangingPlace
from grader.result.causes import without_repetition
from grader.result.model import Excerpt, Outcome, TaskResult, TestResult, TopicResult

OnResult = Callable[[TestResult], None]
Broken = ImportFailed | CellEnded | None
Watch = Callable[[Case, Trial], None]
HABIT = 2
"""So many tests hang at a place before another one is stopped there at once."""
ATTEMPTS = 2
"""What ends a process from outside does so by chance, or will do so again: once more is enough to know."""


class Spent:
    """The seconds that the tests of a topic have taken so far: CPU time of both sides, and waiting that was their own.
    Neither a busy machine nor one that stood still adds to it.
    """

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._began = self._cpu()
        self._idle = 0.0

    @property
    def seconds(self) -> float:
        """All of them. What a cell has used is known when it has ended."""
        return self._cpu() - self._began + self._idle

    def wait(self, seconds: float) -> None:
        """Count so much waiting."""
        self._idle += seconds

    def forget(self, seconds: float) -> None:
        """These were not the tests'."""
        self._idle -= seconds

    def _cpu(self) -> float:
        return time.process_time() + self._cells.zygote.cpu


def unwatched(case: Case, trial: Trial) -> None:
    """Look at nothing."""


@dataclass(frozen=True)
class Work:
    """One topic of one submission: its files, staged in ``folder``; ``problem`` if they can't be used at all.

    ``cases`` instead of all of the suite's, in that order; ``watch`` sees each trial that ran before it is closed.
    Both are for proving a course: ``grader.verify``.
    """

    topic: Topic
    folder: Path
    sources: Mapping[str, str]
    problem: str = ""
    problem_excerpts: tuple[Excerpt, ...] = ()
    known: Mapping[str, TestResult] = field(default_factory=dict)
    cases: tuple[Case, ...] | None = None
    watch: Watch = unwatched
    handed_in: bool = True


def grade_topic(work: Work, suites: Suites, zygote: Zygote, on_result: OnResult) -> TopicResult:
    """Every expected test's verdict, in the order of the suite; ``on_result`` is told each as soon as it is there."""
    topic = work.topic
    cells = Cells(zygote, topic.id, work.folder, topic.limits, topic.pictures)
    if not work.problem:
        with suppress(GraderFault):  # the first test will meet the same
            cells.compile()
    spent = Spent(cells)
    results: dict[str, TestResult] = {}
    fault = ""
    cases = suites.cases[work.topic.id] if work.cases is None else work.cases
    with closing(cells):
        for position, case in enumerate(cases, start=1):
            if case.id in work.known:
                results[case.id] = work.known[case.id]
                continue
            cells.ahead = position < len(cases)
            try:
                result = _grade_test(case, work, cells, suites, results, spent, fault)
            except GraderFault as error:
                fault = str(error)
                result = verdict(case, Finding(Outcome.GRADER_ERROR, fault), None, work.sources)
            results[case.id] = result
            on_result(result)
    return summary(work, cells.broken, tuple(results.values()))


def _grade_test(
    case: Case,
    work: Work,
    cells: Cells,
    suites: Suites,
    results: Mapping[str, TestResult],
    spent: Spent,
    fault: str,
) -> TestResult:
    early = _without_running(case, work, cells.broken, results, spent, fault)
    if early is not None:
        return verdict(case, early, None, work.sources)
    for _ in range(ATTEMPTS):
        before = spent.seconds
        result, lost = _attempt(case, work, cells, suites, spent, hanging_places(results.values()))
        if not lost:
            break
        spent.forget(spent.seconds - before)
        cells.stop_ahead()  # the memory of a small machine may do for one cell and not for two
        cells.wait_for_ends()
    return result


def _attempt(
    case: Case, work: Work, cells: Cells, suites: Suites, spent: Spent, hung: Collection[HangingPlace]
) -> tuple[TestResult, bool]:
    """One run of a test, and whether that is no verdict: a process of it was lost, or had no temp_folder."""
    trial = Trial(cells, hung)
    try:
        finding = judge(suites.run(case, trial), trial, work.sources)
        work.watch(case, trial)
        result = verdict(case, finding, trial, work.sources)
        spent.wait(trial.idle)
    finally:
        trial.close()
    if result.outcome is Outcome.TIMED_OUT:
        cells.wait_for_ends()  # its time is known then
    crowded = result.outcome is not Outcome.PASSED and _crowded(cells)
    return result, bool(trial.lost) or crowded


def hanging_places(results: Iterable[TestResult]) -> tuple[HangingPlace, ...]:
    """Where as many tests as make a habit have timed out."""
    found = Counter(
        (result.excerpts[0].file, result.excerpts[0].line)
        for result in results
        if result.outcome is Outcome.TIMED_OUT and result.excerpts
    )
    return tuple(place for place, times in found.items() if times >= HABIT)


def _crowded(cells: Cells) -> bool:
    """Whether the cell that was made ahead had taken all the room: it is the student's own, and is given up.
    GraderFault if somebody else has.
    """
    if _has_room():
        return False
    cells.wait_for_ends()  # files that have no name any more take room until their cell has let go of them
    if _has_room():
        return False
    if cells.stop_ahead():
        cells.wait_for_ends()
        temp_folder.ensure_free_space()
        return True
    temp_folder.ensure_free_space()
    return False


def _has_room() -> bool:
    try:
        temp_folder.ensure_free_space()
    except GraderFault:
        return False
    return True


def _without_running(
    case: Case,
    work: Work,
    broken: Broken,
    results: Mapping[str, TestResult],
    spent: Spent,
    fault: str,
) -> Finding | None:
    if fault:
        return Finding(Outcome.NOT_RUN, f"not run, because the grader failed before: {fault}")
    if work.problem:
        return Finding(Outcome.ERROR, work.problem, happened=work.problem)
    if broken is not None:
        return of_module(broken, work.sources)
    if spent.seconds > work.topic.limits.topic_seconds:
        limit = f"{work.topic.limits.topic_seconds:g} seconds"
        return Finding(Outcome.TIMED_OUT, f"Stopped: all tests of this topic together took longer than {limit}.")
    if not all(results[name].outcome.counts for name in case.needs):
        return Finding(Outcome.NOT_RUN, "not run, because a test that it builds on has no verdict")
    waiting = {name: results[name].title for name in case.needs if results[name].outcome is not Outcome.PASSED}
    if waiting and all(results[name].outcome is Outcome.NOT_DONE for name in waiting):
        return None  # an unfinished task is better told as such than as waiting for another unfinished one
    return blocked(waiting) if waiting else None


def summary(work: Work, broken: Broken, results: tuple[TestResult, ...]) -> TopicResult:
    """The topic's result from its tests'."""
    topic = work.topic
    tasks = tuple(
        TaskResult(
            id=task.id,
            title=task.title,
            score=points(result.score for result in results if result.task == task.id),
            max_score=points(result.max_score for result in results if result.task == task.id),
            why=task.why,
            read=task.read,
            hints_total=len(task.hints),
        )
        for task in topic.tasks
    )
    shown: tuple[Excerpt, ...] = work.problem_excerpts if broken is None else module_excerpts(broken, work.sources)
    return TopicResult(
        id=topic.id,
        title=topic.title,
        summary=topic.summary,
        weight=topic.weight,
        score=points(task.score for task in tasks),
        max_score=points(task.max_score for task in tasks),
        complete=all(result.outcome.counts for result in results),
        tasks=tasks,
        tests=without_repetition(results),
        problem=work.problem if broken is None else of_module(broken, work.sources).message,
        excerpts=shown,
        handed_in=work.handed_in,
    )


def points(values: Iterable[float | None]) -> float:
    """The exact sum of points; a test without a verdict adds nothing."""
    return round(sum(value or 0.0 for value in values), 2)
