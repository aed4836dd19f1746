"""``grader check --sign`` and ``grader receipt``, as they are typed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from receipt_sample import CLAIMS, KEY, PUBLIC, Keys, signed

from grader.cli.main import run
from grader.grading.artifacts import read_result
from grader.harness.processes.zygote_client import Zygote
from grader.receipt.claims import IsolationClaim, SubmissionClaim, TopicClaim
from grader.receipt.jws import sign, verify
from grader.result.model import CourseInfo, Right

TESTS = Path(__file__).parents[1]
HALF_RIGHT = TESTS / "cases" / "half_right" / "submission"
Output = Callable[[], str]


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on a laptop and in CI."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder for what is written."""
    return tmp_path / "report"


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Output:
    """What was printed since it was last asked."""
    return lambda: "".join(capsys.readouterr())


def check(
    out: Path, *arguments: str | Path, submission: Path = HALF_RIGHT, course: Path = TESTS / "courses/small"
) -> int:
    """Grade as an instructor does, wherever the tests run; the exit code."""
    places = ["--course", course, "--submission", submission, "--out", out, "--allow-unsandboxed"]
    return run([str(argument) for argument in ("check", *places, *arguments)])


def receipt(file: Path, keys: Keys, *arguments: str | Path) -> int:
    """Ask whether a file is genuine; the exit code."""
    return run([str(argument) for argument in ("receipt", file, "--key", keys.public, *arguments)])


