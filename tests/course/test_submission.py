"""What is taken from a folder or a file, what is left out, and what the student is told."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import Course
from grader.errors import InputError
from grader.submission import Intake, stage, take_submission

GOOD = b"def issue():\n    return 1\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A submission laid out like exercises/, both topics and the answers in it."""
    folder = tmp_path / "jane"
    lay(
        folder,
        {
            "tokens/tokens.py": GOOD,
            "circuit_breaker/circuit_breaker.py": GOOD,
            "self_check.yaml": b"questions: []\n",
        },
    )
    return folder


def lay(folder: Path, files: dict[str, bytes]) -> None:
    """Write files below a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def problem(intake: Intake, topic: str = "tokens") -> str:
    """What the student reads about a topic that can't be graded; the other topic is fine."""
    others = [files.problem for files in intake.topics if files.topic != topic]
    assert [""] * len(others) == others
    return intake.topic(topic).problem


def refused(path: Path, course: Course) -> InputError:
    """The error at which a submission is refused as a whole."""
    with pytest.raises(InputError) as caught:
        take_submission(path, course)
    assert caught.value.repair
    return caught.value


def test_takes_every_topic_of_a_folder_laid_out_like_the_exercises(work: Path, course: Course) -> None:
    """The file that each topic names, and the answers."""
    intake = take_submission(work, course)

    assert [("tokens", {"tokens.py": GOOD}, ""), ("circuit_breaker", {"circuit_breaker.py": GOOD}, "")] == [
        (files.topic, files.files, files.problem) for files in intake.topics
    ]
    assert ("jane", b"questions: []\n", True, ()) == (
        intake.name,
        intake.self_check,
        intake.whole,
        intake.notes,
    )


def test_takes_one_topics_folder(work: Path, course: Course) -> None:
    """The other topics are not missing: they were never meant to be in it."""
    intake = take_submission(work / "tokens", course)

    assert (("tokens",), False) == (intake.given, intake.whole)
    assert {"tokens.py": GOOD} == intake.topic("tokens").files


def test_takes_one_file_and_nothing_beside_it(work: Path, course: Course) -> None:
    """A path to a file means that file."""
    lay(work, {"tokens/helper.py": b"x = 1\n"})

    intake = take_submission(work / "tokens/tokens.py", course)

    assert ("tokens", ("tokens",), False) == (intake.name, intake.given, intake.whole)
    assert {"tokens.py": GOOD} == intake.topic("tokens").files


def test_takes_files_that_lie_loose_in_one_folder(tmp_path: Path, course: Course) -> None:
    """Neither topic's file is a helper module of the other."""
    lay(tmp_path / "flat", {"tokens.py": GOOD, "circuit_breaker.py": GOOD, "shared.py": b"x = 1\n"})

    intake = take_submission(tmp_path / "flat", course)

    assert [{"tokens.py", "shared.py"}, {"circuit_breaker.py", "shared.py"}] == [set(f.files) for f in intake.topics]


def test_finds_the_exercises_in_a_whole_checkout(work: Path, course: Course, tmp_path: Path) -> None:
    """The folder around exercises/ will do."""
    (tmp_path / "checkout").mkdir()
    (tmp_path / "checkout/src").mkdir()
    work.rename(tmp_path / "checkout/exercises")

    intake = take_submission(tmp_path / "checkout", course)

    assert ("checkout", ("tokens", "circuit_breaker")) == (intake.name, intake.given)


def test_takes_a_topic_whose_helper_is_called_as_another_topic(tmp_path: Path, course: Course) -> None:
    """In one topic's folder the other files are its own."""
    lay(tmp_path / "tokens", {"tokens.py": GOOD, "circuit_breaker.py": b"x = 1\n"})

    intake = take_submission(tmp_path / "tokens", course)

    assert (("tokens",), {"tokens.py", "circuit_breaker.py"}) == (
        intake.given,
        set(intake.topic("tokens").files),
    )


def test_takes_a_submission_without_answers(work: Path, course: Course) -> None:
    """The self-check is not handed in; that is no problem."""
    (work / "self_check.yaml").unlink()

    intake = take_submission(work, course)

    assert (None, "") == (intake.self_check, intake.self_check_problem)


