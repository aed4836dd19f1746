"""``grader verify`` prints a line a rule and tells by its exit code whether there is something to mend."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from course_drafts import Draft

from grader.cli.main import run


def test_a_sound_course_is_exit_code_0(draft: Draft, capsys: pytest.CaptureFixture[str]) -> None:
    """All rules hold."""
    code = run(["verify", "--course", str(draft.folder)])
    assert (0, True) == (code, capsys.readouterr().out.endswith("24 rules looked at: all hold\n"))


def test_something_to_mend_is_exit_code_2(draft: Draft, capsys: pytest.CaptureFixture[str]) -> None:
    """A problem is printed with its place, its message and its repair."""
    draft.edit("exercises/parcel/README.md", "## Task `price`: Ask for the price", "## The price")
    code = run(["verify", "parcel", "--course", str(draft.folder)])
    expected = (
        "  ✗ the tasks agree in README, skeleton and topic.yaml (2 tasks)\n"
        "      exercises/parcel/README.md: task price has not a heading\n"
        "        → add `## Task `price`: Ask for the price`\n"
    )
    assert (2, True) == (code, expected in capsys.readouterr().out)


def test_an_unknown_topic_is_exit_code_2(draft: Draft, capsys: pytest.CaptureFixture[str]) -> None:
    """The topics that there are get named."""
    code = run(["verify", "letter", "--course", str(draft.folder)])
    assert (2, True) == (code, "choose one of: parcel" in capsys.readouterr().err)


def test_topics_side_by_side_are_told_in_order(draft: Draft) -> None:
    """Two topics in two processes are printed as if they had been verified one after another."""
    for folder in ("exercises", "solutions"):
        copy_topic(draft.folder / folder, "parcel", "letter")
    skeleton = (draft.folder / "exercises/letter/letter.py").read_text("utf-8")
    draft.write("exercises/.skeletons/letter.py", skeleton)
    draft.edit(
        "exercises/course.yaml", "- {id: parcel, weight: 1}", "- {id: parcel, weight: 1}\n  - {id: letter, weight: 1}"
    )
    command = [sys.executable, "-m", "grader", "verify", "--jobs", "2", "--course", str(draft.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    headings = [line for line in done.stdout.splitlines() if line and not line.startswith(" ")]
    assert (0, ["the course", "parcel", "letter", "45 rules looked at: all hold"]) == (done.returncode, headings), done


def copy_topic(folder: Path, old: str, new: str) -> None:
    """The same topic under another name."""
    for path in sorted((folder / old).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            inside = path.relative_to(folder / old)
            name = path.name.replace(f"{old}.py", f"{new}.py")
            target = folder / new / inside.parent / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def test_prints_each_test_beside_the_words_it_rests_on(draft: Draft, capsys: pytest.CaptureFixture[str]) -> None:
    """On request: for who has to defend a grade."""
    run(["verify", "--spec", "--course", str(draft.folder), "parcel"])
    expected = "      test_weighs_everything\n        README.md: gives the sum of the grams\n"
    assert expected in capsys.readouterr().out
