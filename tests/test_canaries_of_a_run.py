"""A run in which something bends the verdicts is rejected: two canary tests tell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli.main import run
from grader.grading.suites import Suites

SMALL = Path(__file__).parent / "courses" / "small"
REFERENCE = SMALL / "solutions"


def arguments(out: Path) -> list[str]:
    """The command for a right answer, which no bent verdict makes better."""
    return ["check", "--course", str(SMALL), "--submission", str(REFERENCE), "--out", str(out)]


def test_without_assertions_nothing_is_graded(tmp_path: Path) -> None:
    """``PYTHONOPTIMIZE`` leaves out every assert of a suite, so that all would pass: exit code 3, nothing kept."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", *arguments(tmp_path / "out")],
        env={**os.environ, "PYTHONOPTIMIZE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 3 == done.returncode
    assert "must come out as “failed” came out as “passed”" in done.stderr
    assert "Traceback" not in done.stderr
    assert [] == list((tmp_path / "out").iterdir())


@pytest.mark.usefixtures("warm")
def test_a_run_in_which_everything_fails_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other way round, a student would lose what is deserved."""
    monkeypatch.setattr(Suites, "run", lambda *_: [("call", AssertionError("bent"))])
    assert 3 == run(arguments(tmp_path / "out"))
    assert "must come out as “passed” came out as “failed”" in capsys.readouterr().err
    assert [] == list((tmp_path / "out").iterdir())


@pytest.mark.usefixtures("warm")
def test_a_run_in_which_everything_passes_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a plugin could do it that swallows what tests raise."""
    monkeypatch.setattr(Suites, "run", lambda *_: [])
    assert 3 == run(arguments(tmp_path / "out"))
    assert "must come out as “failed” came out as “passed”" in capsys.readouterr().err
    assert [] == list((tmp_path / "out").iterdir())


@pytest.mark.usefixtures("warm")
def test_a_sound_run_is_not_rejected(tmp_path: Path) -> None:
    """Both canaries come out as they must, and leave nothing in the result."""
    assert 0 == run(arguments(tmp_path / "out"))
    assert "canary" not in (tmp_path / "out" / "result.json").read_text("utf-8")
