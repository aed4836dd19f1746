"""The files that a run writes."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from grader.grading.files import read_result, write_result
from grader.result.model import CourseInfo, Result, Submission

RESULT = Result(True, 0.0, 1.0, CourseInfo("A course", "1", "ab"), Submission("jane", "cd"), (), (), (), {})


@pytest.mark.parametrize(
    "sign", ["\x1b", "\x7f", "\x85", "\x9b", "\u061c", "\u200b", "\u2028", "\u202e", "\u2066", "\ufeff"]
)
def test_a_result_can_be_looked_at(tmp_path: Path, sign: str) -> None:
    """What a terminal obeys or an editor reorders is an escape in the file, and the same text in the data."""
    result = msgspec.structs.replace(RESULT, problem=f"a{sign}b ✓ naïve 東京")
    write_result(result, tmp_path)
    text = (tmp_path / "result.json").read_text("utf-8")
    assert f"a\\u{ord(sign):04x}b ✓ naïve 東京" in text
    assert result == read_result(tmp_path / "result.json")


def test_what_was_written_is_what_is_told(tmp_path: Path) -> None:
    """A receipt vouches for these bytes."""
    assert write_result(RESULT, tmp_path) == (tmp_path / "result.json").read_bytes()
