"""A disk that is full or read-only, for real where this process may mount one: a clear error of the grader's, never a
score; what was there before is whole, and what was graded is kept.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.cli.main import run
from grader.grading import run as check
from grader.grading.artifacts import read_result
from grader.grading.run import JOURNAL, Request, grade, read
from grader.harness.processes.cells import _write
from grader.result.journal import Journal
from grader.result.journal_key import journal_key
from grader.result.model import Outcome, Result, Timing
from grader.sandbox.process.precompile import compile_all

from .small_disk import NOT_ALLOWED
from .submissions import ROOT, SMALL, half_of_small

TESTS = 6
WRITES_FIRST = """
def weigh(items, _weigh=weigh):
    with open("notes", "wb") as file:
        file.write(bytes(1 << 16))
    return _weigh(items)
"""
FILLS_THE_DISK = """
def weigh(items):
    for number in range(1000):
        with open(f"notes-{number}", "wb") as file:
            file.write(bytes(1 << 16))
"""


@dataclass(frozen=True)
class Ended:
    """How the command ended: its exit code, what it said, and what the small disk held."""

    code: int
    said: str
    kept: Path

    @property
    def result(self) -> Result | None:
        """The result, if there is one."""
        path = self.kept / "result.json"
        return read_result(path) if path.exists() else None


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """One that is half right."""
    path = tmp_path / "parcel.py"
    path.write_text(half_of_small(), "utf-8")
    return path


def known_in(out: Path) -> int:
    """How many verdicts its journal knows."""
    return len(list(Journal(out / JOURNAL, journal_key().secret).entries()))


def on_a_small_disk(submission: Path, folder: Path, when: str, *, kib: int = 256, temporary: bool = False) -> Ended:
    """Grade. The disk is in ``folder``: the output goes there, or with ``temporary`` what is temporary."""
    folder.mkdir(exist_ok=True)
    kept, out = folder.with_name("kept"), folder.with_name("out") if temporary else folder
    command = [sys.executable, "-m", "tests.faults.small_disk", str(folder), str(kib), when, str(kept)]
    command += ["check", "--course", str(SMALL), "--submission", str(submission), "--out", str(out)]
    environment = {**os.environ, "TMPDIR": str(folder if temporary else folder.parent)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode == NOT_ALLOWED:
        pytest.skip("nobody may mount anything here")
    return Ended(done.returncode, done.stdout + done.stderr, out if temporary else kept)


def graded(submission: Path, out: Path) -> tuple[Result, int]:
    """The result without its times, and how many tests had to be run for it."""
    request = Request(course_folder=SMALL, submission=submission, out=out)
    heard: list[str] = []
    result = grade(request, *read(request), lambda _, test: heard.append(test.id))
    return msgspec.structs.replace(result, timing=Timing()), len(heard)


@pytest.mark.linux
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(("when", "at_least"), [("start", 0), ("verdict-3", 3)])
def test_a_disk_that_fills_up_ends_the_run_and_loses_nothing(
    submission: Path, tmp_path: Path, when: str, at_least: int
) -> None:
    """No result, the reason in a sentence; with room again, the same command goes on."""
    ended = on_a_small_disk(submission, tmp_path / "disk", when)
    assert (3, None) == (ended.code, ended.result)
    assert "journal.jsonl can't be written: No space left on device" in ended.said
    assert "Traceback" not in ended.said
    known = known_in(ended.kept)
    assert at_least <= known < TESTS
    undisturbed, _ = graded(submission, tmp_path / "undisturbed")
    assert (undisturbed, TESTS - known) == graded(submission, ended.kept)


@pytest.mark.linux
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("name", ["result.json", "report.html"])
def test_what_an_earlier_run_has_left_stays_whole(submission: Path, tmp_path: Path, name: str) -> None:
    """Where there is no room for the new; and nothing else is left behind."""
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / name).write_text("of an earlier run")
    ended = on_a_small_disk(submission, disk, name.partition(".")[0])
    assert 3 == ended.code
    assert f"{disk / name} can't be written: No space left on device" in ended.said
    assert "of an earlier run" == (ended.kept / name).read_text()
    assert {"journal.jsonl", "result.json", name} >= {path.name for path in ended.kept.iterdir()}
    undisturbed, _ = graded(submission, tmp_path / "undisturbed")
    assert (undisturbed, 0) == graded(submission, ended.kept)


@pytest.mark.linux
def test_an_output_folder_that_is_read_only_is_the_grader_s_trouble(submission: Path, tmp_path: Path) -> None:
    """As it is for root, too."""
    ended = on_a_small_disk(submission, tmp_path / "disk", "read-only")
    assert (3, None) == (ended.code, ended.result)
    assert "can't be written: Read-only file system" in ended.said
    assert "Traceback" not in ended.said


@pytest.mark.linux
def test_no_room_for_the_submission_is_the_grader_s_trouble(submission: Path, tmp_path: Path) -> None:
    """Where it is laid for its cells."""
    disk = tmp_path / "disk"
    disk.mkdir(mode=0o777)
    ended = on_a_small_disk(submission, disk, "start", temporary=True)
    assert (3, None) == (ended.code, ended.result)
    assert "the temporary folder can't be used: No space left on device" in ended.said
    assert "TMPDIR" in ended.said
    assert "Traceback" not in ended.said


@pytest.mark.linux
@pytest.mark.usefixtures("warm")
def test_no_room_for_what_a_submission_writes_is_no_verdict(submission: Path, tmp_path: Path) -> None:
    """It is not its code's fault. The next run, with room, finds what it would have found."""
    submission.write_text(half_of_small() + WRITES_FIRST, "utf-8")
    disk = tmp_path / "disk"
    disk.mkdir(mode=0o777)
    ended = on_a_small_disk(submission, disk, "verdict-1", temporary=True)
    assert 3 == ended.code
    assert ended.result is not None
    found = [(test.outcome, test.score) for test in ended.result.topics[0].tests]
    assert [(Outcome.PASSED, 0.0), (Outcome.GRADER_ERROR, None), *[(Outcome.NOT_RUN, None)] * 4] == found
    assert f"the temporary folder {disk} is full" in ended.result.problem
    undisturbed, _ = graded(submission, tmp_path / "undisturbed")
    assert (undisturbed, TESTS - 1) == graded(submission, ended.kept)