def test_takes_the_helper_modules_beside_a_topic(work: Path, course: Course) -> None:
    """A student may split the work over modules."""
    lay(work, {"tokens/keys.py": b"KEY = 1\n", "tokens/notes.txt": b"x", "tokens/.hidden.py": b"x"})

    assert {"tokens.py", "keys.py"} == set(take_submission(work, course).topic("tokens").files)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("jwt.py", "it would hide the module jwt of an installed library; give it another name"),
        ("json.py", "it would hide the module json of Python's standard library; give it another name"),
        ("grader.py", "it would hide the module grader of the grader; give it another name"),
        ("conftest.py", "it would change how Python or the tests run"),
        ("sitecustomize.py", "it would change how Python or the tests run"),
        ("usercustomize.py", "it would change how Python or the tests run"),
        ("test_mine.py", "tests of your own are not run here"),
        ("my helper.py", "its name can't be imported; use letters, digits and _"),
        (
            "__init__.py",
            "the folder is not a package; tokens.py is imported on its own, and helpers by their name",
        ),
        ("n" * 101 + ".py", "its name is longer than 100 letters"),
        ("large.py", "it is larger than 1024 KiB, the most that is taken."),
    ],
)
def test_leaves_out_a_helper_with_a_note(work: Path, course: Course, name: str, why: str) -> None:
    """What is not taken is told, and the topic is graded all the same."""
    lay(work, {f"tokens/{name}": b"#" * (1024 * 1024 + 1) if name == "large.py" else b"x = 1\n"})

    intake = take_submission(work, course)

    assert (f"tokens/{name} was left out: {why}",) == intake.notes
    assert {"tokens.py": GOOD} == intake.topic("tokens").files
    assert "" == problem(intake)


def test_leaves_out_helpers_that_are_no_files(work: Path, course: Course) -> None:
    """Links, folders and pipes are not opened."""
    (work / "tokens/link.py").symlink_to("/etc/passwd")
    (work / "tokens/package").mkdir()
    os.mkfifo(work / "tokens/pipe.py")

    intake = take_submission(work, course)

    assert (
        "tokens/link.py was left out: it is a symbolic link",
        "tokens/package was left out: it is a folder; only modules beside tokens.py are taken",
        "tokens/pipe.py was left out: it is neither a file nor a folder",
    ) == intake.notes
    assert {"tokens.py": GOOD} == intake.topic("tokens").files


def test_says_nothing_of_what_was_handed_out(work: Path, course: Course) -> None:
    """The lesson, the visible tests and Python's cache belong there."""
    lay(
        work,
        {
            "course.yaml": b"x",
            "tokens/README.md": b"x",
            "tokens/topic.yaml": b"x",
            "tokens/test_examples.py": b"x",
            "tokens/__pycache__/tokens.cpython-311.pyc": b"x",
        },
    )

    intake = take_submission(work, course)

    assert ((), {"tokens.py"}) == (intake.notes, set(intake.topic("tokens").files))


def test_takes_sixty_four_helpers_and_no_more(work: Path, course: Course) -> None:
    """The bound is told once it is reached, and the notes have a bound of their own."""
    lay(work, {f"tokens/helper_{index:03}.py": b"x = 1\n" for index in range(120)})

    intake = take_submission(work, course)

    assert 1 + 64 == len(intake.topic("tokens").files)
    assert "tokens/helper_064.py was left out: 64 helper modules are the most" == intake.notes[0]
    assert (41, "and 16 more were left out") == (len(intake.notes), intake.notes[-1])


def test_takes_eight_mebibytes_in_all(work: Path, course: Course) -> None:
    """The topics before the bound are graded, and those after it say why not."""
    lay(work, {f"tokens/helper_{index}.py": b"#" * 1024 * 1024 for index in range(9)})

    intake = take_submission(work, course)

    assert 8 * 1024 * 1024 >= sum(len(data) for files in intake.topics for data in files.files.values())
    assert "circuit_breaker/circuit_breaker.py no longer fits: 8 MiB is the most that is taken in all." == problem(
        intake, "circuit_breaker"
    )


