"""The tests of a course as the grader knows them: read from what pytest has collected, and run one by one.

``grader.grading.collection`` makes ``Suites``; ``grader.grading.topic`` and ``grader.verify`` run their tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from _pytest.runner import runtestprotocol  # what rerunning plugins use as well; pinned to a minor release of pytest

from grader.course.model import Topic
from grader.errors import InputError, Place
from grader.harness.pytest_plugin import Fixtures
from grader.harness.trial import Trial

CANARIES = Path(__file__).parent / "canary" / "test_canary.py"


class Recorder:
    """Keeps what the phases of a test raised, as it is.

    The report that pytest goes on with says no more than whether to go on: its own formats a long traceback for each
    test that does not pass, which nobody reads and which took two thirds of the time of an untouched skeleton.
    """

    def __init__(self) -> None:
        self.raised: list[tuple[str, BaseException]] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keep what was raised, and tell pytest no more than whether it passed."""
        if call.excinfo is not None:
            self.raised.append((call.when, call.excinfo.value))
        assert call.when != "collect"
        outcome: Literal["passed", "failed"] = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, longrepr=None, when=call.when)


@dataclass(frozen=True)
class Case:
    """One test of a suite: what is known of it before it runs. ``spec``: the words of the lesson that it rests on."""

    id: str
    task: str
    title: str
    points: float
    needs: tuple[str, ...]
    visible: bool
    item: pytest.Item
    place: Place
    spec: tuple[str, ...] = ()


class Suites:
    """The collected tests by topic id, in the order of their files, the visible ones first; and the two canaries."""

    def __init__(
        self,
        cases: Mapping[str, tuple[Case, ...]],
        canaries: tuple[Case, Case],
        fixtures: Fixtures,
        recorder: Recorder,
    ) -> None:
        self.cases = cases
        self.canary_that_passes, self.canary_that_fails = canaries
        self._fixtures = fixtures
        self._recorder = recorder

    def run(self, case: Case, trial: Trial) -> list[tuple[str, BaseException]]:
        """Run one test in one trial; the exceptions by phase (``setup``, ``call``, ``teardown``), none if it passed."""
        self._fixtures.trial = trial
        self._recorder.raised.clear()
        try:
            with trial.clock.installed():
                runtestprotocol(case.item, log=False, nextitem=None)
        finally:
            self._fixtures.trial = None
        return list(self._recorder.raised)


def cases_of(topics: Sequence[Topic], items: Iterable[pytest.Item]) -> dict[str, tuple[Case, ...]]:
    """The cases of each topic, by its id. Raises InputError for a mistake in a suite, with its place and repair."""
    by_path: dict[Path, list[pytest.Item]] = {}
    for item in items:
        by_path.setdefault(item.path.resolve(), []).append(item)
    found = {}
    for topic in topics:
        cases: list[Case] = []
        for path, visible in ((topic.examples, True), *((path, False) for path in topic.hidden)):
            if path is None:
                continue
            items = by_path.get(path.resolve(), [])
            if not items:
                raise InputError("no test in this suite", place=Place(path), repair="name its functions test_…")
            cases += [_case(topic, item, visible) for item in items]
        _check(cases)
        found[topic.id] = tuple(cases)
    return found


def canaries_of(items: Iterable[pytest.Item]) -> tuple[Case, Case]:
    """The one that passes and the one that fails, as they stand in their file."""
    passing, failing = (
        Case(item.name, task="", title="", points=0.0, needs=(), visible=False, item=item, place=Place(CANARIES))
        for item in items
        if item.path == CANARIES
    )
    return passing, failing


def _case(topic: Topic, item: pytest.Item, visible: bool) -> Case:
    path, line, _ = item.reportinfo()
    place = Place(Path(path), (line or 0) + 1)
    marks = list(item.iter_markers("task"))
    if len(marks) != 1 or len(marks[0].args) != 1:
        raise InputError(
            f"{item.name} has no task", place=place, repair='write @pytest.mark.task("id", points=1) above it'
        )
    mark = marks[0]
    task = str(mark.args[0])
    if topic.task(task) is None:
        known = ", ".join(one.id for one in topic.tasks)
        raise InputError(f"no task {task!r} in {topic.id}", place=place, repair=f"use one of {known}")
    function = getattr(item, "function", None)
    return Case(
        id=item.name,
        task=task,
        title=_title(item, getattr(function, "__doc__", None)),
        points=float(mark.kwargs.get("points", 0 if visible else 1)),
        needs=_texts(mark.kwargs.get("needs", ())),
        visible=visible,
        item=item,
        place=place,
        spec=_texts(mark.kwargs.get("spec", ())),
    )


def _texts(given: str | Iterable[str]) -> tuple[str, ...]:
    """One text or several, as several."""
    return (given,) if isinstance(given, str) else tuple(given)


def _title(item: pytest.Item, doc: str | None) -> str:
    sentence = " ".join((doc or item.name.replace("_", " ")).split("\n\n")[0].split())
    callspec = getattr(item, "callspec", None)
    return f"{sentence} [{callspec.id}]" if callspec is not None else sentence


def _check(cases: Sequence[Case]) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise InputError(f"two tests are called {case.id}", place=case.place, repair="rename one of them")
        missing = [name for name in case.needs if name not in seen]
        if missing:
            raise InputError(
                f"{case.id} needs {missing[0]}, which does not come before it",
                place=case.place,
                repair="move it up, or mend the name",
            )
        seen.add(case.id)
