"""The rules about the self-check: ten questions, the same in both files, and no answer shown before an attempt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from grader.course.model import Course
from grader.course.strict_yaml import read_yaml
from grader.errors import InputError, Place
from grader.selfcheck import Key, check, load_key, questions_that_differ
from grader.verify.finding import Finding, Problem, counted, finding

QUESTIONS = 10
SAME = "the self-check is the same in both files"
HIDDEN = "the self-check shows no answer before an attempt"


def self_check_is_sound(course: Course) -> Finding:
    """Ten questions that are the same in exercises/ and solutions/, each with a rubric and a model answer, if any."""
    if course.questions is None and course.model_answers is None:
        return Finding(SAME, "none")
    handed_out, rubric, key = _read(course)
    problems = [
        Problem(difference, Place(handed_out), "write the same in both")
        for difference in questions_that_differ(key, read_yaml(handed_out.read_bytes(), handed_out, trusted=True).data)
    ]
    if len(key.questions) != QUESTIONS:
        message = f"{len(key.questions)} questions, not {QUESTIONS}"
        problems.append(Problem(message, Place(rubric), "add or remove some"))
    return finding(SAME, counted(len(key.questions), "question"), problems)


def self_check_keeps_its_answers(course: Course) -> Finding:
    """No model answer and no point of the rubric is in what a student receives, or in a result without an attempt."""
    if course.questions is None and course.model_answers is None:
        return Finding(HIDDEN, "none")
    handed_out, _, key = _read(course)
    blank = _without_answers(handed_out)
    result = msgspec.to_builtins(check(blank, key))
    received = {handed_out.name: blank.decode(), "the result": "\n".join(strings(result))}
    problems = [
        Problem(f"{what} of {question.id} is in {where}", Place(handed_out), "take it out")
        for question in key.questions
        for what, secret in (
            ("the model answer", question.model_answer),
            *(("a point", point.text) for point in question.points),
        )
        for where, text in received.items()
        if " ".join(secret.split()) in " ".join(text.split())
    ]
    return finding(HIDDEN, counted(len(key.questions), "question"), problems)


def _without_answers(handed_out: Path) -> bytes:
    """The questions as they are handed out; a student may have written answers into the file."""
    document: Any = read_yaml(handed_out.read_bytes(), handed_out, trusted=True).data
    questions = [{**question, "answer": ""} for question in document["questions"]]
    return msgspec.json.encode({"questions": questions})  # which is YAML as well


def _read(course: Course) -> tuple[Path, Path, Key]:
    handed_out = course.exercises / "self_check.yaml"
    rubric = course.folder / "solutions" / "self_check.yaml"
    if not handed_out.is_file():
        raise InputError("this file is missing", place=Place(handed_out), repair="create it as docs/contract.md shows")
    return handed_out, rubric, load_key(rubric)


def strings(value: object) -> list[str]:
    """All strings in plain data, keys too."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in strings(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in strings(part)]
    return []
