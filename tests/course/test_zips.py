"""A zip of a student's work, the hostile ones included, is read in memory and never unpacked to disk."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.course import Course
from grader.errors import InputError
from grader.submission import Intake, take_submission

GOOD = b"def issue():\n    return 1\n"
BOTH = {"tokens/tokens.py": GOOD, "circuit_breaker/circuit_breaker.py": GOOD}

Entry = tuple[str | zipfile.ZipInfo, bytes]


def packed(*entries: Entry, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these entries, in order, twice the same name included."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)  # of names that stand twice
        for name, data in entries:
            archive.writestr(name, data, compress_type=method)
    return buffer.getvalue()


@pytest.fixture
def take(tmp_path: Path, course: Course) -> Callable[[bytes], Intake]:
    """Takes a submission from the bytes of a zip, and looks that nothing was written."""

    def take(data: bytes) -> Intake:
        path = tmp_path / "jane.zip"
        path.write_bytes(data)
        before = sorted(tmp_path.rglob("*"))
        intake = take_submission(path, course)
        assert before == sorted(tmp_path.rglob("*"))
        return intake

    return take


Take = Callable[[bytes], Intake]


def refused(take: Take, data: bytes) -> str:
    """Why a zip is refused as a whole."""
    with pytest.raises(InputError) as caught:
        take(data)
    assert caught.value.repair
    return caught.value.message


def special(name: str, mode: int) -> zipfile.ZipInfo:
    """An entry with a Unix mode."""
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = mode << 16
    return entry


def patched(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """The same zip with a few bytes changed in every header of that kind."""
    result = bytearray(data)
    start = 0
    while (start := result.find(signature, start)) >= 0:
        result[start + offset : start + offset + len(value)] = value
        start += 4
    return bytes(result)


@pytest.mark.parametrize("prefix", ["", "jane/", "jane-main/exercises/", "jane\\"])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_takes_a_zip_whatever_folder_is_around_the_work(take: Take, prefix: str, method: int) -> None:
    """The folder around it is stripped, and old Windows separators are understood."""
    entries = [(f"{prefix}{name}".replace("/", "\\" if "\\" in prefix else "/"), data) for name, data in BOTH.items()]

    intake = take(packed(*entries, method=method))

    assert [{"tokens.py": GOOD}, {"circuit_breaker.py": GOOD}] == [files.files for files in intake.topics]
    assert ("jane", ()) == (intake.name, intake.notes)


def test_has_the_hash_of_the_folder_that_was_packed(take: Take, course: Course, tmp_path: Path) -> None:
    """However it is handed in, it is the same submission."""
    for name, data in BOTH.items():
        (tmp_path / "work" / name).parent.mkdir(parents=True)
        (tmp_path / "work" / name).write_bytes(data)

    assert take_submission(tmp_path / "work", course).hash == take(packed(*BOTH.items())).hash


def test_ignores_what_a_mac_adds(take: Take) -> None:
    """__MACOSX, its shadows and .DS_Store are not the student's."""
    shadows = [(f"__MACOSX/jane/tokens/._{name}", b"\0\5\x16\7") for name in ("tokens.py", "helper.py")]

    intake = take(packed(*((f"jane/{name}", data) for name, data in BOTH.items()), *shadows, ("jane/.DS_Store", b"\0")))

    assert ({"tokens.py": GOOD}, ()) == (intake.topic("tokens").files, intake.notes)


def test_takes_a_zip_of_one_topics_files(take: Take) -> None:
    """Without any folder at all."""
    intake = take(packed(("tokens.py", GOOD), ("keys.py", b"KEY = 1\n")))

    assert (("tokens",), False) == (intake.given, intake.whole)
    assert {"tokens.py": GOOD, "keys.py": b"KEY = 1\n"} == intake.topic("tokens").files


def test_takes_a_zip_by_its_content_whatever_it_is_called(course: Course, tmp_path: Path) -> None:
    """A platform may have renamed it."""
    (tmp_path / "upload").write_bytes(packed(*BOTH.items()))

    assert ("tokens", "circuit_breaker") == take_submission(tmp_path / "upload", course).given


@pytest.mark.parametrize("name", ["../evil.py", "tokens/../../evil.py", "/etc/evil.py", "C:\\evil.py", "..\\evil.py"])
def test_leaves_out_names_that_climb_out_and_grades_the_rest(take: Take, name: str) -> None:
    """Such a name is told, and leads nowhere."""
    intake = take(packed((name, b"x"), *BOTH.items()))

    assert (f"{name} was left out: its name leads out of the zip",) == intake.notes
    assert ["", ""] == [files.problem for files in intake.topics]


