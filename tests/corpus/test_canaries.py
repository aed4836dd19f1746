"""Nothing of ``solutions/`` is in anything that a student gets to see, whatever is handed in and whatever is asked.

Canary strings stand in the hidden suite, the reference, ``right/``, ``wrong/`` and the self-check's key of the course
``vault``; of the real course it is whole lines of code that are looked for. The corpus itself looks for the canaries as
well, in every hostile case.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import msgspec
import pytest

from grader.course import load_course
from grader.harness.processes.zygote_client import Zygote
from grader.result.model import Result
from grader.verify.examined import source, wrong
from grader.verify.leaks import answers, found_in, plain, suite
from mocks import SERVICES

from .case import COURSE, HONEST, TESTS
from .messages import shown
from .run import CANARY, sharing

REAL = TESTS.parent
PLANTED = {"HIDDEN", "REFERENCE", "RIGHT", "WRONG", "KEY"}
EVERY_OUTCOME = """
import os

from honest import *

from honest import double as _double


def double(number):
    return {}[number]


def tally():
    os._exit(0)


def visit(items, look):
    raise NotImplementedError


def withdraw(balance, amount):
    return balance - amount


class Box:
    def __init__(self, value):
        self.open = 7


def fetch(key):
    while True:
        pass


async def gather(keys):
    return ["value of another"]


@app.get("/double/{number}")
def broken(number: int):
    raise LookupError(number)


app.router.routes.insert(0, app.router.routes.pop())
"""
BLOCKED = '''

@pytest.mark.task("values", points=0, needs="test_doubles")
def test_doubles_twice(student):
    """It builds on another."""
    assert student.double(student.double(1)) == 4, f"{SECRET} is expected"


@pytest.mark.task("values", points=0)
def test_is_skipped(student):
    """It is not run."""
    pytest.skip("not today")
'''
SUBMISSIONS = {
    "the skeleton": (COURSE / "exercises" / "vault" / "vault.py").read_text(),
    "a right answer": HONEST.read_text(),
    "a mistake": HONEST.read_text().replace("number + number", "number * 3"),
    "an import that fails": "raise LookupError('no')\n",
    "a syntax error": "def (\n",
    "nothing": "",
    "null bytes": "\0\0",
}


@pytest.fixture(scope="module", autouse=True)
def shared() -> Iterator[None]:
    """One zygote for the commands of these tests, with the libraries of both courses."""
    zygote = Zygote(["httpx", "fastapi", "pydantic", "jwt", "cryptography"])
    with sharing(zygote):
        yield
    zygote.close()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course, in which a student works; one more test of its suite builds on another, one is skipped."""
    shutil.copytree(COURSE, tmp_path / "course", ignore=shutil.ignore_patterns(".grader", "__pycache__"))
    with (tmp_path / "course" / "solutions" / "vault" / "hidden" / "test_vault.py").open("a") as file:
        file.write(BLOCKED)
    return tmp_path / "course"