def changed(path: Path, place: int) -> None:
    """Flip one bit of a file."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


@pytest.fixture
def handed_out(out: Path, keys: Keys) -> Path:
    """A receipt and something that stands for its result, without the time that grading takes."""
    out.mkdir()
    (out / "result.json").write_bytes(b'{"score": 2.5}\n')
    claims = msgspec.structs.replace(CLAIMS, result_sha256=_sha256(b'{"score": 2.5}\n'))
    (out / "receipt.jws").write_bytes(sign(claims, KEY))
    return out


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.mark.usefixtures("warm")
def test_what_is_signed_is_genuine(out: Path, keys: Keys, printed: Output) -> None:
    """From the submission to the answer, with all that it says."""
    assert 0 == check(out, "--sign", keys.private)
    assert printed().endswith(f"Report: {out}/report.html\nReceipt: {out}/receipt.jws\n")
    assert 0 == receipt(out / "receipt.jws", keys, "--result", out / "result.json")
    result = read_result(out / "result.json")
    told = re.sub(r"  isolation .*?(?=  result.json)", "…\n", printed(), flags=re.DOTALL)
    assert told.startswith(
        f"✓ Genuine: signed with the private key to {keys.public}, and not changed since.\n"
        f"✓ {out}/result.json is the result that was signed.\n"
        "\n"
        "  submission  “submission”\n"
        f"    SHA-256   {result.submission.hash}\n"
        "  course      “A small course”, version 1\n"
        f"    SHA-256   {result.course.hash}\n"
        "  score       4 of 6\n"
        "              parcel: 4 of 6\n"
        "  complete    yes\n"
        "…\n"
        "  result.json as it was written\n"
        f"    SHA-256   {_sha256((out / 'result.json').read_bytes())}\n"
    )


@pytest.mark.usefixtures("warm")
def test_grading_the_same_again_signs_the_same(tmp_path: Path, keys: Keys) -> None:
    """All but the hash of ``result.json``, which has the times of the run in it."""
    assert (0, 0) == (check(tmp_path / "1", "--sign", keys.private), check(tmp_path / "2", "--sign", keys.private))
    first, second = (verify((tmp_path / run / "receipt.jws").read_bytes(), PUBLIC) for run in ("1", "2"))
    assert first == msgspec.structs.replace(second, result_sha256=first.result_sha256)


@pytest.mark.usefixtures("warm")
def test_an_incomplete_result_is_signed_as_incomplete(out: Path, keys: Keys, printed: Output) -> None:
    """The grader failed, and the receipt says plainly that this is no final score."""
    case = TESTS / "cases" / "a_suite_that_fails_itself"
    course = out.parent / "course"
    for source in (TESTS / "courses" / "small", case / "course"):
        _copy(source, course)
    assert 3 == check(out, "--sign", keys.private, submission=case / "submission", course=course)
    assert verify((out / "receipt.jws").read_bytes(), PUBLIC).complete is False
    printed()
    assert 0 == receipt(out / "receipt.jws", keys)
    assert "  complete    NO: some tests have no verdict, so this is no final score\n" in printed()


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, dirs_exist_ok=True)


def test_a_changed_byte_of_the_receipt_fails(handed_out: Path, keys: Keys, printed: Output) -> None:
    """In a few places; the others are tested where it is verified."""
    size = (handed_out / "receipt.jws").stat().st_size
    codes = []
    for place in (0, size // 3, size // 2, size - 1):
        changed(handed_out / "receipt.jws", place)
        codes.append(receipt(handed_out / "receipt.jws", keys))
        changed(handed_out / "receipt.jws", place)
    assert [1, 1, 1, 1, 0] == [*codes, receipt(handed_out / "receipt.jws", keys)]
    assert 4 == printed().count("✗ Not genuine: ")


def test_a_changed_byte_of_the_result_fails(handed_out: Path, keys: Keys, printed: Output) -> None:
    """Each byte of it."""
    result = handed_out / "result.json"
    codes = []
    for place in range(result.stat().st_size):
        changed(result, place)
        codes.append(receipt(handed_out / "receipt.jws", keys, "--result", result))
        changed(result, place)
    assert {1} == set(codes)
    assert f"✗ {result} is not the result that was signed, or was changed since.\n" in printed()
    assert 0 == receipt(handed_out / "receipt.jws", keys, "--result", result)


def test_a_receipt_without_its_result_says_which_result_it_is_for(
    handed_out: Path, keys: Keys, printed: Output
) -> None:
    """It is genuine all the same."""
    assert 0 == receipt(handed_out / "receipt.jws", keys)
    assert printed().endswith(f"    SHA-256   {_sha256((handed_out / 'result.json').read_bytes())}\n")


def test_a_result_in_the_place_of_the_receipt_is_told_kindly(handed_out: Path, keys: Keys, printed: Output) -> None:
    """With the command that was meant."""
    result = handed_out / "result.json"
    assert 2 == receipt(result, keys)
    assert (
        f"grader: {result}: is JSON, perhaps a result, and not a receipt\n"
        "  → name the receipt.jws that `grader check --sign KEY` wrote beside it: "
        f"grader receipt {handed_out}/receipt.jws --key PUB --result {result}\n"
    ) == printed()


def test_a_receipt_that_became_half_json_is_only_not_genuine(handed_out: Path, keys: Keys) -> None:
    """One changed byte never makes it look like a result."""
    path = handed_out / "receipt.jws"
    path.write_bytes(b"{" + path.read_bytes()[1:])
    assert 1 == receipt(path, keys)


@pytest.mark.parametrize("name", ["none.jws", "."])
def test_a_receipt_that_can_not_be_read_is_named(handed_out: Path, keys: Keys, printed: Output, name: str) -> None:
    """With what to name instead."""
    assert 2 == receipt(handed_out / name, keys)
    assert re.search(
        rf"{handed_out / name}: .*\n  → name a receipt.jws that `grader check --sign KEY` wrote", printed()
    )


def test_a_result_that_can_not_be_read_is_named(handed_out: Path, keys: Keys, printed: Output) -> None:
    """That is not the same as another result."""
    assert 2 == receipt(handed_out / "receipt.jws", keys, "--result", handed_out / "none.json")
    assert f"{handed_out}/none.json: can't be read: No such file or directory" in printed()
    os.mkfifo(handed_out / "pipe.json")
    assert 2 == receipt(handed_out / "receipt.jws", keys, "--result", handed_out / "pipe.json")
    assert f"{handed_out}/pipe.json: can't be read: it is no regular file" in printed()


def test_a_public_key_that_is_none_is_answered_with_how_to_make_one(
    handed_out: Path, keys: Keys, printed: Output
) -> None:
    """Exit code 2, as nothing is said of the receipt."""
    keys.public.write_bytes(b"pub")
    assert 2 == receipt(handed_out / "receipt.jws", keys)
    assert "openssl pkey -in key.pem -pubout -out pub.pem" in printed()


def test_without_a_key_nothing_is_said(handed_out: Path, printed: Output) -> None:
    """A receipt can't vouch for itself."""
    assert 2 == run(["receipt", str(handed_out / "receipt.jws")])
    assert "Missing option '--key'" in printed()


