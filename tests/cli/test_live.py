"""What the commands say while a student's words are among theirs: errors, notes, what a save has changed."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from grader.cli.live import Live
from grader.cli.main import run
from grader.cli.receipt import _tell
from grader.cli.safe import format_error, our_fault
from grader.cli.student import wrapped
from grader.errors import GraderFault, InputError, Place
from grader.receipt.claims import claims_of
from grader.result.model import CourseInfo, NextStep, Outcome, Result, Submission, TestResult, TopicResult

VAULT = Path(__file__).parents[1] / "courses" / "vault"
HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b2J\u202e\n::error::owned\r##[add-mask]points"
TEST = TestResult("test_x", "x", "A title.", Outcome.ERROR, 0.0, 1.0, message=f"Your code raised {HOSTILE}")
RESULT = Result(
    True,
    0.0,
    1.0,
    CourseInfo("A course", "1", "ab"),
    Submission("jane", "cd", notes=(f"{HOSTILE} was left out",)),
    (),
    (),
    (),
    {},
    next_step=NextStep("x", "x", "X", f"One test: {HOSTILE}", 1.0),
)


def result_of(*tests: TestResult) -> Result:
    """A result of one topic with these tests."""
    topic = TopicResult("x", "X", "", 1.0, 0.0, 1.0, True, (), tests)
    return msgspec.structs.replace(RESULT, topics=(topic,))


def with_outcome(test: TestResult, outcome: Outcome) -> TestResult:
    """The same test with another verdict."""
    return msgspec.structs.replace(test, outcome=outcome)


def harmless(text: str) -> bool:
    """Whether nothing in it is obeyed: by a terminal, or by a CI system that reads the log."""
    lines = text.split("\n")
    obeyed = any(line.lstrip().startswith("::") or "##[" in line for line in lines)
    return all(line.isprintable() for line in lines) and not obeyed


def test_what_a_save_has_broken_is_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    """It repeats messages, which repeat what a student's code has raised."""
    Live().changed(result_of(with_outcome(TEST, Outcome.PASSED)), result_of(TEST))
    said = capsys.readouterr().out
    assert "✗ broken  A title.\n          │ Your code raised ␛]0;owned␇␛[2J" in said
    assert "Next: X  +1 point\n  │ One test: ␛]0;owned␇" in said
    assert harmless(said)


def test_a_save_that_fixes_much_is_told_in_few_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Twelve by name, each wrapped where a word ends, and how many more."""
    tests = [msgspec.structs.replace(TEST, id=f"test_{n}", title="A sentence that goes on. " * 6) for n in range(20)]
    Live().changed(result_of(*tests), result_of(*(with_outcome(test, Outcome.PASSED) for test in tests)))
    said = capsys.readouterr().out.splitlines()
    assert 12 == sum(line.startswith("✓ fixed   A sentence") for line in said)
    assert "  … and 8 more tests fixed" in said
    assert 80 >= max(map(len, said))
    assert all(line.rstrip().endswith((".", "A", "sentence", "that", "goes")) for line in said if "sentence" in line)


def test_what_waits_for_a_broken_test_is_not_told_as_broken(capsys: pytest.CaptureFixture[str]) -> None:
    """The one that it builds on says why."""
    waiting = msgspec.structs.replace(TEST, outcome=Outcome.BLOCKED, message="Not tried yet: it builds on another.")
    Live().changed(result_of(with_outcome(TEST, Outcome.PASSED)), result_of(waiting))
    said = capsys.readouterr().out
    assert "⊘ blocked A title." in said
    assert "Not tried yet" not in said


def test_a_note_is_harmless(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It names a file that a student has named."""
    Live().done(RESULT, tmp_path / "\x1b[2J")
    said = capsys.readouterr().out
    assert "Note: ␛]0;owned␇␛[2J" in said
    assert "␛[2J/report.html" in said
    assert harmless(said)


def test_a_narrow_terminal_gets_narrow_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A line that the terminal breaks goes on without a bar."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("NO_COLOR", "1")
    result = msgspec.structs.replace(result_of(TEST), next_step=NextStep("x", "x", "X", "words " * 50, 1.0))
    Live().changed(result_of(with_outcome(TEST, Outcome.PASSED)), result)
    assert 50 >= max(map(len, capsys.readouterr().out.splitlines()))


@pytest.mark.parametrize(
    "error",
    [
        InputError(HOSTILE, place=Place(f"/tmp/{HOSTILE}.zip"), repair=HOSTILE),
        GraderFault(HOSTILE),
    ],
)
def test_an_error_is_harmless(error: InputError | GraderFault) -> None:
    """The path of a submission was given by whoever handed it in."""
    said = format_error(error)
    assert "␛[2J" in said
    assert harmless(said)


def test_an_error_names_place_and_repair() -> None:
    """A line each."""
    error = InputError("it is wrong", place=Place("course.yaml", 3), repair="mend it")
    assert "course.yaml:3: it is wrong\n  → mend it" == format_error(error)


def test_a_fault_of_our_own_is_harmless() -> None:
    """A student's text may have led to it, and may be in it."""
    try:
        raise ValueError(HOSTILE)
    except ValueError as error:
        said = our_fault(error)
    assert "grader: a fault of the grader itself: ValueError: ␛]0;owned␇" in said
    assert "  │     raise ValueError(HOSTILE)" in said
    assert harmless(said)


def test_a_submission_with_a_hostile_name_is_refused_harmlessly(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Over the real command."""
    path = tmp_path / "\x1b]0;owned\x07\n::error::owned.zip"
    path.write_text("no zip")
    code = run(["check", "--course", os.fspath(VAULT), "--submission", os.fspath(path)])
    said = capsys.readouterr().err
    assert (2, True) == (code, harmless(said))
    assert "this zip can't be opened" in said


def test_an_answer_is_shown_harmlessly() -> None:
    """The quiz repeats what stands in the file, and what is wrong with it."""
    said = wrapped(f"Your answer so far: {HOSTILE}")
    assert all(line.isprintable() for line in said.split("\n"))


def test_a_receipt_is_told_harmlessly(capsys: pytest.CaptureFixture[str]) -> None:
    """Genuine or not, it names a submission as a student has named it."""
    submission = msgspec.structs.replace(RESULT.submission, name=HOSTILE)
    _tell(claims_of(msgspec.structs.replace(RESULT, submission=submission), b""))
    said = capsys.readouterr().out
    assert "“␛]0;owned␇␛[2J" in said
    assert harmless(said)