@pytest.fixture
def ask(course: Path, tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Runs a command in that course, with this as vault.py; what a student then can see, by where."""

    def ask(*arguments: str, code: str | None = None, stdin: str = "") -> dict[str, str]:
        if code is not None:
            (course / "exercises" / "vault" / "vault.py").write_text(code)
            shutil.copy(HONEST, course / "exercises" / "vault" / "honest.py")
        out = ["--out", str(tmp_path / "report")] if arguments[0] in ("check", "watch") else []
        where = [] if arguments[0] == "report" else ["--course", str(course)]
        return shown([*arguments, *where, *out], tmp_path / "report", stdin)

    return ask


def canaries(seen: dict[str, str]) -> list[str]:
    """Where a canary is."""
    return [f"{canary} in {where}" for where, text in seen.items() for canary in sorted(set(CANARY.findall(text)))]


def outcomes(seen: dict[str, str]) -> set[str]:
    """The outcomes in a result."""
    result = msgspec.json.decode(seen["result.json"], type=Result)
    return {test.outcome.value for topic in result.topics for test in topic.tests}


def answered(course: Path, answer: str) -> None:
    """Let the student have answered the question so."""
    path = course / "exercises" / "self_check.yaml"
    path.write_text(path.read_text().replace('answer: ""', f"answer: {answer}"))


def test_a_canary_is_planted_in_everything_that_is_secret() -> None:
    """Or the other tests would look for nothing."""
    files = [path for path in (COURSE / "solutions").rglob("*") if path.suffix in (".py", ".yaml")]
    assert len(files) >= 5
    assert dict.fromkeys(files, True) == {path: bool(CANARY.search(path.read_text())) for path in files}
    assert set(re.findall(r"CANARY-([A-Z]+)-", "".join(path.read_text() for path in files))) == PLANTED


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_no_canary_is_in_what_a_run_leaves(name: str, ask: Callable[..., dict[str, str]]) -> None:
    """Report, result, journal, terminal, messages to cells."""
    seen = ask("check", code=SUBMISSIONS[name])
    assert {"report.html", "result.json", "the terminal", "a message to a cell"} <= set(seen)
    assert [] == canaries(seen)


def test_no_canary_is_in_the_message_of_any_outcome(ask: Callable[..., dict[str, str]]) -> None:
    """But for that of a fault of the grader's own, which no submission leads to."""
    seen = ask("check", code=EVERY_OUTCOME)
    assert [] == canaries(seen)
    wanted = {"passed", "failed", "not_done", "error", "timed_out", "crashed", "blocked", "not_run"}
    assert wanted == outcomes(seen)
    assert "value of another" in seen["journal.jsonl"]
    assert "\ndouble\n" in seen["a message to a cell"]


def test_no_canary_is_in_what_the_student_s_commands_say(ask: Callable[..., dict[str, str]], tmp_path: Path) -> None:
    """The list, the hints that have been unlocked, the report made again, and the questions, with no answer given."""
    for number in range(3):
        ask("check", code=SUBMISSIONS["a mistake"] + f"\nattempt = {number}\n")
    hint = ask("hint", "vault.values")
    assert "Read the docstring." in hint["the terminal"]
    result = str(tmp_path / "report" / "result.json")
    for command in (["list"], ["report", result], ["quiz"]):
        hint |= {f"{where} after {command}": text for where, text in ask(*command).items()}
    assert "Why does the vault double a number?" in hint["the terminal after ['quiz']"]
    assert [] == canaries(hint)


@pytest.mark.parametrize("option", ["--instructor", "--fresh"])
def test_no_canary_is_in_the_result_whatever_the_options(option: str, ask: Callable[..., dict[str, str]]) -> None:
    """An instructor's report has the suite in it, and nothing else has."""
    seen = ask("check", option, code=SUBMISSIONS["a mistake"])
    page = seen.pop("report.html")
    assert (option == "--instructor") == bool(CANARY.search(page))
    assert [] == canaries(seen)


def test_no_canary_is_in_what_watching_says(ask: Callable[..., dict[str, str]], course: Path) -> None:
    """Of the first run, and of what a save has changed."""
    file = course / "exercises" / "vault" / "vault.py"

    def saves(*_: object, **__: object) -> Iterator[set[tuple[int, str]]]:
        for code in (SUBMISSIONS["a mistake"], "def (\n", SUBMISSIONS["a right answer"]):
            file.write_text(code)
            yield {(2, str(file))}
        raise KeyboardInterrupt

    with mock.patch("watchfiles.watch", saves):
        seen = ask("watch", code=SUBMISSIONS["a right answer"])
    assert "✗ broken" in seen["the terminal"]
    assert "✓ fixed" in seen["the terminal"]
    assert [] == canaries(seen)


def test_no_canary_is_in_what_a_pool_leaves(
    ask: Callable[..., dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose workers have zygotes of their own."""
    from grader.grading import start

    monkeypatch.setattr(start, "Zygote", Zygote)
    seen = ask("check", "--jobs", "2", code=SUBMISSIONS["a mistake"])
    assert "\ndouble\n" in seen["a message to a cell"]
    assert [] == canaries(seen)


@pytest.mark.parametrize("answer", ["It does.", "CANARY", "1"])
def test_the_key_is_not_told_to_who_has_not_tried(
    answer: str, ask: Callable[..., dict[str, str]], course: Path
) -> None:
    """Less than three words are no answer."""
    answered(course, answer)
    assert [] == canaries(ask("check", code=""))
    assert [] == canaries(ask("quiz", "--again", stdin=f"{answer}\n\n"))


def test_who_has_tried_is_told_the_model_answer_and_no_more(ask: Callable[..., dict[str, str]], course: Path) -> None:
    """That is what the self-check is for; but not by which words a point is found, nor the answer to another."""
    other = """
  - id: why_half
    topic: vault
    question: Why does it not halve it?
    model_answer: Because CANARY-OTHER-110000 says so.
    points:
      - {text: It is CANARY-OTHER-220000 that says so., any: [CANARY-OTHER-330000]}
"""
    key = course / "solutions" / "self_check.yaml"
    key.write_text(
        key.read_text().replace("any: [CANARY-KEY-08d6aa]", "any: [CANARY-WORDS-440000]") + other.lstrip("\n")
    )
    answered(course, "Since two are more than one is.")
    seen = ask("check", code="") | {"the quiz": ask("quiz", stdin="")["the terminal"]}
    journal, messages = seen["journal.jsonl"], seen["a message to a cell"]
    assert {"CANARY-KEY-08d6aa"} == set(CANARY.findall("\n".join(seen.values())))
    assert [] == canaries({"the journal": journal, "a message": messages})


@pytest.mark.parametrize("variant", range(3), ids=["the skeletons", "some mistakes", "other mistakes"])
def test_no_line_of_the_real_solutions_is_seen(variant: int, tmp_path: Path) -> None:
    """Of suite, reference and right answers, in report, result, journal, terminal and messages to cells.

    Lines that are the student's own, and those that stand in what is handed out, are no secret.
    """
    course = load_course(REAL, services=SERVICES)
    handed_out = [path for path in (REAL / "exercises").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    known = "\n".join(path.read_text("utf-8") for path in handed_out)
    for topic in course.topics:
        mistakes = wrong(course, topic)
        chosen = source(course, topic, [topic.skeleton, mistakes[0], mistakes[-1]][variant])
        (tmp_path / "in" / topic.id).mkdir(parents=True)
        (tmp_path / "in" / topic.id / f"{topic.id}.py").write_bytes(chosen)
        known += chosen.decode()
    lines = [line for topic in course.topics for line in answers(course, topic) | suite(course, topic)]
    secrets = [line for line in lines if line not in known]
    assert len(secrets) > 500
    out = tmp_path / "report"
    seen = shown(["check", "--course", str(REAL), "--submission", str(tmp_path / "in"), "--out", str(out)], out)
    seen["report.html"] = plain((out / "report.html").read_text("utf-8"))
    seen["result.json"] = "\n".join(_strings(msgspec.json.decode(seen["result.json"])))
    seen["journal.jsonl"] = "\n".join(_strings([msgspec.json.decode(line) for line in _objects(seen["journal.jsonl"])]))
    assert {where: [] for where in seen} == {where: list(found_in(text, secrets)) for where, text in seen.items()}
    assert [] == [where for where, text in seen.items() if "solutions/" in text or "hidden/test_" in text]


def _objects(lines: str) -> Iterator[str]:
    return (line[line.index("{") :] for line in lines.splitlines() if "{" in line)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