def test_says_that_a_topic_is_missing(work: Path, course: Course) -> None:
    """Folder and all."""
    (work / "tokens/tokens.py").unlink()
    (work / "tokens").rmdir()

    intake = take_submission(work, course)

    assert "There is no tokens/tokens.py. Your code for this topic was expected there." == problem(intake)
    assert ("circuit_breaker",) == intake.given


def test_says_that_a_file_is_missing_and_which_may_be_meant(work: Path, course: Course) -> None:
    """A slip in the name is the usual reason."""
    (work / "tokens/tokens.py").rename(work / "tokens/token.py")

    assert (
        "tokens/tokens.py is missing. Your code was expected there; is token.py the file you mean? Then rename it."
    ) == problem(take_submission(work, course))


@pytest.mark.parametrize("data", [b"", b"\n \t\n"])
def test_says_that_a_file_is_empty(work: Path, course: Course, data: bytes) -> None:
    """Blank lines are nothing to grade."""
    lay(work, {"tokens/tokens.py": data})

    assert problem(take_submission(work, course)).startswith("tokens/tokens.py is empty. Your code was expected in it.")


def test_says_that_a_folder_is_where_a_file_should_be(work: Path, course: Course) -> None:
    """An unpacking gone wrong."""
    (work / "tokens/tokens.py").unlink()
    (work / "tokens/tokens.py").mkdir()

    assert "tokens/tokens.py is a folder. A file with your code was expected there." == problem(
        take_submission(work, course)
    )


def test_says_that_a_file_is_where_a_folder_should_be(work: Path, course: Course) -> None:
    """And the other way round."""
    (work / "tokens/tokens.py").unlink()
    (work / "tokens").rmdir()
    (work / "tokens").write_bytes(GOOD)

    assert "tokens is a file. A folder with tokens.py in it was expected there." == problem(
        take_submission(work, course)
    )


@pytest.mark.parametrize(
    ("name", "is_"), [("tokens/tokens.py", "link"), ("tokens", "link"), ("tokens/tokens.py", "pipe")]
)
def test_never_follows_a_link_and_never_opens_a_pipe(
    work: Path, course: Course, tmp_path: Path, name: str, is_: str
) -> None:
    """Neither what a link leads to nor what never ends is read."""
    (work / name).rename(tmp_path / "elsewhere")
    if is_ == "link":
        (work / name).symlink_to(tmp_path / "elsewhere")
    else:
        os.mkfifo(work / name)

    intake = take_submission(work, course)

    assert problem(intake).startswith(
        f"{name} is {'a symbolic link' if is_ == 'link' else 'neither a file nor a folder'}."
    )
    assert {} == intake.topic("tokens").files


