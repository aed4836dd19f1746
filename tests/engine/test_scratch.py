"""A cell's working folder is removed, whatever it has been filled with."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.harness.processes.scratch import remove
from grader.harness.verdicts import CellTimedOut

CODE = """
    import os

    def deep(levels):
        for _ in range(levels):
            os.mkdir("level" * 50)
            os.chdir("level" * 50)
    def forbidden():
        os.makedirs("closed/inner")
        os.mkdir("closed/inner/nothing", 0)
        os.mkdir("nothing", 0)
        os.mkdir("unreadable", 0o300)
        open("unreadable/file", "w").close()
        os.makedirs("above/inner")
        os.mkdir("above/inner/fixed", 0o500)
        os.mkdir("above/inner/filled", 0o300)
        os.mkdir("above/inner/filled/fixed", 0o500)
        os.mkdir("above/inner/filled/filled", 0o300)
        open("above/inner/filled/filled/file", "w").close()
    def many(count):
        for number in range(count): open(f"{number} \\udc80 \\n", "w").close()
    def until_the_end():
        number = 0
        while True:
            number += 1
            os.makedirs(f"{number}/a/b", exist_ok=True)
"""


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where working folders lie during the test."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


@pytest.mark.parametrize(("function", "arguments"), [("deep", (2000,)), ("forbidden", ()), ("many", (1000,))])
def test_nothing_is_left_of_a_working_folder(begin: Any, temporary: Path, function: str, arguments: Any) -> None:
    """However deep, whatever it is called and permitted, however many."""
    trial = begin(CODE, wall_seconds=60, cpu_seconds=60)
    getattr(trial.student, function)(*arguments)
    assert 1 == len(list(temporary.iterdir()))
    trial.close()
    assert [] == list(temporary.iterdir())


def test_nothing_is_left_of_a_cell_that_goes_on_filling_its_folder(begin: Any, temporary: Path) -> None:
    """Until it has ended, which it has been told to."""
    trial = begin(CODE, wall_seconds=0.3)
    with pytest.raises(CellTimedOut):
        trial.student.until_the_end()
    trial.close()
    assert [] == list(temporary.iterdir())


def test_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    """Only the link goes."""
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o755)
    (outside / "file").touch()
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "link").symlink_to(outside)
    (folder / "link").symlink_to(outside)
    (folder / "dangling").symlink_to("nowhere")
    os.mkfifo(folder / "inner" / "pipe")
    remove(folder)
    assert (False, ["file"], 0o755) == (folder.exists(), os.listdir(outside), stat.S_IMODE(outside.stat().st_mode))


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    """It may have been removed by whoever tidies up."""
    remove(tmp_path / "nowhere")
    assert [] == list(tmp_path.iterdir())