def test_a_name_that_climbs_back_in_is_not_taken_for_the_file(take: Take) -> None:
    """Only plain names count."""
    intake = take(packed(("x/../tokens/tokens.py", b"evil"), *BOTH.items()))

    assert {"tokens.py": GOOD} == intake.topic("tokens").files


def test_never_follows_a_link(take: Take) -> None:
    """The entry's content would be the path it leads to."""
    link = special("tokens/tokens.py", stat.S_IFLNK | 0o777)

    intake = take(packed((link, b"/etc/passwd"), ("circuit_breaker/circuit_breaker.py", GOOD)))

    assert intake.topic("tokens").problem.startswith("tokens/tokens.py is a symbolic link.")
    assert ({}, "") == (intake.topic("tokens").files, intake.topic("circuit_breaker").problem)


def test_never_takes_a_device(take: Take) -> None:
    """A mode that is neither a file's nor a folder's is told."""
    intake = take(packed((special("tokens/tokens.py", stat.S_IFCHR | 0o666), b""), ("self_check.yaml", b"x")))

    assert intake.topic("tokens").problem.startswith("tokens/tokens.py is neither a file nor a folder.")


@pytest.mark.parametrize("twin", ["tokens/tokens.py", "tokens//tokens.py", "tokens\\tokens.py", "./tokens/tokens.py"])
def test_takes_neither_of_two_entries_with_one_name(take: Take, twin: str) -> None:
    """Which of them was reviewed, and which would be graded?"""
    intake = take(packed(*BOTH.items(), (twin, b"evil")))

    assert (
        "tokens/tokens.py is there twice. A file with your code was expected there; "
        "which one is meant? Keep one of them."
    ) == intake.topic("tokens").problem
    assert ({}, "") == (intake.topic("tokens").files, intake.topic("circuit_breaker").problem)


def test_takes_nothing_that_is_file_and_folder_at_once(take: Take) -> None:
    """Whatever the order of the entries."""
    for entries in ([("tokens", b"x"), *BOTH.items()], [*BOTH.items(), ("tokens", b"x")]):
        intake = take(packed(*entries))

        assert (
            "tokens is there twice. A folder with tokens.py in it was expected there." == intake.topic("tokens").problem
        )


def test_says_that_an_entry_is_protected_by_a_password(take: Take) -> None:
    """The flag decides, before anything is read."""
    data = patched(packed(("tokens/tokens.py", GOOD)), b"PK\x01\x02", 8, b"\x01\x00")

    assert "tokens/tokens.py is protected by a password in the zip" == take(data).topic("tokens").problem


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_refuses_methods_whose_header_asks_for_memory(take: Take, method: int) -> None:
    """An LZMA header of a few bytes can ask for four gigabytes."""
    problem = take(packed(("tokens/tokens.py", GOOD), method=method)).topic("tokens").problem

    assert "tokens/tokens.py is packed by an unusual method; an ordinary zip uses 'deflate'" == problem


def test_says_that_an_entry_is_damaged_and_grades_the_rest(take: Take) -> None:
    """A wrong checksum is one topic's problem."""
    data = packed(*BOTH.items(), method=zipfile.ZIP_STORED)
    damaged = data.replace(GOOD, GOOD.replace(b"1", b"2"), 1)

    intake = take(damaged)

    assert ["tokens/tokens.py is damaged inside the zip", ""] == [files.problem for files in intake.topics]


def test_refuses_a_zip_that_admits_to_gigabytes(take: Take) -> None:
    """The sizes are added up before anything is unpacked."""
    data = patched(packed(("tokens/tokens.py", GOOD)), b"PK\x01\x02", 24, struct.pack("<I", 4_000_000_000))

    assert "this zip would unpack to 3,815 MiB; 128 MiB is the most" == refused(take, data)


def test_cuts_off_an_entry_that_is_larger_than_a_file_may_be(take: Take) -> None:
    """Forty mebibytes of zeros pack into forty kilobytes; one mebibyte of them is read."""
    intake = take(packed(("tokens/tokens.py", bytes(40 * 1024 * 1024)), ("circuit_breaker/circuit_breaker.py", GOOD)))

    assert ["tokens/tokens.py is larger than 1024 KiB, the most that is taken.", ""] == [
        files.problem for files in intake.topics
    ]


def test_is_not_deceived_by_a_header_that_states_a_small_size(take: Take) -> None:
    """What a header hides does not come out."""
    data = packed(("tokens/tokens.py", bytes(40 * 1024 * 1024)))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        data = patched(data, signature, offset, struct.pack("<I", 100))

    assert "tokens/tokens.py is damaged inside the zip" == take(data).topic("tokens").problem