def test_never_opens_a_socket(work: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket in place of the answers is told, not opened."""
    (work / "self_check.yaml").unlink()
    monkeypatch.chdir(work)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("self_check.yaml")

        intake = take_submission(work, course)

    assert (None, "self_check.yaml is neither a file nor a folder") == (
        intake.self_check,
        intake.self_check_problem,
    )


def test_says_that_a_file_is_too_large(work: Path, course: Course) -> None:
    """One mebibyte is the most, and no more than that is read."""
    lay(work, {"tokens/tokens.py": b"#" * (1024 * 1024 + 1)})

    assert "tokens/tokens.py is larger than 1024 KiB, the most that is taken." == problem(take_submission(work, course))


def test_takes_a_file_of_exactly_one_mebibyte(work: Path, course: Course) -> None:
    """The bound itself is still inside."""
    lay(work, {"tokens/tokens.py": b"#" * (1024 * 1024)})

    assert "" == problem(take_submission(work, course))


@pytest.mark.parametrize(
    ("data", "at", "words"),
    [
        (b"x = 1\ny = 'a\0b'\n", 2, "Line 2 of tokens/tokens.py holds a null byte"),
        (b"# ok\n\nname = 'Jos\xe9'\n", 3, "Line 3 of tokens/tokens.py is not UTF-8"),
        ("x = 1\n".encode("utf-16"), 1, "tokens/tokens.py is saved as UTF-16"),
    ],
)
def test_says_which_line_can_not_be_python(work: Path, course: Course, data: bytes, at: int, words: str) -> None:
    """The line is named and shown, and the bytes are kept so that another attempt has another hash."""
    lay(work, {"tokens/tokens.py": data})

    intake = take_submission(work, course)

    assert problem(intake).startswith(words)
    assert [at] == [excerpt.line for excerpt in intake.topic("tokens").excerpts]
    assert data == intake.topic("tokens").files["tokens.py"]


def test_shows_the_lines_around_the_problem(work: Path, course: Course) -> None:
    """What can't be decoded shows as a replacement character."""
    lay(work, {"tokens/tokens.py": b"a\nb\nc\nd = '\xe9'\ne\nf\ng\n"})

    (excerpt,) = take_submission(work, course).topic("tokens").excerpts

    assert (2, ("b", "c", "d = '\ufffd'", "e", "f")) == (excerpt.first, excerpt.lines)


@pytest.mark.parametrize(
    "cookie", [b"# -*- coding: latin-1 -*-\n", b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n"]
)
def test_accepts_latin_1_that_says_so(work: Path, course: Course, cookie: bytes) -> None:
    """Python reads such a file, so it is a right answer as well."""
    lay(work, {"tokens/tokens.py": cookie + b"name = 'Jos\xe9'\n"})

    assert "" == problem(take_submission(work, course))


def test_leaves_a_helper_out_that_python_reads_otherwise_than_people(work: Path, course: Course) -> None:
    """Whoever looks it through for what it does must see what it does."""
    lay(work, {"tokens/tokens.py": b"import help_me\n", "tokens/help_me.py": b"# coding: utf-7\n# +AAo-x = 1\n"})

    intake = take_submission(work, course)

    assert ["tokens.py"] == list(intake.topic("tokens").files)
    (note,) = intake.notes
    assert note.startswith("tokens/help_me.py was left out: it says that it is in utf-7, where Python would read other")


def test_keeps_a_syntax_error_for_the_sandbox(work: Path, course: Course) -> None:
    """Nothing of a student's is parsed on the trusted side."""
    lay(work, {"tokens/tokens.py": b"def (" * 1000})

    assert "" == problem(take_submission(work, course))


def test_shows_names_that_were_made_to_confuse_as_plain_text(work: Path, course: Course) -> None:
    """Escape sequences and bytes that are no text never reach a terminal or a report."""
    (Path(os.fsdecode(os.fsencode(work) + b"/tokens/\x1b[31m\xff.py"))).write_bytes(b"x")

    assert (
        "tokens/\ufffd[31m\ufffd.py was left out: its name can't be imported; use letters, digits and _",
    ) == take_submission(work, course).notes


def test_has_the_same_hash_wherever_it_lies_and_another_once_a_file_differs(
    work: Path, course: Course, tmp_path: Path
) -> None:
    """The hash is of what was taken, not of where it came from or what lay beside it."""
    first = take_submission(work, course)
    lay(work, {"tokens/notes.txt": b"x"})
    work.rename(tmp_path / "john")
    moved = take_submission(tmp_path / "john", course)
    lay(tmp_path / "john", {"tokens/tokens.py": GOOD + b"# more\n"})
    changed = take_submission(tmp_path / "john", course)

    assert first.hash == moved.hash
    assert first.hash != changed.hash
    assert ["tokens"] == [
        old.topic for old, new in zip(moved.topics, changed.topics, strict=True) if old.hash != new.hash
    ]


def test_tells_the_result_what_was_taken_without_its_content(work: Path, course: Course) -> None:
    """Path, size and hash of each file."""
    summary = take_submission(work, course).summary()

    assert [
        ("tokens/tokens.py", 26),
        ("circuit_breaker/circuit_breaker.py", 26),
        ("self_check.yaml", 14),
    ] == [(file.path, file.size) for file in summary.files]
    assert "jane" == summary.name


def test_stages_a_topic_for_the_sandbox(work: Path, course: Course, tmp_path: Path) -> None:
    """The files as taken, readable by another user whatever the umask."""
    lay(work, {"tokens/keys.py": b"KEY = 1\n"})
    intake = take_submission(work, course)
    before = os.umask(0o077)
    try:
        stage(intake, "tokens", tmp_path / "staged")
    finally:
        os.umask(before)

    staged = {path.name: (path.read_bytes(), path.stat().st_mode & 0o777) for path in (tmp_path / "staged").iterdir()}
    assert {"tokens.py": (GOOD, 0o644), "keys.py": (b"KEY = 1\n", 0o644)} == staged
    assert 0o755 == (tmp_path / "staged").stat().st_mode & 0o777


def test_never_stages_over_what_is_already_there(work: Path, course: Course, tmp_path: Path) -> None:
    """A link in the way is not written through."""
    (tmp_path / "staged").mkdir()
    (tmp_path / "staged/tokens.py").symlink_to(tmp_path / "target")

    with pytest.raises(FileExistsError):
        stage(take_submission(work, course), "tokens", tmp_path / "staged")

    assert not (tmp_path / "target").exists()


def test_refuses_a_path_that_is_not_there(tmp_path: Path, course: Course) -> None:
    """With what a submission looks like."""
    error = refused(tmp_path / "nowhere", course)

    assert ("no such file or folder", 2) == (error.message, error.exit_code)


def test_refuses_a_folder_without_anything_of_the_course(tmp_path: Path, course: Course) -> None:
    """A slip in the path is told at once rather than graded with nothing."""
    lay(tmp_path / "photos", {"a.jpg": b"x"})

    assert (
        "nothing of this course is in here: expected files such as tokens/tokens.py, circuit_breaker/circuit_breaker.py"
        "; a.jpg is a picture; put your code as text into TOPIC.py"
    ) == refused(tmp_path / "photos", course).message


def test_grades_an_empty_folder_that_is_called_as_a_topic(tmp_path: Path, course: Course) -> None:
    """There the file is missing, and the student is told."""
    (tmp_path / "tokens").mkdir()

    intake = take_submission(tmp_path / "tokens", course)

    assert (("tokens",), False) == (intake.given, intake.whole)
    assert "tokens.py is missing. Your code was expected there." == intake.topic("tokens").problem


def test_refuses_python_that_no_topic_names(tmp_path: Path, course: Course) -> None:
    """A browser's 'tokens (1).py' has to be renamed."""
    lay(tmp_path, {"tokens (1).py": GOOD})

    error = refused(tmp_path / "tokens (1).py", course)

    assert "no topic of this course has a file of that name" == error.message
    assert error.repair.endswith("tokens.py, circuit_breaker.py")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("work.rar", b"Rar!\x1a\x07", "this is a RAR archive"),
        ("work.tar.gz", b"\x1f\x8b\x08", "this is a gzip archive"),
        ("work", b"hello", "this is neither Python source nor a zip"),
        ("tokens.pdf", b"%PDF-", "this is a PDF; copy your code out of it into tokens.py, a plain text file"),
        ("tokens.java", b"x", "this is a file of Java; write your answer in Python, in tokens.py"),
    ],
)
def test_refuses_other_files(tmp_path: Path, course: Course, name: str, data: bytes, message: str) -> None:
    """What it seems to be is said."""
    lay(tmp_path, {name: data})

    assert message == refused(tmp_path / name, course).message


