"""Read a student's ``self_check.yaml``: it gives answers and problems, never an exception.

Of the file only the ids and the answers are used; the questions come from the rubric. A file that is not YAML
any more, through an unlucky colon or quote, is read line by line: one slip does not cost all ten answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from grader.course.strict_yaml import MAX_BYTES, read_yaml
from grader.errors import InputError
from grader.selfcheck.key import Key
from grader.selfcheck.plain import quote_answers
from grader.selfcheck.words import MAX_CHARACTERS, clean

_ANEW: Final = "`grader quiz` asks the questions and writes the file anew."
_SAFE: Final = "Text indented below `answer: |` is always safe."
_MOST_ITEMS: Final = 200
_MOST_PROBLEMS: Final = 5
_ITEM: Final = re.compile(r"^[ \t]*-[ \t]+id:[ \t]*(.*)$", re.MULTILINE)
_ANSWER: Final = re.compile(r"^[ \t]*answer:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers by question id, blank ones left out, and what was odd about the file, in sentences."""

    texts: Mapping[str, str]
    problems: tuple[str, ...] = ()


def read_answers(data: bytes | None, key: Key, *, name: str = "self_check.yaml") -> Answers:
    """Read a student's file: its bytes, or None if there is none. ``name`` is what the messages call it."""
    if data is None:
        return Answers({}, (f"There is no {name} in what was handed in, so there is nothing to compare yet.",))
    if len(data) > MAX_BYTES:
        return Answers({}, (f"{name} is larger than {MAX_BYTES // 1024} KiB and was not read. {_ANEW}",))
    if not data.strip():
        return Answers({}, (f"{name} is empty. {_ANEW}",))
    try:
        parsed = read_yaml(quote_answers(data), name).data
    except InputError as mistake:
        return _by_lines(data, key, name, mistake)
    items = parsed.get("questions") if isinstance(parsed, dict) else parsed
    if not isinstance(items, list):
        return Answers({}, (f"{name} has no list named `questions`. {_ANEW}",))
    return _collect(items, key, name)


def _collect(items: Sequence[object], key: Key, name: str) -> Answers:
    known = {question.id for question in key.questions}
    texts: dict[str, str] = {}
    problems: list[str] = []
    seen: set[str] = set()
    for number, item in enumerate(items[:_MOST_ITEMS], 1):
        id = item.get("id") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(id, str):
            problems.append(f"Item {number} of {name} has no id, so its answer could not be placed.")
        elif id not in known:
            problems.append(f"{name} has an answer to “{clean(id)[:40]}”, which is none of the questions.")
        else:
            text = _text(item.get("answer"))
            if text is None:
                problems.append(f"The answer to {id} is not text. {_SAFE}")
            elif id in texts and text.strip():
                problems.append(f"{id} is there twice; the first answer that is not blank was taken.")
            elif text.strip():
                texts[id] = clean(text)
            seen.add(id)
    missing = [question.id for question in key.questions if question.id not in seen]
    if missing:
        problems.append(f"Not found in {name}: {', '.join(missing)}. `grader quiz` asks for what is missing.")
    return Answers(texts, _few(problems))


def _text(value: object) -> str | None:
    """What was probably meant: ``answer: 42`` is a text, a list is lines, ``word: meaning`` is a line."""
    if value is None:
        return ""
    if not isinstance(value, list | dict):
        return str(value)[: 2 * MAX_CHARACTERS]
    parts = list(value.values()) if isinstance(value, dict) else value
    if len(parts) > _MOST_ITEMS or any(isinstance(part, list | dict) for part in parts):
        return None
    lines = [f"{k}: {v}" for k, v in value.items()] if isinstance(value, dict) else map(str, parts)
    return "\n\n".join(lines)


def _by_lines(data: bytes, key: Key, name: str, mistake: InputError) -> Answers:
    """The plain way: an item begins at ``- id:``, its answer is all that follows ``answer:``."""
    source = data.decode("utf-8", errors="replace")
    known = {question.id for question in key.questions}
    starts = list(_ITEM.finditer(source))[:_MOST_ITEMS]
    texts: dict[str, str] = {}
    ends = [*(start.start() for start in starts[1:]), len(source)]
    for start, end in zip(starts, ends, strict=False):  # one end too many where there is no start
        id = start.group(1).split("#")[0].strip().strip("'\"")
        chunk = source[start.end() : end]
        answer = _ANSWER.search(chunk)
        text = _unquoted(chunk[answer.end() :]) if answer else ""
        if id in known and text:
            texts.setdefault(id, clean(text))
    where = f"{mistake.place}: " if mistake.place else ""
    how = "The answers were read line by line, as well as that goes." if texts else "No answer could be read."
    form = f"{name} is not in the form that it should have ({where}{mistake.message})."
    return Answers(texts, (form, how, _SAFE if texts else _ANEW))


def _unquoted(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if not line.lstrip().startswith("#")]
    return re.sub(r"^[|>][-+]?(?=\s|$)", "", "\n".join(lines).strip()).strip().strip("\"'").strip()


def _few(problems: list[str]) -> tuple[str, ...]:
    rest = len(problems) - _MOST_PROBLEMS
    return (*problems[:_MOST_PROBLEMS], f"And {rest} more like these.") if rest > 0 else tuple(problems)