def test_a_name_can_not_talk_to_the_terminal(handed_out: Path, keys: Keys, printed: Output) -> None:
    """A submission is called what a student wants, which stays in quotes and on its line."""
    evil = msgspec.structs.replace(
        CLAIMS, submission=SubmissionClaim("\x1b[2J\u202ej\n score" + " " * 99 + "6", "5" * 64)
    )
    (handed_out / "receipt.jws").write_bytes(sign(evil, KEY))
    assert 0 == receipt(handed_out / "receipt.jws", keys)
    assert "  submission  “␛[2J⟨U+202E⟩j⏎ score" in (told := printed())
    assert "”" == told.split("  submission  ")[1].split("\n")[0][-1]


def test_nothing_else_can_talk_to_the_terminal(handed_out: Path, keys: Keys, printed: Output) -> None:
    """Though it takes a dishonest author: every text is made safe to show."""
    evil = "\x1b[2J"
    claims = msgspec.structs.replace(
        CLAIMS,
        course=CourseInfo(evil, evil, evil),
        topics=(TopicClaim(evil, 1, 1, True),),
        isolation=IsolationClaim(True, (evil,), (evil,)),
        versions={evil: evil},
    )
    (handed_out / "receipt.jws").write_bytes(sign(claims, KEY))
    assert 0 == receipt(handed_out / "receipt.jws", keys)
    told = printed()
    assert (0, 8) == (told.count("\x1b"), told.count("␛[2J"))


def test_a_header_can_not_talk_to_the_terminal(handed_out: Path, keys: Keys, printed: Output) -> None:
    """What nobody signed least of all."""
    header = json.dumps({"alg": "EdDSA", "typ": "grader-receipt+jws", "\x1b[2J\u202e": 1}).encode()
    (handed_out / "receipt.jws").write_bytes(signed(b"{}", header))
    assert 1 == receipt(handed_out / "receipt.jws", keys)
    assert "✗ Not genuine: its header holds what no receipt's does: ␛[2J⟨U+202E⟩.\n" == printed()


