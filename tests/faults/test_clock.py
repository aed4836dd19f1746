"""Clocks that jump and machines that stand still: no verdict comes of either."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
import time_machine

from grader.course.model import Limits
from grader.grading import topic as grading
from grader.grading.run import Request, grade, read
from grader.harness.processes import time_limit
from grader.harness.processes.cells import Cells
from grader.harness.processes.zygote_client import Zygote
from grader.harness.trial import Trial
from grader.harness.verdicts import CellTimedOut
from grader.result.model import Result, Timing

from .submissions import ROOT, SMALL, half_of_small

HOURS = 3600.0
WALL_CLOCK = {
    *("time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "now", "utcnow", "today"),
    *("getmtime", "getctime", "st_mtime", "st_ctime", "st_mtime_ns", "st_ctime_ns"),
}
VIRTUAL = {("grader/harness/suite/clock.py", "time"), ("mocks/service.py", "time")}
"""The clock of a test, which is told how late it is, and that of a service that somebody serves by hand."""
COMPARED = {("grader/cli/watch.py", "st_mtime_ns")}
"""The time of a file, compared with that of the same file: whether it was saved again."""
CODE = """
    def waits(function):
        function()
        while True: pass
    def answers(function):
        return function()
"""


OWNERS = ("time", "dt.datetime", "datetime", "dt.date", "date", "os.path")


def asked(path: Path) -> Iterator[str]:
    """What a module asks of modules and classes that tell the time of day, or of a file's times."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and (ast.unparse(node.value) in OWNERS or node.attr.startswith("st_")):
            yield node.attr
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (name.name for name in node.names)


def test_nothing_on_the_trusted_side_asks_for_the_time_of_day() -> None:
    """Deadlines and durations go by clocks that nobody sets."""
    modules = [path for part in ("grader", "mocks") for path in (ROOT / part).rglob("*.py")]
    trusted = [path for path in modules if ROOT / "grader" / "sandbox" not in path.parents]
    found = {(str(path.relative_to(ROOT)), name) for path in trusted for name in asked(path) if name in WALL_CLOCK}
    assert set() == found - VIRTUAL - COMPARED
    assert len(trusted) > 100


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """One that is half right, and waits for a service that never answers."""
    path = tmp_path / "parcel.py"
    path.write_text(half_of_small(), "utf-8")
    return path


def graded(submission: Path, out: Path, heard: Any = lambda *_: None) -> Result:
    """The result without its times."""
    request = Request(course_folder=SMALL, submission=submission, out=out, fresh=True)
    return msgspec.structs.replace(grade(request, *read(request), heard), timing=Timing())


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("step", [5 * HOURS, -5 * HOURS])
def test_a_clock_that_is_set_changes_nothing(submission: Path, tmp_path: Path, step: float) -> None:
    """By hours, with each test, forth or back."""
    undisturbed = graded(submission, tmp_path / "undisturbed")
    with time_machine.travel(time.time()) as traveller:
        jumps: list[float] = []

        def heard(*_: object) -> None:
            traveller.shift(step)
            jumps.append(step)

        assert undisturbed == graded(submission, tmp_path / "disturbed", heard)
    assert 6 == len(jumps)


class Standstill:
    """The clocks that nobody sets, of a machine that can be made to stand still for an hour, or to work for one."""

    def __init__(self) -> None:
        self._stood = 0.0
        self._worked = 0.0
        self.times = 0

    def stand_still(self) -> None:
        """Everything stops, and goes on an hour later."""
        self._stood += HOURS
        self.times += 1

    def work(self) -> None:
        """The runner is busy for an hour."""
        self._worked += HOURS

    def monotonic(self) -> float:
        """As ``time.monotonic``."""
        return time.monotonic() + self._stood + self._worked

    def process_time(self) -> float:
        """As ``time.process_time``."""
        return time.process_time() + self._worked


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Standstill:
    """The machine that the tests of this module run on."""
    machine = Standstill()
    for module in (time_limit, grading):
        clocks = SimpleNamespace(monotonic=machine.monotonic, process_time=machine.process_time)
        monkeypatch.setattr(module, "time", clocks)
    return machine


