"""``grader watch``, over the real command, while the folder that it watches is taken away from under it."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.cli.live import Live
from grader.cli.main import run
from grader.course.model import Topic
from grader.result.model import TestResult

SMALL = Path(__file__).parents[1] / "courses" / "small"
PATIENCE = 120
"""Seconds after which a test gives up. None passes, or fails, by a time shorter than that."""


class Watching:
    """The command, and what it has said."""

    def __init__(self, course: Path) -> None:
        self.exercises = course / "exercises"
        self._said: queue.Queue[str] = queue.Queue()
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "grader", "watch"], cwd=course, env=environment, stdout=subprocess.PIPE, text=True
        )
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self._said.put(line)

    def until(self, words: str) -> None:
        """Wait until it says that."""
        while words not in self._said.get(timeout=PATIENCE):
            pass

    def end(self) -> None:
        """End it as a CI job's time-out would."""
        self.process.terminate()
        self.process.wait()
        self._listener.join()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def solve(self) -> None:
        """Save the right answer."""
        answer = SMALL / "solutions" / "parcel" / "parcel.py"
        shutil.copy(answer, self.exercises / "parcel" / "parcel.py")


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    course = tmp_path / "course"
    shutil.copytree(SMALL, course, ignore=shutil.ignore_patterns(".grader", "__pycache__"))
    watching = Watching(course)
    watching.until("0 of 6 points")
    watching.until("Report:")
    yield watching
    watching.end()


@pytest.mark.linux
@pytest.mark.parametrize("what", ["exercises", "exercises/parcel"])
def test_it_goes_on_when_its_folder_is_replaced(watching: Watching, tmp_path: Path, what: str) -> None:
    """Unzipped anew, or another branch: it was silent ever after."""
    folder = watching.exercises.parent / what
    folder.rename(tmp_path / "old")
    shutil.copytree(SMALL / what, folder, ignore=shutil.ignore_patterns(".grader", "__pycache__"))
    watching.solve()
    watching.until("6 of 6 points (+6)")


@pytest.mark.linux
def test_it_loads_a_course_anew_that_has_changed(watching: Watching) -> None:
    """Another branch brings another course."""
    path = watching.exercises / "course.yaml"
    path.write_text("title: [")
    watching.until("The course can't be used just now.")
    shutil.copy(SMALL / "exercises" / "course.yaml", path)
    path.write_text(path.read_text().replace("A small course", "Another course"))
    watching.until("The course has changed, and was loaded anew.")
    watching.solve()
    watching.until("6 of 6 points (+6)")


def test_a_run_is_given_up_when_a_newer_save_arrives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody waits for the verdicts on what is out of date: code that hangs in every test took two minutes."""
    course = tmp_path / "course"
    shutil.copytree(SMALL, course, ignore=shutil.ignore_patterns(".grader", "__pycache__"))
    verdicts: list[str] = []

    def heard(_self: Live, _topic: Topic, test: TestResult) -> None:
        verdicts.append(test.outcome.value)
        if len(verdicts) == 1:  # the student saves while the first run is under way
            shutil.copy(course / "solutions/parcel/parcel.py", course / "exercises/parcel/parcel.py")

    def saves(*_: object, **__: object) -> Iterator[set[tuple[int, str]]]:
        yield {(2, str(course / "exercises/parcel/parcel.py"))}
        raise KeyboardInterrupt

    monkeypatch.setattr(Live, "on_result", heard)
    monkeypatch.setattr("watchfiles.watch", saves)
    assert 0 == run(["watch", "--course", str(course), "--out", str(tmp_path / "report")])
    said = capsys.readouterr().out
    assert ["not_done", *["passed"] * (len(verdicts) - 1)] == verdicts
    assert (1, True) == (said.count("Saved again meanwhile: starting over."), "6 of 6 points" in said)
