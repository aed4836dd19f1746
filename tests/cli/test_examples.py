"""Plain pytest on a topic's visible examples: what a student or an editor runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOPIC = "circuit_breaker"


@pytest.fixture
def exercises(tmp_path: Path) -> Path:
    """The course's exercises, in a folder of their own."""
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "exercises"


def pytest_on(exercises: Path, source: Path | str) -> str:
    target = exercises / TOPIC / f"{TOPIC}.py"
    target.write_text(source if isinstance(source, str) else source.read_text("utf-8"), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"exercises/{TOPIC}"]
    return subprocess.run(command, cwd=exercises.parent, env=environment, capture_output=True, text=True).stdout


@pytest.mark.linux
def test_plain_pytest_runs_the_examples(exercises: Path) -> None:
    """It ended with “fixture 'student' not found”."""
    assert "3 passed" in pytest_on(exercises, ROOT / "solutions" / TOPIC / f"{TOPIC}.py")


@pytest.mark.linux
def test_plain_pytest_tells_a_failure_as_the_grader_does(exercises: Path) -> None:
    """In few lines, none of them of the grader's own code."""
    said = pytest_on(exercises, ROOT / "exercises" / ".skeletons" / f"{TOPIC}.py")
    assert "Not written yet: NotImplementedError" in said
    assert f"check {TOPIC} shows the lines" in said
    assert "grader/harness" not in said


@pytest.mark.linux
def test_plain_pytest_tells_a_file_that_can_not_be_imported(exercises: Path) -> None:
    """With its line."""
    said = pytest_on(exercises, "def broken(:\n")
    assert "Your file can't be imported: SyntaxError" in said
    assert f"{TOPIC}/{TOPIC}.py:1\n" in said
