"""The files that a run writes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from grader.errors import InputError
from grader.grading.artifacts import read_result, write_result
from grader.regular import open_regular
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


@pytest.mark.parametrize("data", [b'{"a":' * 100_000 + b"1" + b"}" * 100_000, b'{"score": "\xff"}', b"", b"[]"])
def test_what_is_no_result_is_refused(tmp_path: Path, data: bytes) -> None:
    """Whatever it is instead."""
    (tmp_path / "result.json").write_bytes(data)
    with pytest.raises(InputError, match="is no result"):
        read_result(tmp_path / "result.json")


def endless(path: Path) -> None:
    """A link to a device."""
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [os.mkfifo, endless, Path.mkdir])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """A pipe that nobody writes into, a device, a folder."""
    make(tmp_path / "result.json")
    with pytest.raises(OSError, match=r"regular file|directory"):
        open_regular(tmp_path / "result.json")
    with pytest.raises(InputError, match="can't be read"):
        read_result(tmp_path / "result.json")
