"""Processes that are killed from outside: never the student's fault, never a score, and told from those that end
themselves.
"""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.course.model import Limits
from grader.grading.run import Request, grade, read
from grader.harness.link import Link
from grader.harness.processes.cells import Cells
from grader.harness.processes.zygote_client import Zygote
from grader.harness.trial import Trial
from grader.harness.verdicts import CellCrashed, CellLost, CellTimedOut
from grader.result.model import Outcome, Result, Timing
from tests.processes import family

SMALL = Path(__file__).resolve().parents[1] / "courses" / "small"
TESTS = 6
CODE = """
    import os, signal

    PID = os.getpid()
    def calls(function): return function()
    def kills_itself(number): os.kill(os.getpid(), number)
    def ignores_its_limit():
        signal.signal(signal.SIGXCPU, signal.SIG_IGN)
        while True: pass
    def hangs_up_and_stays():
        for number in range(3, 64):
            try: os.close(number)
            except OSError: pass
        signal.pause()
"""

pytestmark = pytest.mark.linux


def number_here(zygote: Zygote, number_there: int) -> int:
    """The process number, here, of a cell that has this one in its own namespace (``man proc_pid_status``)."""
    for pid in family(zygote._process.pid):
        with suppress(FileNotFoundError, ProcessLookupError):  # another cell, which has just ended
            numbers = Path(f"/proc/{pid}/status").read_text().partition("NSpid:")[2].split("\n")[0].split()
            if int(numbers[-1]) == number_there:
                return pid
    raise LookupError(f"no cell {number_there}")


def kill_the_cell_of(link: Link) -> None:
    """As the kernel does when memory is short."""
    os.kill(number_here(link.conversation._zygote, link.get(0, "PID")), signal.SIGKILL)


def test_a_cell_that_is_killed_from_outside_is_lost(begin: Any) -> None:
    """Nothing is known about its code, whatever the test makes of it."""
    trial = begin(CODE)
    trial.student.PID  # noqa: B018 — so that there is a cell
    kill_the_cell_of(trial.last)
    with pytest.raises(CellLost, match="killed from outside"):
        trial.student.calls(lambda: 1)
    assert "killed from outside" in trial.lost


def test_a_cell_that_is_killed_while_it_asks_is_lost(begin: Any) -> None:
    """In the middle of a call of the test's function."""
    trial = begin(CODE)
    with pytest.raises(CellLost):
        trial.student.calls(lambda: kill_the_cell_of(trial.last))
    assert None is trial._cells.broken


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSYS, 40])
def test_a_cell_that_kills_itself_has_crashed(begin: Any, number: int) -> None:
    """That is its code's own doing, by whatever signal."""
    trial = begin(CODE)
    with pytest.raises(CellCrashed):
        trial.student.kills_itself(number)
    assert "" == trial.lost


def test_a_cell_that_ignores_its_limit_has_timed_out(begin: Any) -> None:
    """The kernel then sends a SIGKILL: not one from outside."""
    with pytest.raises(CellTimedOut, match="CPU time"):
        begin(CODE, wall_seconds=60, cpu_seconds=0.5, import_seconds=0.6).student.ignores_its_limit()


def test_a_cell_that_hangs_up_and_stays_has_crashed(begin: Any) -> None:
    """It is ended; that it was is not taken for somebody else's doing."""
    with pytest.raises(CellCrashed, match="ended its process"):
        begin(CODE, wall_seconds=60).student.hangs_up_and_stays()


def test_without_a_filter_nobody_can_tell(submission: Path) -> None:
    """Then it is the code's own doing: a second try for the asking would be a second guess."""
    zygote = Zygote(without=["seccomp"])
    try:
        (submission / "work.py").write_text("import os, signal\ndef f(): os.kill(os.getpid(), signal.SIGKILL)\n")
        trial = Trial(Cells(zygote, "work", submission, Limits()))
        with pytest.raises(CellCrashed, match="killed by the system"):
            trial.student.f()
        assert "" == trial.lost
        trial.close()
    finally:
        zygote.close()


@pytest.fixture
def right(tmp_path: Path) -> Path:
    """The reference of the small course, which also tells its number."""
    folder = tmp_path / "right" / "parcel"
    folder.mkdir(parents=True)
    source = (SMALL / "solutions" / "parcel" / "parcel.py").read_text("utf-8")
    (folder / "parcel.py").write_text(f"{source}\n\nimport os\nPID = os.getpid()\n", "utf-8")
    return folder.parent


def graded(submission: Path, out: Path) -> Result:
    """The result, without its times."""
    request = Request(course_folder=SMALL, submission=submission, out=out)
    return msgspec.structs.replace(grade(request, *read(request)), timing=Timing())


