"""Lets plain pytest, or an editor's test view, run a topic's visible examples, each in a cell as the grader does.

``exercises/conftest.py`` brings it in. It shows nothing and keeps nothing: for hints, hidden tests and the report there
is ``grader check``.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from grader.cli.typed import command
from grader.course import load_course
from grader.errors import GraderError
from grader.grading.judge import Finding, judge
from grader.harness.processes.cells import Cells
from grader.harness.processes.temp_folder import temporary
from grader.harness.processes.zygote_client import Zygote
from grader.harness.pytest_plugin import Fixtures, with_services
from grader.harness.trial import Trial
from grader.submission import take_submission
from grader.submission.intake import stage
from mocks import SERVICES

NAME = "the examples of a course"


def pytest_configure(config: pytest.Config) -> None:
    """Add the fixtures, and a cell for each test of a topic."""
    if not config.pluginmanager.has_plugin(NAME):
        fixtures = with_services(SERVICES)
        config.pluginmanager.register(fixtures, f"{NAME}: fixtures")
        config.pluginmanager.register(Examples(fixtures), NAME)


def _told(finding: Finding, topic: str) -> Iterator[str]:
    yield finding.message
    if finding.expected and finding.expected not in finding.message:
        yield f"  expected: {finding.expected}"
    if finding.happened and finding.happened not in finding.message:
        yield f"  happened: {finding.happened}"
    for frame in finding.frames:
        yield f"  {topic}/{frame.file}:{frame.line}" + (f" in {frame.function}" if frame.function else "")
    yield f"  → {command()} check {topic} shows the lines, and what travelled"


class Examples:
    """The plugin. A topic's processes start at its first test."""

    def __init__(self, fixtures: Fixtures) -> None:
        self._fixtures = fixtures
        self._stack = ExitStack()
        self._cells: dict[Path, Cells] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Give the test a trial of its own."""
        folder = item.path.parent
        if not (folder / "topic.yaml").is_file():
            return (yield)
        try:
            trial = Trial(self._cells_of(folder))
        except GraderError as error:
            raise pytest.UsageError(f"{error}\n  → or grade with: grader check {folder.name}") from None
        self._fixtures.trial = trial
        try:
            with trial.clock.installed():
                return (yield)
        finally:
            self._fixtures.trial = None
            trial.close()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Tell a failure as the grader does: without the lines of the grader's that lie between test and student."""
        report = yield
        trial = self._fixtures.trial
        if call.excinfo is not None and trial is not None:
            finding = judge([(call.when, call.excinfo.value)], trial)
            report.longrepr = "\n".join(_told(finding, item.path.parent.name))
        return report

    def pytest_unconfigure(self) -> None:
        """End all processes."""
        self._stack.close()

    def _cells_of(self, folder: Path) -> Cells:
        if folder not in self._cells:
            course = load_course(folder.parent.parent, services=SERVICES)
            topic = course.topic(folder.name)
            if topic is None:
                raise GraderError(f"{folder.name} is no topic of this course")
            intake = take_submission(course.exercises, course)
            parent = self._stack.enter_context(temporary("submission-"))
            parent.chmod(0o755)
            stage(intake, topic.id, parent / topic.id)
            zygote = Zygote(topic.libraries)
            self._stack.callback(zygote.close)
            self._cells[folder] = Cells(zygote, topic.id, parent / topic.id, topic.limits, topic.pictures)
            self._stack.callback(self._cells[folder].close)
        return self._cells[folder]
