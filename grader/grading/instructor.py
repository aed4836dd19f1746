"""What an instructor's copy of a report adds beside each failed test: its source, and how the student's function
differs from the reference's. Never for a student.

Only the course's own files are parsed. A student's file is read by its lines: deep nesting has overflowed the stack of
Python's parser before, and this runs in the trusted process.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.course import Course
from grader.course.model import Topic
from grader.report.html import InstructorTopic, InstructorView
from grader.result.causes import causes
from grader.result.model import Result, TestResult, TopicResult
from grader.submission.intake import Intake
from grader.submission.source_text import decoded, lines_of

MOST_LINES = 400
"""Lines of a student's function that are compared: of a million empty ones it would take a minute."""
MOST_ABOVE = 5_000
"""Lines above one of a student's in which the function is looked for that it is in."""

_DEF = re.compile(r"(\s*)(?:async\s+)?(?:def|class)\s+(\w+)")
_Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def instructor_view(course: Course, intake: Intake, result: Result) -> InstructorView:
    """What is added to each topic of the result."""
    pairs = ((graded, course.topic(graded.id)) for graded in result.topics if not graded.problem)
    return InstructorView({graded.id: _of_topic(graded, topic, intake) for graded, topic in pairs if topic is not None})


def _of_topic(graded: TopicResult, topic: Topic, intake: Intake) -> InstructorTopic:
    files = {name: lines_of(decoded(data)) for name, data in intake.topic(topic.id).files.items()}
    suites = [path for path in (topic.examples, *topic.hidden) if path is not None]
    sources = {name: source for path in suites for name, source in _functions(path).items()}
    reference = _functions(topic.reference) if topic.reference is not None else {}
    shown = [cause.shown for cause in causes(graded.tests)]
    tests = {test.id: sources.get(test.id.partition("[")[0], "") for test in shown}
    return InstructorTopic(tests, {test.id: _difference(test, files, reference) for test in shown})


def _functions(path: Path) -> dict[str, str]:
    """The source of each function and class in a file of the course, decorators included, by its name."""
    text = path.read_text("utf-8")
    lines = text.split("\n")
    found = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, _Named):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            found[node.name] = "\n".join(lines[first - 1 : node.end_lineno])
    return found


def _difference(test: TestResult, files: Mapping[str, Sequence[str]], reference: Mapping[str, str]) -> str:
    """From the first of the functions and classes on the test's way that is another one in the reference."""
    for excerpt in test.excerpts:
        lines = files.get(excerpt.file, ())
        for name, first in _enclosing(lines, excerpt.line):
            theirs, ours = _block(lines, first), reference.get(name, "").split("\n")
            diff = [*difflib.unified_diff(theirs, ours, "submission", "reference", lineterm="", n=6)]
            if len(theirs) >= MOST_LINES:
                diff.append("@@ the rest of the submission's function is left out here @@")
            if name in reference and diff:
                return "\n".join(diff)
    return ""


def _enclosing(lines: Sequence[str], line: int) -> list[tuple[str, int]]:
    """The functions and classes that a line is in, from the inside out: their names, and where they begin."""
    found: list[tuple[str, int]] = []
    depth = 1_000_000
    for number in range(min(line, len(lines)), max(0, line - MOST_ABOVE), -1):
        begun = _DEF.match(lines[number - 1])
        if begun and len(begun[1]) < depth:
            found.append((begun[2], number))
            depth = len(begun[1])
        elif number == line and lines[number - 1].strip():
            depth = len(lines[number - 1]) - len(lines[number - 1].lstrip())
        if depth == 0:
            break
    return found


def _block(lines: Sequence[str], first: int) -> list[str]:
    """A function's lines, decorators included: up to the first line behind its signature that is not further in."""
    while first > 1 and lines[first - 2].lstrip().startswith("@"):
        first -= 1
    begun = next(number for number in range(first - 1, len(lines)) if _DEF.match(lines[number]))
    indent = len(lines[begun]) - len(lines[begun].lstrip())
    last, inside = begun + 1, False
    end = min(len(lines), begun + MOST_LINES)
    for number in range(begun + 1, end):
        text = lines[number].strip()
        if text and len(lines[number]) - len(lines[number].lstrip()) <= indent and (inside or text[0] not in ")]"):
            break
        inside = inside or lines[number - 1].rstrip().endswith(":")
        last = number + 1 if text else last
    else:
        last = end if end < len(lines) else last
    return list(lines[first - 1 : last])
