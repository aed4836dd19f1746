"""Chance is the same in every run: a result depends on nothing but bytes."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest

from grader.course.model import Limits
from grader.grading.run import Request, grade, read
from grader.harness.processes.cells import Cells
from grader.harness.processes.zygote_client import Zygote
from grader.harness.trial import Trial
from grader.harness.words import short
from grader.result.model import Result, TestResult

SMALL = Path(__file__).resolve().parents[1] / "courses" / "small"
CODE = """
    import os, random, secrets, ssl, tempfile, uuid
    import jwt
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    KEY = ec.derive_private_key(4711, ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    WAYS = {
        "urandom": lambda: os.urandom(8),
        "getrandom": lambda: os.getrandom(8),
        "RAND_bytes": lambda: ssl.RAND_bytes(8),
        "secrets": lambda: secrets.token_hex(8),
        "below": lambda: secrets.randbelow(10**12),
        "choice": lambda: [secrets.choice(range(10**6)) for _ in range(3)],
        "uuid4": lambda: str(uuid.uuid4()),
        "SystemRandom": lambda: random.SystemRandom().random(),
        "Random": lambda: random.Random().random(),
        "seed": lambda: (random.seed(), random.random())[1],
        "temporary": lambda: os.path.basename(tempfile.mktemp()),
    }
    def draw(way): return WAYS[way]()
    def plain(): return random.random()
    def signs(): return jwt.encode({"sub": "jane"}, KEY, algorithm="ES256")
    def too_few(): return os.urandom(-1)
"""
WAYS = (
    *("urandom", "getrandom", "RAND_bytes", "secrets", "below", "choice"),
    *("uuid4", "SystemRandom", "Random", "seed", "temporary"),
)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_drawn_is_the_same_in_every_run(begin: Any, way: str) -> None:
    """Another at each draw, and in each process of a test."""
    found = []
    for _ in range(2):
        student = begin(CODE).student
        other = student.another()
        found.append([student.draw(way), student.draw(way), other.draw(way)])
    assert found[0] == found[1]
    assert 3 == len({str(drawn) for drawn in found[0]})


def test_random_gives_the_same_in_each_process(begin: Any) -> None:
    """As the contract says."""
    student = begin(CODE).student
    assert student.plain() == student.another().plain()


def test_a_signature_is_the_same_for_the_same_bytes(submission: Path) -> None:
    """As RFC 6979 has it, where the topic names the library."""
    zygote = Zygote(["jwt"])
    try:
        (submission / "work.py").write_text(textwrap.dedent(CODE), "utf-8")
        trial = Trial(Cells(zygote, "work", submission, Limits()))
        first, second = trial.student.signs(), trial.student.signs()
        trial.close()
    finally:
        zygote.close()
    assert first == second
    assert first.count(".") == 2


def test_nobody_can_draw_less_than_nothing(begin: Any) -> None:
    """As of the real one."""
    student = begin(CODE).student
    with student.raises("ValueError"):
        student.too_few()


NAMES_PLACES = """

class Thing:
    pass


def weigh(items):
    print("in", __file__, Thing())
    raise KeyError(f"{Thing()} in {__file__}", object())
"""


def graded(submission: Path, out: Path) -> Result:
    """The result of a submission to the small course."""
    request = Request(course_folder=SMALL, submission=submission, out=out)
    return grade(request, *read(request))


def said(result: Result) -> TestResult:
    """What became of the test that weighs."""
    return next(test for test in result.topics[0].tests if test.id == "test_weighs_everything")


@pytest.mark.usefixtures("warm")
def test_no_text_names_a_place_that_is_another_in_each_run(tmp_path: Path) -> None:
    """Neither an object's in memory nor a folder of ours: not in a message, in evidence, or in what was printed."""
    submission = tmp_path / "parcel.py"
    reference = (SMALL / "solutions" / "parcel" / "parcel.py").read_text("utf-8")
    submission.write_text(reference + NAMES_PLACES, "utf-8")
    first, second = (said(graded(submission, tmp_path / name)) for name in ("one", "two"))
    assert first == second
    assert "<parcel.Thing object at 0x…> in " in first.message
    assert "submission-…" in first.output


def test_nor_does_a_short_description_of_a_value() -> None:
    """Which may cut an address in two."""
    for before in range(60):
        one, two = (f"{'x' * before}<Thing object at 0x7f{place}>{'y' * 40}" for place in ("3c5a10d2", "90bc4e88"))
        assert short(one) == short(two)


@pytest.mark.usefixtures("warm")
def test_nor_does_what_is_wrong_with_a_whole_file(tmp_path: Path) -> None:
    """Python names the file that lacks a name."""
    folder = tmp_path / "parcel"
    folder.mkdir()
    (folder / "parcel.py").write_text("from helper import missing\n", "utf-8")
    (folder / "helper.py").write_text("there = 1\n", "utf-8")
    first, second = (graded(folder, tmp_path / name).topics[0].problem for name in ("one", "two"))
    assert first == second
    assert "submission-…/parcel/helper.py" in first
