"""The real command in odd surroundings: nothing about them decides a grade, ends a run or leaves something behind."""

from __future__ import annotations

import fcntl
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.grading.artifacts import read_result
from grader.harness.processes.temp_folder import RUN

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "courses" / "small"
COMMAND = [sys.executable, "-I", "-m", "grader"]
Shell = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The small course, with a right answer in its exercises."""
    folder = tmp_path / "course"
    shutil.copytree(SMALL, folder, ignore=shutil.ignore_patterns(".grader", "__pycache__"))
    shutil.copy(folder / "solutions" / "parcel" / "parcel.py", folder / "exercises" / "parcel" / "parcel.py")
    (tmp_path / "temporary").mkdir()
    return folder


@pytest.fixture
def shell(course: Path, tmp_path: Path) -> Shell:
    """Runs a line of a shell in the course's folder; ``$G`` is the command."""

    def run(line: str, cwd: Path = course, **environ: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "G": " ".join(COMMAND), "TMPDIR": str(tmp_path / "temporary"), **environ}
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    "line",
    [
        "$G check | head -1",
        "$G check >&-",
        "$G check 2>&-",
        "$G check <&-",
        "$G check <&- >&- 2>&-",
        "$G check 2>/dev/full",
    ],
)
def test_full_marks_are_full_marks_whoever_listens(course: Path, shell: Shell, line: str) -> None:
    """A reader that has seen enough was told 1, which means too few points; a cron job got a traceback."""
    done = shell(line)
    assert (0, "") == (done.returncode, done.stderr)
    assert 6 == read_result(course / "report" / "result.json").score


def test_output_that_can_not_be_written_is_said(course: Path, shell: Shell) -> None:
    """The disk behind it is full: that is the machine's doing, and the result is there all the same."""
    done = shell("$G check > /dev/full")
    assert (3, True) == (done.returncode, "can't be written: No space left" in done.stderr)
    assert 6 == read_result(course / "report" / "result.json").score


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_sign_that_can_not_be_written_is_another_one(shell: Shell, encoding: str) -> None:
    """It ended with 3 and a traceback, after all was graded."""
    done = shell(f"{sys.executable} -m grader check", PYTHONIOENCODING=encoding)
    assert (0, True) == (done.returncode, "+ Parcels  " in done.stdout)
    assert done.stdout.isascii()


@pytest.mark.parametrize("variables", [{"LC_ALL": "C"}, {"LANG": "C", "TERM": "dumb", "COLUMNS": "20"}])
def test_a_plain_terminal_is_enough(shell: Shell, variables: dict[str, str]) -> None:
    """No locale, no terminal, little room."""
    assert 0 == shell("$G check", **variables).returncode


def test_a_home_that_can_not_be_written_is_enough(shell: Shell) -> None:
    """The key of the journal holds for this run only then."""
    assert 0 == shell("$G check", HOME="/proc", XDG_STATE_HOME="").returncode


def test_a_folder_that_is_gone_is_named(shell: Shell, tmp_path: Path) -> None:
    """Somebody removed the one that the shell is in."""
    gone = tmp_path / "gone"
    gone.mkdir()
    done = shell(f"rmdir {gone}; $G check", cwd=gone)
    assert 2 == done.returncode
    assert "the folder that this was started in is gone\n  → cd to the folder" in done.stderr


@pytest.mark.parametrize("inside", ["exercises/parcel", "solutions/parcel/hidden"])
def test_the_course_is_searched_upwards(course: Path, shell: Shell, inside: str) -> None:
    """As git does; the report lies where it always does."""
    done = shell("$G check", cwd=course / inside)
    assert (0, True) == (done.returncode, "A small course  6 of 6 points" in done.stdout)
    assert 6 == read_result(course / "report" / "result.json").score


def test_what_is_handed_in_does_not_say_against_what(course: Path, shell: Shell) -> None:
    """Jane's folder is a course as well, with a suite of hers. The course above it is the one that counts."""
    jane = course / "handed_in" / "jane"
    shutil.copytree(course / "exercises", jane / "exercises")
    (jane / "exercises" / "course.yaml").write_text('title: Of Jane\nversion: "1"\ntopics: [{id: parcel, weight: 1}]\n')
    done = shell("$G check --submission .", cwd=jane)
    assert "A small course  6 of 6 points" in done.stdout


def started(course: Path, temporary: Path) -> subprocess.Popen[str]:
    """A run of code that hangs, in the middle of it."""
    with (course / "exercises" / "parcel" / "parcel.py").open("a") as file:
        file.write("\n\nwhile True:\n    pass\n")
    environment = {**os.environ, "TMPDIR": str(temporary)}
    run = subprocess.Popen(
        ["env", "--default-signal=INT,HUP,TERM", *COMMAND, "check"],
        cwd=course,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    while not list(temporary.glob("*/cell-*")):
        assert run.poll() is None, "it ended before it could be stopped"
        select.select([], [], [], 0.005)
    return run


@pytest.mark.linux
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (signal.SIGINT, "Stopped. What was graded so far is kept: the same command goes on."),
        (signal.SIGTERM, "Stopped by SIGTERM. What was graded so far is kept: the same command goes on."),
        (signal.SIGHUP, "Stopped by SIGHUP. What was graded so far is kept: the same command goes on."),
    ],
)
def test_who_stops_it_is_told_how_to_go_on(course: Path, tmp_path: Path, number: int, said: str) -> None:
    """Exit code 3, and nothing is left in the temporary folder."""
    run = started(course, tmp_path / "temporary")
    run.send_signal(number)
    _, errors = run.communicate()
    assert (3, said, []) == (run.returncode, errors.strip(), list((tmp_path / "temporary").iterdir()))