def after_connecting(monkeypatch: pytest.MonkeyPatch, do: Callable[[int, Link], None]) -> None:
    """Do this with each new link, which have a number."""
    connect, numbers = Trial.connect, iter(range(1000))

    def connect_and_do(self: Trial, *arguments: Any, **named: Any) -> Link:
        link = connect(self, *arguments, **named)
        do(next(numbers), link)
        return link

    monkeypatch.setattr(Trial, "connect", connect_and_do)


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("at", [1, 3, TESTS])
def test_one_killed_cell_changes_nothing(right: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Its test is run once more, in a new one. The first link of all is a canary's."""
    undisturbed = graded(right, tmp_path / "undisturbed")
    after_connecting(monkeypatch, lambda number, link: kill_the_cell_of(link) if number == at else None)
    assert undisturbed == graded(right, tmp_path / "disturbed")


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("at", [0, TESTS + 1])
def test_nor_does_that_of_a_canary(right: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """The first and the last of a run."""
    undisturbed = graded(right, tmp_path / "undisturbed")
    killed: list[int] = []

    def kill_the_newest(number: int, link: Link) -> None:
        if number == at:
            *_, newest = family(link.conversation._zygote._process.pid)  # not the highest number: those begin anew
            killed.append(newest)
            os.kill(killed[0], signal.SIGKILL)

    after_connecting(monkeypatch, kill_the_newest)
    assert undisturbed == graded(right, tmp_path / "disturbed")
    assert 1 == len(killed)


@pytest.mark.usefixtures("warm")
def test_a_cell_that_is_killed_each_time_is_no_verdict(
    right: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result is incomplete, says why, and is mended by the next run."""
    undisturbed = graded(right, tmp_path / "undisturbed")
    with monkeypatch.context() as patch:
        after_connecting(patch, lambda number, link: kill_the_cell_of(link) if number in (1, 2) else None)
        disturbed = graded(right, tmp_path / "disturbed")
    found = [(test.outcome, test.score) for test in disturbed.topics[0].tests]
    assert (Outcome.GRADER_ERROR, None) == found[0]
    assert (False, True) == (disturbed.complete, "killed from outside" in disturbed.problem)
    assert undisturbed == graded(right, tmp_path / "disturbed")


def test_a_killed_zygote_is_no_verdict(right: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was graded before is kept, the rest is said to have none, and the next run goes on from there."""
    undisturbed = graded(right, tmp_path / "undisturbed")
    with monkeypatch.context() as patch:
        after_connecting(patch, lambda number, link: kill_the_zygote_of(link) if number == 3 else None)
        disturbed = graded(right, tmp_path / "disturbed")
    outcomes = [test.outcome for test in disturbed.topics[0].tests]
    known = outcomes.count(Outcome.PASSED)  # two, or one if this machine stood still
    assert {1, 2} >= {known}
    assert {Outcome.GRADER_ERROR, Outcome.NOT_RUN} == set(outcomes[known:])
    assert (False, True) == (disturbed.complete, "gone" in disturbed.problem)
    request = Request(course_folder=SMALL, submission=right, out=tmp_path / "disturbed")
    run_again: list[str] = []
    result = grade(request, *read(request), lambda _, test: run_again.append(test.id))
    assert (undisturbed, TESTS - known) == (msgspec.structs.replace(result, timing=Timing()), len(run_again))


def kill_the_zygote_of(link: Link) -> None:
    """The process that was started. It takes the one in its namespace with it, and that its cells."""
    zygote = link.conversation._zygote
    kin = [os.pidfd_open(pid) for pid in family(zygote._process.pid)]
    zygote._process.kill()
    for descriptor in kin:  # readable once the process has ended (man pidfd_open)
        assert [descriptor] == select.select([descriptor], [], [], 30)[0]
        os.close(descriptor)


def test_no_suite_takes_a_dead_zygote_for_an_answer(submission: Path) -> None:
    """Not even one that catches any exception, and then goes on to blame the student."""
    dead = Zygote()
    dead._process.kill()
    dead._process.wait()
    (submission / "work.py").write_text("")
    trial = Trial(Cells(dead, "work", submission, Limits()))

    def suite() -> None:
        with suppress(Exception):
            trial.student.another()
        raise AssertionError("the student's second process did not answer")

    with pytest.raises(CellLost):
        suite()
    assert "gone" in trial.lost
    trial.close()
    dead.close()


def test_a_cell_is_the_first_to_go_when_memory_is_short(begin: Any, zygote: Zygote) -> None:
    """Before the runner, who holds the results."""
    trial = begin(CODE)
    here = number_here(zygote, trial.student.PID)
    assert "1000" == Path(f"/proc/{here}/oom_score_adj").read_text().strip()
