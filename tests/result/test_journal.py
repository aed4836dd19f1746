"""The journal believes what this user's grader has written about these very bytes, and nothing else."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec
import pytest

from grader.errors import GraderFault
from grader.grading.run import JOURNAL, Request, grade, read
from grader.result.journal import Entry, Journal
from grader.result.model import Outcome, Result, TestResult, Timing

SMALL = Path(__file__).resolve().parents[1] / "courses" / "small"
REFERENCE = SMALL / "solutions" / "parcel" / "parcel.py"
SKELETON = SMALL / "exercises" / "parcel" / "parcel.py"
TESTS = 6
SECRET = bytes(range(32))
PASSED = TestResult("test_adds", "add", "Adds.", Outcome.PASSED, 2.0, 2.0, message="café")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """One with a verdict in it, for the key ``key``."""
    journal = Journal(tmp_path / "journal.jsonl", SECRET)
    journal.add("key", "counting", PASSED)
    return journal


def graded(submission: Path, out: Path, jobs: int = 1) -> tuple[Result, int]:
    """The result without its times, and how many tests had to be run for it."""
    request = Request(course_folder=SMALL, submission=submission, out=out, jobs=jobs)
    heard: list[str] = []
    result = grade(request, *read(request), lambda _, test: heard.append(test.id))
    return msgspec.structs.replace(result, timing=Timing()), len(heard)


def entries(path: Path) -> list[Entry]:
    """What the lines say, whether they are genuine or not."""
    lines = path.read_bytes().split(b"\n")
    return [msgspec.json.decode(line.partition(b" ")[2], type=Entry) for line in lines if line]


def test_knows_what_it_was_told(journal: Journal) -> None:
    """For that key, and for no other: of another submission, topic or course."""
    assert {"test_adds": PASSED} == journal.known("key")
    assert {} == journal.known("another key")


def test_believes_no_line_with_a_changed_byte(journal: Journal) -> None:
    """Wherever it is changed."""
    line = journal.path.read_bytes()
    for position in range(1, len(line)):
        changed = bytearray(line)
        changed[position] ^= 1
        journal.path.write_bytes(changed)
        assert [] == list(journal.entries()), f"byte {position} of {line!r}"


def test_believes_no_line_that_was_cut(journal: Journal) -> None:
    """At either end, wherever; the whole line after it counts."""
    line = journal.path.read_bytes().strip()
    for cut in range(1, len(line)):
        for part in (line[:cut], line[cut:]):
            journal.path.write_bytes(part + b"\n" + line)
            assert [PASSED] == [entry.test for entry in journal.entries()], f"cut at {cut}"


def test_believes_no_line_of_another_key(journal: Journal) -> None:
    """A key that was thrown away, or somebody else's."""
    assert {} == Journal(journal.path, bytes(32)).known("key")


def test_reads_on_after_a_line_without_end(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody pours into the file is not taken into memory as a whole."""
    monkeypatch.setattr("grader.result.journal.LONGEST_LINE", 1 << 10)
    with journal.path.open("ab") as file:
        file.write(b"\n" + b"x" * (1 << 20))
    journal.add("key", "counting", msgspec.structs.replace(PASSED, id="test_takes"))
    assert {"test_adds", "test_takes"} == set(journal.known("key"))


def test_looks_at_no_more_than_a_course_can_need(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much somebody has poured into the file."""
    size = journal.path.stat().st_size
    journal.add("key", "counting", msgspec.structs.replace(PASSED, id="test_takes"))
    monkeypatch.setattr("grader.result.journal.MOST_READ", size + 9)
    assert {"test_adds"} == set(journal.known("key"))


def test_computes_nothing_for_lines_that_are_none(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Millions of empty ones cost seconds."""
    journal.path.write_bytes(b"\n" * 100 + b"x\n" * 100 + journal.path.read_bytes())
    real, computed = Journal._mac, []
    monkeypatch.setattr(Journal, "_mac", lambda self, body: computed.append(body) or real(self, body))
    assert {"test_adds"} == set(journal.known("key"))
    assert 1 == len(computed)


@pytest.mark.parametrize("kind", ["a link", "a pipe", "a folder"])
def test_writes_nowhere_but_into_a_file_of_its_own(tmp_path: Path, kind: str) -> None:
    """Who may write the output folder can't send the grader's lines elsewhere, nor make it wait."""
    path, elsewhere = tmp_path / "journal.jsonl", tmp_path / "elsewhere"
    elsewhere.touch()
    {"a link": lambda: path.symlink_to(elsewhere), "a pipe": lambda: os.mkfifo(path), "a folder": path.mkdir}[kind]()
    journal = Journal(path, SECRET)
    assert {} == journal.known("key")
    with pytest.raises(GraderFault, match=r"journal\.jsonl can't be written"):
        journal.add("key", "counting", PASSED)
    assert b"" == elsewhere.read_bytes()


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("mac", ["none", "zeros", "a hash without a key", "another key's", "another line's"])
def test_planted_verdicts_earn_nothing(tmp_path: Path, mac: str) -> None:
    """Lines that say ``passed``, for the right topic and the right hash, made by somebody without the key."""
    out, undisturbed = tmp_path / "out", graded(SKELETON, tmp_path / "undisturbed")
    planted = out / JOURNAL
    out.mkdir()
    for genuine in (tmp_path / "undisturbed" / JOURNAL).read_bytes().split(b"\n")[1:]:
        body = genuine.partition(b" ")[2]
        entry = msgspec.json.decode(body, type=Entry)
        passed = msgspec.structs.replace(entry.test, outcome=Outcome.PASSED, score=entry.test.max_score)
        forged = msgspec.structs.replace(entry, test=passed)
        if mac == "another key's":
            Journal(planted, SECRET).add(forged.key, forged.topic, forged.test)
            continue
        text = msgspec.json.encode(forged)
        macs = {
            "none": b"",
            "zeros": b"0" * 64 + b" ",
            "a hash without a key": hashlib.sha256(text).hexdigest().encode() + b" ",
            "another line's": genuine[:65],
        }
        with planted.open("ab") as file:
            file.write(b"\n" + macs[mac] + text)
    assert undisturbed == graded(SKELETON, out)
    assert (0.0, TESTS) == (undisturbed[0].score, undisturbed[1])


@pytest.mark.usefixtures("warm")
def test_a_line_of_another_submission_earns_nothing(tmp_path: Path) -> None:
    """Genuine verdicts on right code, laid into the folder of code that is not."""
    undisturbed = graded(SKELETON, tmp_path / "undisturbed")
    right, _ = graded(REFERENCE, tmp_path / "right")
    (tmp_path / "out").mkdir()
    (tmp_path / "right" / JOURNAL).rename(tmp_path / "out" / JOURNAL)
    assert undisturbed == graded(SKELETON, tmp_path / "out")
    assert (0.0, right.max_score) == (undisturbed[0].score, right.score)


def test_what_the_workers_of_a_pool_have_written_is_believed(tmp_path: Path) -> None:
    """They write with the key of the run that began them."""
    side_by_side, run = graded(REFERENCE, tmp_path, jobs=2)
    again, run_again = graded(REFERENCE, tmp_path)
    assert (TESTS, 0) == (run, run_again)
    assert side_by_side == again
    assert TESTS == len(entries(tmp_path / JOURNAL))