def test_bounds_what_is_unpacked_over_all_entries(take: Take) -> None:
    """Many entries just below the bound of one file do not add up."""
    helpers = [(f"tokens/helper_{index}.py", b"#" * 1024 * 1024) for index in range(60)]

    intake = take(packed(("tokens/tokens.py", GOOD), *helpers))

    assert 8 * 1024 * 1024 >= sum(len(data) for data in intake.topic("tokens").files.values())


def test_takes_so_many_entries_and_no_more(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with its .git and .venv is asked to be packed again only when it is beyond all bounds."""
    monkeypatch.setattr("grader.submission.zips.MOST_ENTRIES", 1_000)
    others = [(f"pictures/{index}.png", b"") for index in range(998)]

    assert ("tokens", "circuit_breaker") == take(packed(*BOTH.items(), *others)).given
    assert "this zip has more than 1,000 entries" == refused(take, packed(*BOTH.items(), *others, ("one.more", b"")))


def test_counts_entries_itself(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    """The end record may state one entry for a million."""
    monkeypatch.setattr("grader.submission.zips.MOST_ENTRIES", 1_000)
    data = packed(*((f"pictures/{index}.png", b"") for index in range(1_001)))
    lying = patched(data, b"PK\x05\x06", 8, struct.pack("<HH", 1, 1))

    assert "this zip has more than 1,000 entries" == refused(take, lying)


def test_takes_the_named_files_from_among_thousands(take: Take) -> None:
    """As git archive packs a whole repository."""
    others = [(f"work/tests/{index % 7}/{index}.py", b"") for index in range(3_000)]
    named = [(f"work/exercises/{name}", data) for name, data in BOTH.items()]

    assert ("tokens", "circuit_breaker") == take(packed(*others, *named)).given


def test_leaves_out_a_name_that_is_too_long(take: Take) -> None:
    """What the tree takes in memory is bounded."""
    assert 1 == len(take(packed(("a" * 300 + ".py", b""), *BOTH.items())).notes)


@pytest.mark.parametrize("around", ["jane/", "course/jane/", "jane/exercises/"])
def test_finds_a_topic_beside_other_folders(take: Take, around: str) -> None:
    """Whatever the folder around it is called, and however deep it lies."""
    data = packed(*((f"{around}{name}", code) for name, code in BOTH.items()), ("notes/a.md", b""), ("docs/b", b""))

    assert ("tokens", "circuit_breaker") == take(data).given


def test_asks_which_of_two_is_meant(take: Take) -> None:
    """Neither of two answers is graded by chance."""
    data = packed(("new/tokens/tokens.py", GOOD), ("old/tokens/tokens.py", GOOD))

    assert "which of these is meant? new, old" == refused(take, data)


def test_leaves_out_what_lies_too_deep(take: Take) -> None:
    """A name of thirty thousand folders builds no tree of thirty thousand folders."""
    intake = take(packed(("a/" * 30_000 + "x.py", b""), *BOTH.items()))

    assert (1, "") == (len(intake.notes), intake.topic("tokens").problem)


def test_refuses_an_archive_that_is_itself_too_large(take: Take) -> None:
    """Nothing beyond the bound is even read."""
    data = packed(("video.mp4", bytes(33 * 1024 * 1024)), method=zipfile.ZIP_STORED)

    assert "this zip is larger than 32 MiB" == refused(take, data)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x03\x04 and then nothing", packed(*BOTH.items())[:-30], b"PK\x05\x06" + b"\xff" * 18],
    ids=["empty", "two bytes", "start only", "cut off", "nonsense"],
)
def test_refuses_what_is_no_zip(take: Take, data: bytes) -> None:
    """A broken download is told as that."""
    assert refused(take, data).startswith("this zip can't be opened")


def test_refuses_a_zip_without_anything_of_the_course(take: Take) -> None:
    """What was expected is said."""
    assert refused(take, packed(("essay.docx", b"x"))).startswith("nothing of this course is in here")


@given(position=st.integers(0, 400), value=st.binary(min_size=1, max_size=4))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_survives_any_damage(take: Take, position: int, value: bytes) -> None:
    """A zip with a few bytes changed is taken, or a topic has a problem, or it is refused."""
    data = bytearray(packed(*BOTH.items(), ("self_check.yaml", b"x")))
    data[position : position + len(value)] = value
    try:
        intake = take(bytes(data))
    except InputError as error:
        assert error.repair  # noqa: PT017 — both ways out are fine, and this one says what to do
    else:
        assert {"tokens", "circuit_breaker"} == {files.topic for files in intake.topics}