def test_a_key_that_will_not_do_is_found_out_before_anything_is_graded(
    out: Path, keys: Keys, printed: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sandbox is started and nothing is written."""
    monkeypatch.setattr("grader.grading.start.Zygote", None)
    assert 2 == check(out, "--sign", keys.public)
    assert (
        f"grader: {keys.public}: is a public key; it takes the private one to sign\n  → make a key: openssl"
        in printed()
    )
    assert not out.exists()


@pytest.mark.usefixtures("warm")
def test_a_key_that_others_can_read_signs_with_a_note(out: Path, keys: Keys, printed: Output) -> None:
    """It is for its owner to decide."""
    keys.private.chmod(0o644)
    assert 0 == check(out, "--sign", keys.private)
    assert f"Note: {keys.private} can be read or written by other users of this machine (mode 644)" in printed()
    assert 0 == receipt(out / "receipt.jws", keys)


@pytest.mark.usefixtures("warm")
def test_a_key_that_goes_away_meanwhile_costs_nobody_a_result(
    out: Path, keys: Keys, printed: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was graded is written and still in the journal, and there is no receipt."""
    monkeypatch.setattr("grader.cli.check._try_key", Path.unlink)
    assert 2 == check(out, "--sign", keys.private)
    assert f"grader: {keys.private}: can't be read: No such file or directory" in printed()
    assert {"result.json", "report.html", "journal.jsonl"} == {path.name for path in out.iterdir()}


@pytest.mark.usefixtures("warm")
def test_an_older_receipt_does_not_pass_for_the_new_result(out: Path, keys: Keys, printed: Output) -> None:
    """A later run without a key leaves it there, and it is found to belong to another result."""
    assert 0 == check(out, "--sign", keys.private)
    assert 0 == check(out, submission=TESTS / "cases" / "the_reference" / "submission")
    assert (0, 1) == (
        receipt(out / "receipt.jws", keys),
        receipt(out / "receipt.jws", keys, "--result", out / "result.json"),
    )


@pytest.fixture
def leaky(zygote: Zygote, warm: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which the graded code can read files."""
    monkeypatch.setattr(zygote, "probe", lambda: (Right("files", False), Right("network", True)))


@pytest.mark.usefixtures("leaky")
def test_nothing_is_signed_where_the_sandbox_does_not_hold(out: Path, keys: Keys, printed: Output) -> None:
    """The graded code could read the key, and a signature would be worth nothing."""
    course, submission = str(TESTS / "courses" / "small"), str(HALF_RIGHT)
    arguments = ["check", "--course", course, "--submission", submission, "--out", str(out)]
    assert (2, 0) == (run([*arguments, "--sign", str(keys.private)]), run(arguments))
    assert "the sandbox does not hold on this machine: files not prevented" in printed()
    assert not (out / "receipt.jws").exists()


@pytest.mark.usefixtures("leaky")
def test_whoever_signs_there_all_the_same_says_so(out: Path, keys: Keys, printed: Output) -> None:
    """In the receipt itself, and whoever asks is told."""
    assert 0 == check(out, "--sign", keys.private)
    printed()
    assert 0 == receipt(out / "receipt.jws", keys)
    assert printed().endswith(
        "! The sandbox did not hold where this was graded: the code may have had a hand in its own score.\n"
    )


THIEF = """\
import os


def weigh(items):
    try:
        with open({path!r}, "rb") as file:
            print("the key has", len(file.read()), "bytes")
    except OSError as error:
        print("reading it:", type(error).__name__)
    for number in range(1024):
        try:
            found = os.fstat(number)
        except OSError:
            continue
        print("the key" if found.st_ino == {inode} else "something", "is open as", number)
    return 0
"""


@pytest.mark.linux
def test_the_key_is_out_of_reach(out: Path, keys: Keys) -> None:
    """Neither its file nor a descriptor of it, even if the grader was started with one open and knows no better."""
    submission = out.parent / "submission" / "parcel" / "parcel.py"
    submission.parent.mkdir(parents=True)
    with keys.private.open("rb") as key:
        inode = os.fstat(key.fileno()).st_ino
        submission.write_text(THIEF.format(path=str(keys.private), inode=inode), encoding="utf-8")
        command = [sys.executable, "-m", "grader", "check", "--course", TESTS / "courses" / "small", "--jobs", "2"]
        command += ["--submission", submission.parents[1], "--out", out, "--sign", keys.private]
        done = subprocess.run(command, pass_fds=[key.fileno()], capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
    said = _output(out, "test_weighs_everything")
    assert "reading it: PermissionError\n" in said
    assert {"0", "1", "2"} < set(re.findall(r"something is open as (\d+)", said))
    assert "the key" not in said


def _output(out: Path, test_id: str) -> str:
    tests: list[dict[str, Any]] = json.loads((out / "result.json").read_bytes())["topics"][0]["tests"]
    return next(str(test["output"]) for test in tests if test["id"] == test_id)
