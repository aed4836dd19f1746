"""The rubric of the self-check, ``solutions/self_check.yaml``: read, checked, and made ready to compare.

The form is described in docs/contract.md. A mistake in it is the author's: ``InputError`` with its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import msgspec

from grader.course.strict_yaml import Document, Step, read_yaml
from grader.errors import InputError, Place
from grader.selfcheck.words import phrase

Mark = Literal["", "not", "any", "without"]
_MARKS: Final[dict[str, Mark]] = {"not": "not", "any": "any", "without": "without"}


class RubricLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A point or a misconception as written: what the student reads, and the patterns that show it."""

    text: str
    any: tuple[str, ...]


class QuestionSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question as written."""

    id: str
    topic: str
    question: str
    model_answer: str
    points: tuple[RubricLine, ...]
    words: dict[str, tuple[str, ...]] = {}
    misconceptions: tuple[RubricLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a pattern: a name in ``Question.phrases``, and the polarity it is wanted in."""

    name: str
    mark: Mark


Pattern = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A point or a misconception: shown as ``text``, found when all terms of one pattern occur together."""

    text: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, ready to compare. ``phrases``: by first stem, those phrases and their names."""

    id: str
    topic: str
    question: str
    model_answer: str
    points: tuple[Line, ...]
    misconceptions: tuple[Line, ...]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class Key:
    """All questions, in order."""

    questions: tuple[Question, ...]


def load_key(path: Path) -> Key:
    """Read the rubric. Raises InputError if it can't be used."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"can't be read: {error.strerror}",
            place=Place(path),
            repair="put the rubric of the self-check there",
        ) from None
    return make_key(read_yaml(data, path, trusted=True))


def make_key(document: Document) -> Key:
    """The same from a document already read."""
    data = document.data
    items = data.get("questions") if isinstance(data, dict) and len(data) == 1 else None
    if not isinstance(items, list) or not items:
        raise InputError(
            "the rubric of the self-check must be one list named questions",
            place=document.place(),
            repair="begin the file with `questions:` and put each question below it as an item `- id: …`",
        )
    questions: list[Question] = []
    for index, item in enumerate(items):
        question = _Reader(document, index, item).question()
        if any(question.id == other.id for other in questions):
            raise InputError(
                f"the id {question.id!r} is used twice",
                place=document.place("questions", index, "id"),
                repair="give each question an id of its own",
            )
        questions.append(question)
    return Key(tuple(questions))


def key_without_rubric(document: Document) -> Key:
    """The questions alone, from ``exercises/self_check.yaml``, where there is no rubric: in a student's copy."""
    data = document.data
    items = data.get("questions") if isinstance(data, dict) else None
    fields = ("id", "topic", "question")
    questions: list[Question] = []
    for index, item in enumerate(items if isinstance(items, list) else ()):
        values = [item.get(field) if isinstance(item, dict) else None for field in fields]
        if not all(isinstance(value, str) for value in values):
            raise InputError(
                "a question needs `id`, `topic` and `question`, each a text",
                place=document.place("questions", index),
                repair="put back what was there; only answers are to be changed",
            )
        id, topic, question = map(str, values)
        questions.append(Question(id, topic, question.strip(), "", (), (), {}))
    if not questions:
        raise InputError("there are no questions", place=document.place(), repair="put back the file as it was")
    return Key(tuple(questions))


def questions_that_differ(key: Key, handed_out: object) -> tuple[str, ...]:
    """Compare the rubric with ``exercises/self_check.yaml`` as data: one sentence for each difference."""
    items = handed_out.get("questions") if isinstance(handed_out, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return ("exercises/self_check.yaml has no list named questions",)
    differences = []
    if [item.get("id") for item in items] != [question.id for question in key.questions]:
        differences.append(
            "exercises/self_check.yaml and solutions/self_check.yaml list other ids, or in another order"
        )
    by_id = {item.get("id"): item for item in items}
    for question in key.questions:
        item = by_id.get(question.id, {})
        for field, wanted in (("topic", question.topic), ("question", question.question), ("answer", "")):
            if item and item.get(field) != wanted:
                differences.append(f"{question.id}: `{field}` in exercises/self_check.yaml should be {wanted!r}")
    return tuple(differences)


class _Reader:
    """Makes one question ready, and knows where in the file it stands. One for each question."""

    def __init__(self, document: Document, index: int, item: object) -> None:
        self._document = document
        self._at: tuple[Step, ...] = ("questions", index)
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._known: set[str] = set()
        self._source = self._convert(item)

    def question(self) -> Question:
        """The question. A word of a pattern that is no name in ``words`` stands for itself."""
        source = self._source
        for name, alternatives in source.words.items():
            for written in (name, *alternatives):
                self._add(name, written, "words", name)
        points = tuple(self._line(line, "points", i) for i, line in enumerate(source.points))
        misconceptions = tuple(self._line(line, "misconceptions", i) for i, line in enumerate(source.misconceptions))
        return Question(
            id=source.id,
            topic=source.topic,
            question=source.question.strip(),
            model_answer=source.model_answer.strip(),
            points=points,
            misconceptions=misconceptions,
            phrases={first: tuple(dict.fromkeys(entries)) for first, entries in self._phrases.items()},
        )

    def _convert(self, item: object) -> QuestionSource:
        try:
            source = msgspec.convert(item, QuestionSource)
        except msgspec.ValidationError as error:
            raise self._mistake(str(error), "docs/contract.md shows the form, under `The self-check`") from None
        for field in ("id", "topic", "question", "model_answer"):
            if not getattr(source, field).strip():
                raise self._mistake(f"`{field}` is empty", f"write the {field.replace('_', ' ')}", field)
        if not source.points:
            raise self._mistake("`points` is empty", "name at least one thing that a good answer says", "points")
        return source

    def _add(self, name: str, written: str, *at: Step) -> None:
        stems = phrase(written.replace("_", " "))
        if not stems:
            raise self._mistake(f"{written!r} has no word in it", "write a word or a phrase", *at)
        self._known.add(name)
        self._phrases.setdefault(stems[0], []).append((stems, name))

    def _line(self, line: RubricLine, *at: Step) -> Line:
        if not line.text.strip() or not line.any:
            raise self._mistake("a point needs `text` and at least one pattern in `any`", "add what is missing", *at)
        patterns = tuple(self._pattern(written, *at, "any", i) for i, written in enumerate(line.any))
        return Line(line.text.strip(), patterns)

    def _pattern(self, written: str, *at: Step) -> Pattern:
        terms: list[Term] = []
        mark: Mark = ""
        for word in written.split():
            if word in _MARKS and not mark:
                mark = _MARKS[word]
                continue
            if word not in self._known:
                self._add(word, word, *at)
            terms.append(Term(word, mark))
            mark = ""
        if mark or all(term.mark == "without" for term in terms):
            message = f"the pattern {written!r} asks for nothing"
            raise self._mistake(message, "write a word after each `not`, `any` and `without`, and one besides", *at)
        return tuple(terms)

    def _mistake(self, message: str, repair: str, *at: Step) -> InputError:
        return InputError(message, place=self._document.place(*self._at, *at), repair=repair)
