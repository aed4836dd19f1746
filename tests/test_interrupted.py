"""A run that is killed in the middle, a machine that can't isolate, a folder that can't be written: nothing is lost."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from grader.cli.main import run
from grader.grading import start
from grader.grading.artifacts import read_result
from grader.grading.run import Request, grade, read
from grader.harness.processes.zygote_client import Zygote
from grader.result.journal import Journal
from grader.result.journal_key import journal_key
from grader.result.model import Result, Timing
from tests.processes import ends

SMALL = Path(__file__).parent / "courses" / "small"
SLOW = "\n\nsum(range(3_000_000))  # so that there is a middle in which a run can be killed\n"
TESTS = 6


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """A right weight, and a price that waits for ever for a slow depot."""
    folder = tmp_path / "submission" / "parcel"
    folder.mkdir(parents=True)
    source = (SMALL / "solutions" / "parcel" / "parcel.py").read_text("utf-8")
    (folder / "parcel.py").write_text(source.replace("timeout=1", "timeout=None"), encoding="utf-8")
    return folder.parent


@pytest.fixture
def slow(submission: Path) -> Path:
    """The same, which takes its time to import."""
    with (submission / "parcel" / "parcel.py").open("a", encoding="utf-8") as file:
        file.write(SLOW)
    return submission


def graded(submission: Path, out: Path) -> tuple[Result, int]:
    """The result without its times, and how many tests had to be run for it."""
    request = Request(course_folder=SMALL, submission=submission, out=out)
    course, intake = read(request)
    heard: list[str] = []
    result = grade(request, course, intake, lambda _, test: heard.append(test.id))
    return msgspec.structs.replace(result, timing=Timing()), len(heard)


def entries(journal: Path) -> int:
    """How many verdicts are written down as a whole."""
    return len(list(Journal(journal, journal_key().secret).entries()))


@pytest.mark.linux
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("after", [0, 1, 3, TESTS - 1])
def test_a_killed_run_goes_on_where_it_stopped(slow: Path, tmp_path: Path, after: int) -> None:
    """``kill -9`` after so many verdicts: the same command then gives the result of an undisturbed run."""
    out, journal = tmp_path / "killed", tmp_path / "killed" / "journal.jsonl"
    (tmp_path / "temporary").mkdir()
    arguments = ["--course", str(SMALL), "--submission", str(slow), "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "check", *arguments],
        env={**os.environ, "TMPDIR": str(tmp_path / "temporary")},
        stdout=subprocess.DEVNULL,
    )
    while not out.exists() or entries(journal) < after:
        assert process.poll() is None, "it ended before it could be killed"
        select.select([], [], [], 0.005)
    kin = ends(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    known = entries(journal)

    undisturbed, all_tests = graded(slow, tmp_path / "undisturbed")
    result, run_again = graded(slow, out)
    assert (undisturbed, TESTS) == (result, all_tests)
    assert TESTS - known == run_again
    assert known >= after
    for descriptor in kin:  # nothing is left running
        assert [descriptor] == select.select([descriptor], [], [], 30)[0]
        os.close(descriptor)


@pytest.mark.usefixtures("warm")
def test_a_finished_run_leaves_no_journal(submission: Path, tmp_path: Path) -> None:
    """The result holds everything; the next run begins anew."""
    out = tmp_path / "out"
    arguments = ["check", "--course", str(SMALL), "--submission", str(submission), "--out", str(out)]
    assert 0 == run(arguments)
    assert {"report.html", "result.json"} == {path.name for path in out.iterdir()}


@pytest.mark.usefixtures("warm")
def test_fresh_forgets_the_journal(submission: Path, tmp_path: Path) -> None:
    """For whoever does not trust it."""
    out = tmp_path / "out"
    graded(submission, out)
    request = Request(course_folder=SMALL, submission=submission, out=out, fresh=True)
    heard: list[str] = []
    grade(request, *read(request), lambda _, test: heard.append(test.id))
    assert TESTS == len(heard)


@pytest.fixture
def unconfined(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Landlock and seccomp."""
    monkeypatch.setattr(start, "Zygote", lambda libraries, _: Zygote(libraries, ["landlock", "seccomp"]))


@pytest.mark.linux
@pytest.mark.usefixtures("unconfined")
def test_ci_refuses_to_grade_without_a_sandbox(
    submission: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where strangers' code runs unattended; with the way out, and nothing written."""
    monkeypatch.setenv("CI", "true")
    out = tmp_path / "out"
    assert 2 == run(["check", "--course", str(SMALL), "--submission", str(submission), "--out", str(out)])
    said = capsys.readouterr().err
    assert "network, programs, processes" in said
    assert "--allow-unsandboxed" in said
    assert not (out / "result.json").exists()


@pytest.mark.linux
@pytest.mark.usefixtures("unconfined")
@pytest.mark.parametrize(("ci", "more"), [("true", ["--allow-unsandboxed"]), ("", [])])
def test_elsewhere_it_grades_and_says_so(
    submission: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ci: str,
    more: list[str],
) -> None:
    """In CI if that is what is wanted, and on a student's own machine."""
    monkeypatch.setenv("CI", ci)
    out = tmp_path / "out"
    assert 0 == run(["check", *more, "--course", str(SMALL), "--submission", str(submission), "--out", str(out)])
    assert "Not fully isolated on this machine" in capsys.readouterr().out
    result = msgspec.json.decode((out / "result.json").read_bytes(), type=Result)
    assert {"network", "programs", "processes"} <= {right.name for right in result.isolation if not right.held}


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("name", ["journal.jsonl", "result.json", "report.html"])
def test_a_file_that_can_not_be_written_is_the_grader_s_trouble(
    submission: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Exit code 3, the file named, and no words about the submission. A folder is in the way here."""
    out = tmp_path / "out"
    (out / name / "in the way").mkdir(parents=True)
    assert 3 == run(["check", "--course", str(SMALL), "--submission", str(submission), "--out", str(out)])
    said = capsys.readouterr().err
    assert f"{out / name} can't be written" in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("warm")
def test_progress_that_can_not_be_kept_costs_no_grade(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said, and the result is written. A file is in the way here."""
    course, out = tmp_path / "course", tmp_path / "out"
    shutil.copytree(SMALL, course, ignore=shutil.ignore_patterns(".grader"))
    (course / ".grader").write_text("in the way")
    assert 0 == run(["check", "--course", str(course), "--out", str(out)])
    assert "Note: the progress can't be kept: File exists" in capsys.readouterr().out
    assert read_result(out / "result.json").complete


@pytest.mark.usefixtures("warm")
def test_the_same_submission_in_other_wrapping_is_the_same_submission(submission: Path, tmp_path: Path) -> None:
    """Folder or zip: the same hash, the same verdicts."""
    shutil.make_archive(str(tmp_path / "submission"), "zip", submission)
    folder, _ = graded(submission, tmp_path / "one")
    zipped, _ = graded(tmp_path / "submission.zip", tmp_path / "two")
    assert folder == zipped
