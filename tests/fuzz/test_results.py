"""What comes of a conversation, whatever was said in it, can be written, read, drawn and printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from grader.report import text
from grader.report.html import render_html
from grader.result.model import CourseInfo, Result, Submission, TaskResult, TestResult, TopicResult

from . import conversation, promises
from .seeds import seeds

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def result() -> Result:
    """One with the verdicts on two hundred tests that met the fuzzer's cells."""
    made: list[TestResult] = []

    def keep(trial: Any, raised: BaseException | None) -> None:
        verdict = promises.verdict_on(trial, raised)
        made.append(msgspec.structs.replace(verdict, id=f"test_{len(made)}"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(promises, "result", keep)
        for data in seeds("conversation"):
            conversation.conversation(data)
    task = TaskResult("task", "A task", 0.0, float(len(made)))
    topic = TopicResult("work", "A topic", "", 1.0, 0.0, task.max_score, True, (task,), tuple(made))
    course, submission = CourseInfo("A course", "1", "0" * 64), Submission("jane", "0" * 64)
    return Result(True, 0.0, task.max_score, course, submission, (topic,), (), (), {})


def test_there_is_something_to_see(result: Result) -> None:
    """Verdicts of several kinds, with events of many."""
    tests = result.topics[0].tests
    assert len({test.outcome for test in tests}) >= 5
    assert len({event.kind for test in tests for event in test.evidence.events}) >= 9


def test_follows_the_schema(result: Result) -> None:
    """The published one."""
    schema = json.loads((ROOT / "docs" / "result.schema.json").read_bytes())
    written = msgspec.json.encode(result)
    jsonschema.validate(json.loads(written), schema)
    assert result == msgspec.json.decode(written, type=Result)


def test_can_be_drawn(result: Result) -> None:
    """Whole, in UTF-8."""
    page = render_html(result).encode("utf-8")
    assert page.rstrip().endswith(b"</html>")


def test_can_be_printed(result: Result) -> None:
    """In a terminal."""
    printed = text.plain(text.summary(result)).encode("utf-8")
    assert b"A topic" in printed
