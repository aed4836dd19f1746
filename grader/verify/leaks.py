"""The rules about what a student receives: nothing of ``solutions/`` is in it. For the gate.

What is looked for are whole lines of code, long enough not to be written by chance: of the reference, of ``right/`` and
of the hidden suite. Titles and messages of tests are meant to be shown and are no code.
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from grader.course.model import Course, Topic
from grader.errors import Place
from grader.result.model import Result
from grader.verify.examined import Examined, hidden, reference, right
from grader.verify.finding import Finding, Problem, counted, finding, parse
from grader.verify.kept import is_begun
from grader.verify.questions import strings
from grader.verify.sources import Line, code_lines, functions, is_blank
from grader.verify.stubs import Function

TAG = re.compile(r"<[^>]*>")
Secrets = dict[str, tuple[Path, int]]
"""Lines of code that are nobody's business, and where each is from."""


def exercises_keep_secrets(course: Course, topic: Topic) -> Finding:
    """No line of an answer is in what is handed out, be it in a comment."""
    secrets = answers(course, topic)
    problems = []
    for path in handed_out(course, topic):
        for number, text in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            problems += [_leak(secrets[line], line, Place(path, number)) for line in found_in(text, secrets)]
    return finding("nothing of an answer is handed out", counted(len(secrets), "line"), problems)


def handed_out(course: Course, topic: Topic) -> list[Path]:
    """The files of a topic that a student receives; where one works on it, nothing that they may have written."""
    found = [path for path in topic.folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    if is_begun(course, topic):
        found = [path for path in found if path.suffix != ".py" or path.name == "test_examples.py"]
    return sorted({*found, topic.skeleton} - ({topic.folder / f"{topic.id}.py"} - {topic.skeleton}))


def results_keep_secrets(examined: Examined) -> Finding:
    """No line of an answer or of the hidden suite is in the results and reports of the skeleton and of mistakes."""
    course, topic = examined.course, examined.topic
    secrets = answers(course, topic) | suite(course, topic)
    handed_out = "\n".join(path.read_text("utf-8") for path in sorted(topic.folder.glob("*.*")) if path.is_file())
    secrets = {line: where for line, where in secrets.items() if line not in handed_out}
    paths = [topic.skeleton, *examined.mistakes]
    problems: dict[str, Problem] = {}
    seen: dict[str, list[str]] = {}
    for path in paths:
        own = examined.source(path).decode("utf-8", "replace")
        for text in _shown(examined, path):
            if text not in seen:
                seen[text] = list(found_in(text, secrets))
            for line in seen[text]:
                if line not in own:  # a student sees the lines of their own
                    problems.setdefault(line, _leak(secrets[line], line, Place(path)))
    return finding("nothing of solutions/ is in a result or report", counted(len(paths), "result"), problems.values())


def answers(course: Course, topic: Topic) -> Secrets:
    """The lines of the reference and of ``right/`` by which the student's work gets done: not what is given to them."""
    blank = {name for name, function in functions(parse(topic.skeleton)) if is_blank(function)}
    given = {name for name, _ in functions(parse(topic.skeleton))} - blank
    secrets: Secrets = {}
    for path in (reference(course, topic), *right(course, topic)):
        among = [function for name, function in functions(parse(path)) if name not in given]
        secrets |= _by_text(code_lines(path.read_text("utf-8"), among), path)
    return secrets


def suite(course: Course, topic: Topic) -> Secrets:
    """The lines of the hidden suite."""
    secrets: Secrets = {}
    for path in hidden(course, topic):
        among = [node for node in ast.walk(parse(path)) if isinstance(node, Function)]
        secrets |= _by_text(code_lines(path.read_text("utf-8"), among), path)
    return secrets


def found_in(text: str, secrets: Iterable[str]) -> Iterator[str]:
    """Those of ``secrets`` that are in a text."""
    return (line for line in secrets if line in text)


def _by_text(lines: Iterable[Line], path: Path) -> Secrets:
    return {line.text: (path, line.number) for line in lines}


def _shown(examined: Examined, path: Path) -> Iterator[str]:
    """Everything that a student reads who hands in this file: the texts of the result, and the report without tags."""
    result = examined.result(path)
    yield from dict.fromkeys(text for text in strings(msgspec.to_builtins(result)) if len(text) > 1)
    if path == examined.topic.skeleton:
        yield plain(_render(result))


def plain(page: str) -> str:
    """The text of an HTML page."""
    return html.unescape(TAG.sub("", page))


def _render(result: Result) -> str:
    from grader.report.html import render_html

    render: Callable[[Result], str] = render_html
    return render(result)


def _leak(where: tuple[Path, int], line: str, place: Place) -> Problem:
    source = f"{where[0].parent.name}/{where[0].name}:{where[1]}"
    return Problem(f"a line of {source} can be read here: {line[:70]}", place, "take it out, or write it differently")
