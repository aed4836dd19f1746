"""Answers that a student wrote without quotes, made safe for YAML: ``quote_answers``.

In YAML a `` #`` begins a comment, and ``: ``, ``*`` or ``- `` mean something else again. Nobody who writes a sentence
thinks of that, so whatever follows ``answer:`` is taken as text. The number of lines stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

_ANSWER: Final = re.compile(r"(?P<key>(?P<indent> *(?:- +)?)answer:[ \t]+)(?P<text>\S.*)")
_IN_YAML: Final = re.compile(r"[\[{].*[\]}]|[|>][-+0-9]*([ \t]+#.*)?|~|null|true|false", re.IGNORECASE)
"""Answers that are meant as YAML: lists, blocks, and values that stand for themselves."""


def quote_answers(data: bytes) -> bytes:
    """The file with its plain answers in double quotes. What is not UTF-8 comes back as it is."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return data
    written: list[str] = []
    while len(written) < len(lines):
        here = len(written)
        found = _ANSWER.fullmatch(lines[here].rstrip())
        if found is None:
            end = _end_of_block(lines, here)
            written += lines[here:end]
        elif found["text"][0] in "\"'" or _IN_YAML.fullmatch(found["text"]):
            written += lines[here : _end_of_value(lines, here, len(found["indent"]))]
        else:
            end = _end_of_value(lines, here, len(found["indent"]))
            text = _folded([found["text"], *lines[here + 1 : end]])
            written += [found["key"] + json.dumps(text, ensure_ascii=False), *[""] * (end - here - 1)]
    return "\n".join(written).encode()


def _end_of_block(lines: Sequence[str], start: int) -> int:
    """After this line, and after what is indented below it if it opens a block of text: that may hold anything."""
    if re.search(r":[ \t]+[|>][-+0-9]*[ \t]*$", lines[start]) is None:
        return start + 1
    return _end_of_value(lines, start, len(lines[start]) - len(lines[start].lstrip(" -")))


def _end_of_value(lines: Sequence[str], start: int, indent: int) -> int:
    """The first line that does not belong to the value of the key at that indentation; blank ones at the end do not."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            break
        if line.strip():
            end = number + 1
    return end


def _folded(lines: Sequence[str]) -> str:
    """As YAML folds a plain text: a line goes on with the next one, a blank line begins another."""
    text = ""
    for line in (line.strip() for line in lines):
        text += (" " if text and not text.endswith("\n") and line else "") + (line or "\n")
    return text