@pytest.mark.linux
def test_who_fills_the_disk_has_only_itself_to_blame(submission: Path, tmp_path: Path) -> None:
    """Its folder goes with its process, so that there is room again; the others are graded as they would have been."""
    submission.write_text(half_of_small() + FILLS_THE_DISK, "utf-8")
    disk = tmp_path / "disk"
    disk.mkdir(mode=0o777)
    ended = on_a_small_disk(submission, disk, "never", kib=8192, temporary=True)
    assert 0 == ended.code
    assert ended.result is not None
    tests = {test.id: test for test in ended.result.topics[0].tests}
    weighed = tests["test_weighs_everything"]
    assert (Outcome.ERROR, Outcome.PASSED) == (weighed.outcome, tests["test_asks_the_depot"].outcome)
    assert "No space left on device" in weighed.message


FILLS_THE_DISK_WHEN_IT_IS_MADE_AHEAD = """
import os, select

def fill():
    for number in range(1000):
        with open(f"notes-{number}", "wb", buffering=0) as file:
            file.write(bytes(1 << 16))

if os.getpid() % 2:
    for _ in range(20):
        try: fill()
        except OSError: select.poll().poll(50)

def weigh(items):
    select.poll().poll(1000)
"""


@pytest.mark.linux
@pytest.mark.parametrize("parity", ["", "not "])
def test_nor_has_anybody_else_if_it_does_so_beside_a_test(submission: Path, tmp_path: Path, parity: str) -> None:
    """Its next cell, which begins while this test's still runs: that is given up, and the test is run alone."""
    code = FILLS_THE_DISK_WHEN_IT_IS_MADE_AHEAD.replace("if os", f"if {parity}os")
    submission.write_text(half_of_small() + code, "utf-8")
    disk = tmp_path / "disk"
    disk.mkdir(mode=0o777)
    ended = on_a_small_disk(submission, disk, "never", kib=8192, temporary=True)
    assert 0 == ended.code
    assert ended.result is not None
    assert ended.result.complete
    assert Outcome.FAILED == {test.id: test.outcome for test in ended.result.topics[0].tests}["test_weighs_everything"]


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process grows beyond (``man setrlimit``): a full disk for whoever may not mount one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("name", ["write_result", "write_report"])
def test_a_file_that_is_cut_leaves_the_old_one(
    submission: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """In the middle of its writing; exit code 3, the file named, the verdicts kept."""
    out, file = tmp_path / "out", {"write_result": "result.json", "write_report": "report.html"}[name]
    out.mkdir()
    (out / file).write_text("of an earlier run")
    real = getattr(check, name)

    def cut(*arguments: Any) -> Any:
        with largest_file(1000):
            return real(*arguments)

    monkeypatch.setattr(check, name, cut)
    assert 3 == run(["check", "--course", str(SMALL), "--submission", str(submission), "--out", str(out)])
    assert f"{out / file} can't be written: File too large" in capsys.readouterr().err
    assert "of an earlier run" == (out / file).read_text()
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
    assert TESTS == known_in(out)


@pytest.mark.usefixtures("warm")
def test_a_journal_that_is_cut_ends_the_run(
    submission: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was whole is kept, the torn line is nothing, and the next run goes on from there."""
    out = tmp_path / "out"
    undisturbed, _ = graded(submission, tmp_path / "undisturbed")
    size = (tmp_path / "undisturbed" / JOURNAL).stat().st_size
    with largest_file(size // 2):
        assert 3 == run(["check", "--course", str(SMALL), "--submission", str(submission), "--out", str(out)])
    assert "journal.jsonl can't be written: File too large" in capsys.readouterr().err
    known = known_in(out)
    assert 0 < known < TESTS
    assert (undisturbed, TESTS - known) == graded(submission, out)


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """A folder with a file that compiles to some kilobytes."""
    folder = tmp_path / "long"
    folder.mkdir()
    text = "\n".join(f"def function_{number}():\n    return {number}" for number in range(200))
    (folder / "long.py").write_text(text, "utf-8")
    return folder


def test_a_file_that_was_compiled_in_part_is_dropped(long_file: Path, tmp_path: Path) -> None:
    """Python would write what fits and say nothing; its import would be the student's fault."""
    with largest_file(1000):
        compile_all(str(long_file), str(tmp_path))
    assert not (tmp_path / "long.pyc").exists()
    compile_all(str(long_file), str(tmp_path))
    assert (tmp_path / "long.pyc").stat().st_size > 1000


def test_a_compiled_file_is_handed_on_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    """For the same reason."""
    place = tmp_path / "__pycache__" / "long.pyc"
    with largest_file(1000):
        _write(place, bytes(2000))
    assert not place.exists()
    _write(place, bytes(2000))
    assert 2000 == place.stat().st_size


HOARDS_WHAT_HAS_NO_NAME = """
held = []
def weigh(items):
    import os
    while len(held) < 240:
        held.append(open("notes", "wb", buffering=0))
        os.unlink("notes")
        held[-1].write(bytes(15 << 20))
"""


@pytest.mark.linux
def test_who_fills_the_disk_with_files_that_have_no_name_has_only_itself_to_blame(
    submission: Path, tmp_path: Path
) -> None:
    """They take room until the killed process has let go of them, which is waited for."""
    hoards = HOARDS_WHAT_HAS_NO_NAME + "    os._exit(0)\n"
    submission.write_text(half_of_small() + hoards, "utf-8")
    disk = tmp_path / "disk"
    disk.mkdir(mode=0o777)
    ended = on_a_small_disk(submission, disk, "never", kib=64 << 10, temporary=True)
    assert 0 == ended.code, ended.said
    assert ended.result is not None
    tests = {test.id: test for test in ended.result.topics[0].tests}
    assert (Outcome.ERROR, Outcome.PASSED) == (
        tests["test_weighs_everything"].outcome,
        tests["test_asks_the_depot"].outcome,
    )
