"""One hostile case over the real command, and all that must hold of it. For the tests only."""

from __future__ import annotations

import html
import re
import secrets
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
from _pytest.assertion.rewrite import AssertionRewritingHook

from grader.cli.main import run
from grader.grading import start
from grader.harness.processes.zygote_client import Zygote
from grader.result.journal import Journal
from grader.result.model import Result
from tests.processes import family

from .case import COURSE, hand_in, load
from .messages import recorded, told
from .readers import unsafe

CANARY = re.compile(r"CANARY-[A-Z]+-[0-9a-f]{6}")
RUNNER_CANARY = "CANARY-RUNNER-" + secrets.token_hex(3)
"""Only in this process's memory: made at random, so that it stands in no file."""
OUTSIDE = Path("/tmp/hostile-was-here")
"""Where cases try to leave a trace (they make it, or files that begin with this name)."""
PATIENCE = 20.0


@contextmanager
def sharing(zygote: Zygote) -> Iterator[None]:
    """Graders of this process are forked from one zygote, which none of them closes; and suites are loaded as they are:
    the pytest that runs these tests would rewrite their assertions, so that messages tell what was expected.
    """

    class Shared:
        def __getattr__(self, name: str) -> Any:
            return getattr(zygote, name)

        def close(self) -> None:
            return

    plain = [finder for finder in sys.meta_path if not isinstance(finder, AssertionRewritingHook)]
    with (
        mock.patch.object(start, "Zygote", return_value=Shared()),
        mock.patch.object(start, "_freeze"),
        mock.patch.object(sys, "meta_path", plain),
    ):
        yield


def problems(folder: Path, work: Path) -> list[str]:
    """Everything that is not as the case says, in words; nothing if all is well. ``work`` is an empty folder."""
    case = load(folder)
    hand_in(folder, case, work / "submission" / "vault")
    sent = work / "messages"
    said = StringIO()
    with (
        own_temporary_folder() as temporary,
        recorded(sent),
        mock.patch.object(Journal, "clear"),  # so that it can be looked into
        redirect_stdout(said),
        redirect_stderr(said),
        warnings.catch_warnings(record=True) as warned,
    ):
        warnings.simplefilter("always")
        arguments = ["--course", str(COURSE), "--submission", str(work / "submission"), "--out", str(work / "report")]
        code = run(["check", *arguments])
        left = sorted(path.name for path in temporary.iterdir())
    path = work / "report" / "result.json"
    if not path.exists():
        return [f"no result; exit code {code}, said: {said.getvalue()[-1500:]}"]
    result = msgspec.json.decode(path.read_bytes(), type=Result)
    page = (work / "report" / "report.html").read_text("utf-8")
    shown = {
        "the terminal": said.getvalue(),
        "a warning": "\n".join(str(warning.message) for warning in warned),
        "the result": path.read_text("utf-8"),
        "the report": html.unescape(page),
        "the journal": (work / "report" / "journal.jsonl").read_text("utf-8"),
        "a message to the cell": told(sent.read_bytes()),
    }
    found = [*_verdicts(case, result, code), *_leaks(case.never, shown), *_traces(case.says, result)]
    found += unsafe(said.getvalue(), page)
    return [*found, f"the grader has left {left}"] if left else found


@contextmanager
def own_temporary_folder() -> Iterator[Path]:
    """Where the grader makes its folders meanwhile: one that was empty. Cells enter it, whoever they are."""
    before = tempfile.tempdir
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    folder.chmod(0o755)
    tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)


def _verdicts(case: Any, result: Result, code: int) -> Iterator[str]:
    (topic,) = result.topics
    found = {test.id: test.outcome.value for test in topic.tests}
    for test, outcome in case.expected(list(found)).items():
        if found[test] != outcome:
            message = next(one.message for one in topic.tests if one.id == test)
            yield f"{test} is {found[test]}, not {outcome}: {message[:300]}"
    unknown = set(case.outcomes) - set(found) - {"default"}
    if unknown:
        yield f"no such test: {sorted(unknown)}"
    deserved = sum(test.max_score for test in topic.tests if found[test.id] == "passed")
    if (code, result.complete, result.score) != (0, True, deserved):
        yield f"exit code {code}, complete {result.complete}, {result.score} points for {deserved} deserved"


def _leaks(never: tuple[str, ...], shown: dict[str, str]) -> Iterator[str]:
    for where, text in shown.items():
        for canary in sorted(set(CANARY.findall(text))):
            yield f"{canary} is in {where}"
        for forbidden in never:
            if forbidden in text:
                yield f"{forbidden!r} is in {where}"


def _traces(says: str, result: Result) -> Iterator[str]:
    messages = [test.message for topic in result.topics for test in topic.tests]
    if says and not any(says in message for message in messages):
        yield f"no message says {says!r}; they say {sorted(set(messages))}"
    left = sorted(OUTSIDE.parent.glob(OUTSIDE.name + "*"))
    if left:
        yield f"it has left {left}"


def below(zygote: Zygote) -> frozenset[int]:
    """The processes below the zygote: its own part in another namespace, and cells."""
    return frozenset(family(zygote._process.pid))


def left_over(zygote: Zygote, before: frozenset[int]) -> frozenset[int]:
    """Processes that are still there when all cells have had time to end."""
    until = time.monotonic() + PATIENCE
    while (left := below(zygote) - before) and time.monotonic() < until:
        time.sleep(0.02)
    return left
