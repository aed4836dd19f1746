"""What a cell does to files that it may only read is seen by nobody: not by the next cell either."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

CODE = """
    import fcntl, os, sqlite3, struct

    def place(kind): return struct.pack("hhqqi4x", kind, 0, 5, 1, 0)
    def lock(path):
        file = open(path)
        fcntl.fcntl(file, fcntl.F_SETLK, place(fcntl.F_RDLCK))
        return file
    def look_for_locks(path):
        with open(path) as file: return fcntl.fcntl(file, fcntl.F_GETLK, place(fcntl.F_WRLCK))
    def empty(path): os.close(os.open(path, os.O_RDONLY | os.O_TRUNC))
    def write_twice():
        for text in ("long", "short"):
            with open("note", "w") as file: file.write(text)
        return os.stat("note").st_size
    def store():
        for number in (7, 8):
            base = sqlite3.connect("base")
            with base:
                base.execute("create table if not exists t (n)")
                base.execute("insert into t values (?)", (number,))
            base.close()
        return sqlite3.connect("base").execute("select n from t").fetchall()
"""

pytestmark = pytest.mark.linux


@pytest.fixture
def student(begin: Any) -> Any:
    """The code above."""
    return begin(CODE).student


@pytest.fixture
def source(student: Any, submission: Path) -> Path:
    """The file that it came from: every cell may read it, and its owner may be the cell's user."""
    (path,) = submission.glob("*.py")
    return path


def test_a_lock_tells_the_next_cell_nothing(student: Any, source: Path) -> None:
    """Neither that there is one nor where in the file, which could be any number."""
    following = student.another()
    student.lock(str(source))
    with following.raises("PermissionError"):
        following.look_for_locks(str(source))


def test_no_file_is_emptied_that_may_only_be_read(student: Any, source: Path) -> None:
    """Older Landlock takes it for reading, so that the call itself is refused."""
    with student.raises("PermissionError"):
        student.empty(str(source))
    assert source.stat().st_size > 100


def test_a_file_of_its_own_can_be_written_anew(student: Any) -> None:
    """And is empty first."""
    assert 5 == student.write_twice()


def test_a_database_of_its_own_can_be_written(student: Any) -> None:
    """SQLite asks for locks, and is granted them."""
    assert [(7,), (8,)] == student.store()
