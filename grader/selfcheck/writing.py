"""Write one answer into a student's ``self_check.yaml``, and leave all else in it as it was. For the quiz."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from grader.course.strict_yaml import read_yaml
from grader.errors import InputError
from grader.selfcheck.answers import read_answers
from grader.selfcheck.key import Key, Question
from grader.selfcheck.words import clean

HEADER: Final = """\
# The self-check. Write your answers below `answer: |`, indented, or let `grader quiz` ask you.
"""

_ENTRY: Final = re.compile(r"( *)(- +)?answer:(?: .*)?")


def with_answer(data: bytes | None, key: Key, question: str, text: str) -> tuple[bytes, bool]:
    """The file's bytes with this answer in it, and whether the file had to be written anew.

    Written anew, from the rubric's questions, if it is missing or not in its form; the answers that could be
    read are kept, comments are not. The caller keeps the old file then.
    """
    answers = dict(read_answers(data, key).texts) if data else {}
    answers[question] = clean(text)
    wanted = {id: answer for id, answer in answers.items() if answer}
    edited = _edit(data, question, clean(text)) if data else None
    # Read back before it is trusted: whatever form a student's YAML has, no answer may get lost in it.
    if edited is not None and dict(read_answers(edited, key).texts) == wanted:
        return edited, False
    return render(key, wanted), True


def render(key: Key, answers: Mapping[str, str]) -> bytes:
    """A whole file: all questions of the rubric, with these answers."""
    items = (_item(question, answers.get(question.id, "")) for question in key.questions)
    return "\n".join([HEADER, "questions:", *items]).encode()


def _item(question: Question, answer: str) -> str:
    return (
        f"  - id: {question.id}\n"
        f"    topic: {question.topic}\n"
        f"    question: {_block(question.question, '      ')}\n"
        f"    answer: {_block(answer, '      ')}\n"
    )


def _block(text: str, indent: str) -> str:
    """A literal block scalar (YAML 1.2.2, §8.1.2): nothing in it needs quoting."""
    lines = (f"{indent}{line}".rstrip() for line in text.split("\n"))
    return "|-\n" + "\n".join(lines) if text else '""'


def _edit(data: bytes, question: str, text: str) -> bytes | None:
    """Replace the lines of that answer, or None if they can't be found."""
    newline = "\r\n" if b"\r\n" in data else "\n"
    try:
        first = _line_of(data, question)
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except (UnicodeDecodeError, InputError):
        return None
    entry = _ENTRY.fullmatch(lines[first]) if first is not None else None
    if first is None or entry is None:
        return None
    before = entry[1] + (entry[2] or "")
    new = f"{before}answer: {_block(text, ' ' * (len(before) + 2))}".split("\n")
    changed = [*lines[:first], *new, *lines[_end(lines, first, len(before)) :]]
    return newline.join(changed).encode()


def _line_of(data: bytes, question: str) -> int | None:
    """The line (from 0) on which the ``answer:`` to that question stands."""
    document = read_yaml(data, "self_check.yaml")
    items = document.data.get("questions") if isinstance(document.data, dict) else None
    for i, item in enumerate(items if isinstance(items, list) else ()):
        line = document.lines.get(("questions", i, "answer"))
        if isinstance(item, dict) and item.get("id") == question and line is not None:
            return line - 1
    return None


def _end(lines: list[str], first: int, depth: int) -> int:
    """One past the value's last line: it goes on while lines are indented deeper than their key, or blank."""
    end = first + 1
    for i in range(first + 1, len(lines)):
        if lines[i].strip():
            if len(lines[i]) - len(lines[i].lstrip(" ")) <= depth:
                break
            end = i + 1
    return end