@pytest.fixture
def trial(zygote: Zygote, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Of code that waits, with little time."""
    folder = tmp_path_factory.mktemp("work")
    for path in (folder, *list(folder.parents)[:3]):
        path.chmod(0o755)
    (folder / "work.py").write_text("\n".join(line[4:] for line in CODE.splitlines()), "utf-8")
    trial = Trial(Cells(zygote, "work", folder, msgspec.structs.replace(Limits(), wall_seconds=1)))
    yield trial
    trial.close()


def test_a_loop_is_stopped_at_its_limit_though_the_machine_stood_still(trial: Trial, machine: Standstill) -> None:
    """An hour in which nothing ran is no time of anybody's."""
    with pytest.raises(CellTimedOut, match="longer than the one second"):
        trial.student.waits(machine.stand_still)
    assert 1 == machine.times


def test_a_call_across_a_standstill_has_its_answer(trial: Trial, machine: Standstill) -> None:
    """It is as good as any other."""
    assert trial.student.answers(machine.stand_still) is None
    assert trial.student.answers(lambda: 1) == 1


def test_one_that_takes_too_long_while_it_is_watched_has_timed_out(trial: Trial, machine: Standstill) -> None:
    """As ever; a standstill before it began is none of its."""
    machine.stand_still()
    with pytest.raises(CellTimedOut, match="longer than the one second"):
        trial.student.waits(lambda: None)
    assert 1 == machine.times


def test_one_that_makes_the_runner_work_for_long_has_timed_out(trial: Trial, machine: Standstill) -> None:
    """That is no standstill: whoever sends what takes long to read would have no verdict by it."""
    with pytest.raises(CellTimedOut, match="longer than the one second"):
        trial.student.answers(machine.work)


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("at", [1, 4])
def test_a_standstill_changes_nothing(
    submission: Path, tmp_path: Path, machine: Standstill, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Neither a verdict, nor the time that the topic may take."""
    undisturbed = graded(submission, tmp_path / "undisturbed")
    connect, numbers = Trial.connect, iter(range(1000))

    def connect_and_stop(self: Trial, *arguments: Any, **named: Any) -> Any:
        link = connect(self, *arguments, **named)
        if next(numbers) == at:
            machine.stand_still()
        return link

    monkeypatch.setattr(Trial, "connect", connect_and_stop)
    assert undisturbed == graded(submission, tmp_path / "disturbed")
    assert 1 == machine.times


@pytest.mark.usefixtures("warm")
def test_a_machine_that_stands_still_in_each_test_changes_nothing(
    submission: Path, tmp_path: Path, machine: Standstill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often."""
    undisturbed = graded(submission, tmp_path / "undisturbed")
    connect = Trial.connect

    def connect_and_stop(self: Trial, *arguments: Any, **named: Any) -> Any:
        link = connect(self, *arguments, **named)
        machine.stand_still()
        return link

    monkeypatch.setattr(Trial, "connect", connect_and_stop)
    assert undisturbed == graded(submission, tmp_path / "disturbed")
    assert 8 == machine.times  # six tests and two canaries


@pytest.mark.usefixtures("warm")
def test_what_takes_long_to_remove_is_time_of_the_topic(
    submission: Path, tmp_path: Path, machine: Standstill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is work of this side's, which a busy machine makes no longer: an hour of it, and the small course's minute is
    over.
    """
    close = Trial.close

    def close_slowly(self: Trial) -> None:
        close(self)
        machine.work()

    monkeypatch.setattr(Trial, "close", close_slowly)
    (topic,) = graded(submission, tmp_path / "slow").topics
    messages = ["took longer than 60 seconds" in test.message for test in topic.tests]
    assert [False] + [True] * 5 == messages