@pytest.mark.linux
def test_what_a_killed_run_has_left_is_removed_by_the_next(course: Path, shell: Shell, tmp_path: Path) -> None:
    """Nobody can clean up after ``kill -9``; the next run of whatever course does."""
    run = started(course, tmp_path / "temporary")
    run.kill()
    run.communicate()
    assert [RUN] == [path.name[: len(RUN)] for path in (tmp_path / "temporary").iterdir()]
    shell("$G doctor")
    assert [] == list((tmp_path / "temporary").iterdir())


def test_what_a_living_run_has_is_left_alone(shell: Shell, tmp_path: Path) -> None:
    """It holds a lock on its folder; what is no folder of ours is left alone as well."""
    living = tmp_path / "temporary" / f"{RUN}living00"
    living.mkdir()
    (tmp_path / "temporary" / "cell-of-somebody").mkdir()
    lock = os.open(living, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    shell("$G doctor")
    os.close(lock)
    assert {living.name, "cell-of-somebody"} == {path.name for path in (tmp_path / "temporary").iterdir()}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can leave something for another user")
def test_what_another_user_has_left_is_left_alone(shell: Shell, tmp_path: Path) -> None:
    """Even root does not clean up for others."""
    theirs = tmp_path / "temporary" / f"{RUN}theirs00"
    theirs.mkdir()
    os.chown(theirs, 12345, 12345)
    shell("$G doctor")
    assert theirs.exists()


@pytest.mark.linux
def test_going_on_after_a_kill_is_said(course: Path, shell: Shell) -> None:
    """A journal with verdicts that still hold was gone on from in silence."""
    subprocess.run([sys.executable, "-c", INTERRUPTED, str(course)], cwd=ROOT, check=True)
    assert (course / "report" / "journal.jsonl").exists()
    assert "Going on from an interrupted run: 2 of 6 tests have a verdict already." in shell("$G check").stderr


INTERRUPTED = """
import os, sys
from pathlib import Path
from grader.grading.run import Request, grade, read
folder = Path(sys.argv[1])
request = Request(course_folder=folder, out=folder / "report")
heard = []
def stop(topic, test):
    heard.append(test)
    if len(heard) == 2:
        os._exit(0)
grade(request, *read(request), stop)
"""


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("$G chek", "Did you mean check?"),
        ("$G check parcl", "did you mean parcel?"),
        ("$G check exercises/parcel", "did you mean parcel?"),
        ("$G check Parcel.price", "did you mean parcel.price?"),
        ("$G check parcel.prize", "did you mean price?"),
        ("$G watch parcl", "did you mean parcel?"),
        ("$G verify parcl", "did you mean parcel?"),
        ("$G reset parcl", "did you mean parcel?"),
        ("$G mocks payments", "did you mean payment?"),
        ("$G check --submision .", "Did you mean '--submission'?"),
    ],
)
def test_the_nearest_name_is_suggested(shell: Shell, line: str, meant: str) -> None:
    """Of commands, topics, tasks, services and options."""
    done = shell(line)
    assert (2, True) == (done.returncode, meant in done.stderr)


def test_below_the_asked_for_percentage_is_said(course: Path, shell: Shell) -> None:
    """It was exit code 1 without a word."""
    shutil.copy(SMALL / "exercises" / "parcel" / "parcel.py", course / "exercises" / "parcel" / "parcel.py")
    done = shell("$G check --fail-under 80")
    assert (1, "Below --fail-under 80: 0 of 6 points are 0 %.\n") == (done.returncode, done.stderr)


def test_without_solutions_there_are_only_the_examples(course: Path, shell: Shell) -> None:
    """It was ✓ and 0 / 0; and any percentage was reached."""
    shutil.rmtree(course / "solutions")
    (course / "exercises" / "parcel" / "test_examples.py").write_text(
        "import pytest\n\n@pytest.mark.task('weigh')\ndef test_it(student):\n    'A sentence.'\n    student.weigh\n"
    )
    done = shell("$G check")
    assert 0 == done.returncode
    assert "Visible examples only, and so no points" in done.stdout
    assert "visible examples only: " in done.stdout
    assert "0 / 0" not in done.stdout
    refused = shell("$G check --fail-under 80")
    assert (2, True) == (refused.returncode, "--fail-under needs hidden tests" in refused.stderr)


def test_a_command_that_is_told_works_when_it_is_copied(course: Path, shell: Shell) -> None:
    """``make grade`` puts it where no PATH leads."""
    done = shell("$G list", PATH="/usr/bin:/bin")
    told = done.stdout.rpartition("`")[0].rpartition("`")[2]
    assert told.endswith("grader check parcel")
    assert 0 == shell(told, PATH="/usr/bin:/bin").returncode