def test_refuses_a_pipe_without_waiting_for_it(tmp_path: Path, course: Course) -> None:
    """Opening it would wait for ever."""
    os.mkfifo(tmp_path / "work.zip")

    assert "neither a file nor a folder" == refused(tmp_path / "work.zip", course).message


def test_refuses_a_loop_of_links(tmp_path: Path, course: Course) -> None:
    """A path that leads to itself leads nowhere."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    assert refused(tmp_path / "loop", course).message.startswith(("no such file or folder", "can't be read"))


Deny = Callable[[str, int], None]


@pytest.fixture
def deny(monkeypatch: pytest.MonkeyPatch) -> Deny:
    """From now on the system answers with an error whenever a path that ends so is opened, as for another user."""
    real = os.open

    def deny(ending: str, error: int) -> None:
        def opened(path: str | Path, *rest: int, **named: int) -> int:
            if str(path).endswith(ending):
                raise OSError(error, os.strerror(error))
            return real(path, *rest, **named)

        monkeypatch.setattr(os, "open", opened)

    return deny


@pytest.mark.parametrize(
    ("ending", "place"),
    [
        ("jane", "tokens"),
        ("tokens", "jane/tokens/tokens.py"),
        ("tokens.py", "jane/tokens/tokens.py"),
        (".yaml", "self_check.yaml"),
    ],
)
def test_grades_nothing_of_what_it_may_not_read(
    work: Path, course: Course, deny: Deny, ending: str, place: str
) -> None:
    """A folder, a file or the answers of another user are not missing: they could not be looked at."""
    deny(ending, errno.EACCES)

    error = refused(work, course)

    assert ("the user that runs the grader may not read this", 2) == (error.message, error.exit_code)
    assert str(error.place).endswith(place)


@pytest.mark.parametrize("code", [errno.EIO, errno.ESTALE, errno.EMFILE], ids=errno.errorcode.get)
def test_grades_nothing_of_what_a_machine_can_not_read(work: Path, course: Course, deny: Deny, code: int) -> None:
    """A broken disk costs nobody a point."""
    deny("tokens.py", code)

    assert f"can't be read: {os.strerror(code)}" == refused(work, course).message


def test_says_of_a_zip_that_it_may_not_be_read(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a folder."""
    lay(tmp_path, {"jane.zip": b"PK"})

    def opened(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", opened)

    assert "the user that runs the grader may not read this" == refused(tmp_path / "jane.zip", course).message


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another user to be denied by")
def test_takes_a_file_in_a_folder_that_may_not_be_listed(work: Path, course: Course) -> None:
    """The right to pass through the folders around a file is enough."""
    for folder in (*work.parents, work, work / "tokens"):
        if folder.stat().st_mode & 0o077 == 0:
            folder.chmod(0o711)
    (work / "tokens").chmod(0o711)
    os.seteuid(65534)
    try:
        intake = take_submission(work / "tokens/tokens.py", course)
    finally:
        os.seteuid(0)

    assert {"tokens.py": GOOD} == intake.topic("tokens").files


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("tokens.ipynb", "a Jupyter notebook; export it as a Python script"),
        ("tokens.pdf", "a PDF; copy your code out of it"),
        ("solution.docx", "a document of a word processor; copy your code out of it"),
        ("tokens.java", "a file of Java; write your answer in Python"),
        ("tokens.txt", "a text file; if it holds your code, save it"),
        ("tokens.py.txt", "a text file by its ending, which your computer may not show; rename it to tokens.py"),
        ("tokens.py.bak", "a backup copy that an editor keeps; save your code as tokens.py"),
    ],
)
def test_names_what_is_there_instead(work: Path, course: Course, name: str, what: str) -> None:
    """Renaming a notebook would make no Python source of it."""
    (work / "tokens/tokens.py").rename(work / "tokens" / name)

    told = problem(take_submission(work, course))

    assert f"Your code was expected there. {name} is {what}" in told
    assert "the file you mean" not in told


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'{"cells": [{"cell_type": "code"}]}', "a Jupyter notebook"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04word", "a zip, or a document of a word processor"),
        (b"<!DOCTYPE html><p>", "a web page"),
    ],
)
def test_names_what_was_only_renamed(work: Path, course: Course, data: bytes, what: str) -> None:
    """The name says Python and the content does not."""
    (work / "tokens/tokens.py").write_bytes(data)

    assert problem(take_submission(work, course)).startswith(f"tokens/tokens.py is {what}; ")


def test_notes_a_file_that_the_code_opens(work: Path, course: Course) -> None:
    """It is not taken, and the code will look for it in vain."""
    lay(work, {"tokens/tokens.py": b"open('config.json')\n", "tokens/config.json": b"{}", "tokens/todo.md": b"x"})

    why = "only Python modules are taken; keep in one what your code needs of it"
    assert (f"tokens/config.json was left out: {why}",) == take_submission(work, course).notes
