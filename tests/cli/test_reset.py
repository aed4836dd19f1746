"""``grader reset``."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.errors import InputError

Run = Callable[..., Result]


@pytest.fixture
def file(course: Path) -> Path:
    """The student's file, with work in it."""
    path = course / "exercises" / "tokens_small" / "tokens_small.py"
    path.write_text("my work\n")
    return path


@pytest.fixture
def skeleton(course: Path) -> Path:
    return course / "exercises" / ".skeletons" / "tokens_small.py"


def test_restores_the_skeleton(file: Path, skeleton: Path, run: Run) -> None:
    """Byte for byte what was handed out."""
    run("reset", "tokens_small")
    assert skeleton.read_bytes() == file.read_bytes()


def test_keeps_the_old_file_beside_it(file: Path, run: Run) -> None:
    """Nothing that a student wrote is ever lost."""
    run("reset", "tokens_small")
    assert "my work\n" == file.with_name("tokens_small.py.bak-1").read_text()


def test_keeps_every_old_file(file: Path, run: Run) -> None:
    """A second reset does not overwrite what the first one kept."""
    run("reset", "tokens_small")
    file.write_text("more work\n")
    run("reset", "tokens_small")
    kept = [file.with_name(f"tokens_small.py.bak-{n}").read_text() for n in (1, 2)]
    assert ["my work\n", "more work\n"] == kept


def test_leaves_an_untouched_skeleton_alone(file: Path, skeleton: Path, run: Run) -> None:
    """Nothing to do, nothing kept."""
    file.write_bytes(skeleton.read_bytes())
    result = run("reset", "tokens_small")
    assert (True, 1) == ("untouched" in result.output, len(list(file.parent.glob("*.py*"))))


def test_restores_a_file_that_is_gone(file: Path, skeleton: Path, run: Run) -> None:
    """A deleted file comes back."""
    file.unlink()
    run("reset", "tokens_small")
    assert skeleton.read_bytes() == file.read_bytes()


def test_does_not_write_through_a_link(file: Path, tmp_path: Path, run: Run) -> None:
    """What a link points at stays as it is; the link itself is kept aside."""
    target = tmp_path / "elsewhere.py"
    target.write_text("not yours\n")
    file.unlink()
    file.symlink_to(target)
    run("reset", "tokens_small")
    assert ("not yours\n", False) == (target.read_text(), file.is_symlink())


def test_restores_in_another_folder(file: Path, skeleton: Path, tmp_path: Path, run: Run) -> None:
    """With --submission the course's own file is left alone."""
    other = tmp_path / "jane"
    other.mkdir()
    run("reset", "tokens_small", "--submission", str(other))
    restored = other / "tokens_small" / "tokens_small.py"
    assert ("my work\n", skeleton.read_bytes()) == (file.read_text(), restored.read_bytes())


def test_says_that_there_is_no_skeleton(file: Path, skeleton: Path, run: Run) -> None:
    """A course without the copy is told what to put where, and the work is untouched."""
    skeleton.unlink()
    error = run("reset", "tokens_small").exception
    assert isinstance(error, InputError)
    assert ("my work\n", "exercises/.skeletons/tokens_small.py") == (file.read_text(), str(error.place))


def test_leaves_the_work_in_place_where_it_can_not_write(file: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk costs nothing: the student's file is back where it was."""

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grader.progress.write_whole", full)
    error = run("reset", "tokens_small").exception
    assert (True, "my work\n") == (isinstance(error, InputError), file.read_text())
