"""What a student is told to do about a file that can't be imported."""

from __future__ import annotations

import sys

import pytest

from grader.grading.at_import import advice, not_taken
from grader.harness.verdicts import CellTimedOut, Frame, ImportFailed

FRAMES = (Frame("parcel.py", 1, "<module>"),)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("uvicorn.run(app)", "starts a server"),
        ("app.run(debug=True)", "starts a server"),
        ("asyncio.run(server.serve())", "starts a server"),
        ("name = input()", "Nobody can type"),
        ("while True: time.sleep(1)", "waits or repeats while the file is imported"),
    ],
)
def test_says_why_an_import_does_not_end(line: str, told: str) -> None:
    """The line where it hung tells."""
    assert told in advice(CellTimedOut("importing took longer", FRAMES), {"parcel.py": f"{line}\n"})


def test_says_what_to_do_about_input() -> None:
    """EOFError names no cause."""
    error = ImportFailed("EOFError: EOF when reading a line", ("EOFError",), FRAMES)

    assert "Nobody can type an answer" in advice(error, {"parcel.py": "x = input()\n"})


def test_names_the_mark_of_a_merge_conflict() -> None:
    """Wherever Python stumbles over it."""
    error = ImportFailed("SyntaxError: invalid decimal literal", ("SyntaxError",), FRAMES)

    assert "Line 2 is a mark of a merge conflict" in advice(error, {"parcel.py": "x = 1\n>>>>>>> 1f2e\n"})


@pytest.mark.parametrize(
    ("line", "message", "version"),
    [
        ("def first[T](of: list[T]) -> T: ...", "invalid syntax", (3, 12)),
        ("class Box[T]: ...", "invalid syntax", (3, 12)),
        ("type Pair = tuple[int, int]", "invalid syntax", (3, 12)),
        ("x = f'{d['k']}'", "f-string: unmatched '('", (3, 12)),
        ("except A, B:", "multiple exception types must be parenthesized", (3, 14)),
    ],
)
def test_says_which_python_read_newer_syntax(line: str, message: str, version: tuple[int, int]) -> None:
    """It is right in a later one."""
    if sys.version_info >= version:
        pytest.skip("this Python knows it")
    error = ImportFailed(f"SyntaxError: {message}", ("SyntaxError",), FRAMES)

    here = f"Python {sys.version_info.major}.{sys.version_info.minor} read this file"
    assert advice(error, {"parcel.py": f"{line}\n"}).startswith(here)


def test_points_from_a_missing_file_to_the_note() -> None:
    """The student sees it on their own disk."""
    assert not_taken("FileNotFoundError: No such file: 'config.json'").startswith(
        "If config.json lies beside your code"
    )
