"""The key that journals are authenticated with: made once, kept to its owner, and done without where there is none."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from grader.cli.main import run
from grader.grading.run import JOURNAL
from grader.result.journal_key import FILE, FOLDER, SIZE, JournalKey, journal_key

SMALL = Path(__file__).resolve().parents[1] / "courses" / "small"
MANY = 16


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's state folder, which is not there yet."""
    return tmp_path / "state"


@pytest.fixture
def key_of(home: Path) -> Callable[[], JournalKey]:
    """The key of that user."""
    return lambda: journal_key({"XDG_STATE_HOME": str(home)})


def mode(path: Path) -> int:
    """What may be done with it, and by whom."""
    return stat.S_IMODE(path.stat().st_mode)


def test_is_made_at_the_first_use_and_kept(home: Path, key_of: Callable[[], JournalKey]) -> None:
    """For its owner alone."""
    first = key_of()
    assert (SIZE, "", False) == (len(first.secret), first.trouble, first.unsafe)
    assert first == key_of()
    assert (0o700, 0o600) == (mode(home / FOLDER), mode(home / FOLDER / FILE))


def test_is_another_for_another_user(home: Path, key_of: Callable[[], JournalKey]) -> None:
    """It is random."""
    assert key_of().secret != journal_key({"XDG_STATE_HOME": str(home / "another")}).secret


def test_graders_that_start_at_once_agree(tmp_path: Path) -> None:
    """The first that comes makes it, the others wait until it is written."""
    for attempt in range(20):
        together, environ = Barrier(MANY), {"XDG_STATE_HOME": str(tmp_path / str(attempt))}

        def begin(_: int, together: Barrier = together, environ: dict[str, str] = environ) -> JournalKey:
            together.wait()
            return journal_key(environ)

        with ThreadPoolExecutor(MANY) as pool:
            found = list(pool.map(begin, range(MANY)))
        assert [found[0]] * MANY == found
        assert "" == found[0].trouble


def test_an_empty_file_is_one_that_nobody_has_written_yet(home: Path, key_of: Callable[[], JournalKey]) -> None:
    """Whoever made it was killed before it could write."""
    key_of()
    (home / FOLDER / FILE).write_bytes(b"")
    assert "" == key_of().trouble
    assert key_of() == key_of()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file.chmod(0o640), "is open to others (mode 0640)"),
        (lambda file: file.chmod(0o604), "is open to others (mode 0604)"),
        (lambda file: file.parent.chmod(0o770), "is open to others (mode 0770)"),
        (lambda file: file.write_bytes(b"short"), "is too short for a key"),
        (lambda file: (file.unlink(), os.mkfifo(file, 0o600)), "is no file"),
    ],
    ids=["read by the group", "read by all", "folder of the group", "short", "a pipe"],
)
def test_a_key_that_others_may_know_is_not_used(
    home: Path, key_of: Callable[[], JournalKey], spoil: Callable[[Path], object], said: str
) -> None:
    """There is one for this run only, and it is said what to do."""
    kept = key_of().secret
    spoil(home / FOLDER / FILE)
    found = key_of()
    assert found.unsafe
    assert said in found.trouble
    assert "remove it" in found.trouble
    assert found.secret not in (kept, key_of().secret)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("whose", [FILE, ""])
def test_a_key_of_somebody_else_is_not_used(home: Path, key_of: Callable[[], JournalKey], whose: str) -> None:
    """Nor one in a folder of somebody else's."""
    kept = key_of().secret
    os.chown(home / FOLDER / whose, 12345, 12345)
    found = key_of()
    assert (True, False) == (found.unsafe, kept == found.secret)
    assert "belongs to another user" in found.trouble


def test_a_link_in_its_place_is_not_followed(home: Path, key_of: Callable[[], JournalKey], tmp_path: Path) -> None:
    """To a file whose content somebody knows."""
    key_of()
    known = tmp_path / "known"
    known.write_bytes(bytes(SIZE))
    known.chmod(0o600)
    (home / FOLDER / FILE).unlink()
    (home / FOLDER / FILE).symlink_to(known)
    assert bytes(SIZE) != key_of().secret
    assert "no key can be kept" in key_of().trouble


@pytest.mark.parametrize(
    ("environ", "place"),
    [
        ({"XDG_STATE_HOME": "{folder}/state", "HOME": "{folder}/home"}, "state"),
        ({"XDG_STATE_HOME": "relative", "HOME": "{folder}/home"}, "home/.local/state"),
        ({"HOME": "{folder}/home"}, "home/.local/state"),
    ],
)
def test_lies_where_the_convention_says(tmp_path: Path, environ: dict[str, str], place: str) -> None:
    """A path that is not absolute counts as none."""
    found = journal_key({name: value.format(folder=tmp_path) for name, value in environ.items()})
    assert (tmp_path / place / FOLDER / FILE).read_bytes() == found.secret


@pytest.mark.parametrize("environ", [{}, {"HOME": "", "XDG_STATE_HOME": ""}, {"HOME": "/dev/null"}])
def test_without_a_home_it_is_for_this_run_only(environ: dict[str, str]) -> None:
    """And it is said why."""
    first, second = journal_key(environ), journal_key(environ)
    assert first.trouble.startswith("no key can be kept for it (")
    assert (SIZE, False, False) == (len(first.secret), first.unsafe, first.secret == second.secret)


def test_shows_itself_to_nobody(key_of: Callable[[], JournalKey]) -> None:
    """In a traceback, for instance."""
    assert "secret" not in repr(key_of())


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container in which nothing can be kept."""
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")


def checked(tmp_path: Path) -> int:
    """Grade the skeleton, as a person does."""
    return run(["check", "--course", str(SMALL), "--submission", str(SMALL / "exercises"), "--out", str(tmp_path)])


@pytest.mark.usefixtures("warm", "homeless")
def test_the_command_says_that_an_interrupted_run_begins_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there was one, and only there."""
    assert 0 == checked(tmp_path)
    assert "" == capsys.readouterr().err
    (tmp_path / JOURNAL).write_text("something")
    assert 0 == checked(tmp_path)
    assert "can't be gone on from, and is graded anew: no key can be kept for it" in capsys.readouterr().err


@pytest.mark.usefixtures("warm", "homeless")
def test_ctrl_c_promises_nothing_that_can_not_be_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3, and the reason."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.grading.run.warm_grader", interrupted)
    monkeypatch.setattr("grader.grading.run.make_folder", interrupted)
    assert 3 == checked(tmp_path)
    said = capsys.readouterr().err
    assert "The next run begins anew" in said
    assert "is kept" not in said


@pytest.mark.usefixtures("warm")
def test_the_command_says_which_key_should_be_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each run, for it may have been read."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    journal_key()
    (tmp_path / "state" / FOLDER / FILE).chmod(0o644)
    assert 0 == checked(tmp_path / "out")
    assert f"{tmp_path / 'state' / FOLDER / FILE} is open to others (mode 0644)" in capsys.readouterr().err
