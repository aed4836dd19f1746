"""Short, safe descriptions of values and calls, for evidence and messages. Only for values of built-in types and
Remotes.
"""

from __future__ import annotations

import itertools
import re
import reprlib
from collections.abc import Iterable
from typing import Any

from grader.harness.jwt_words import jwt_in_words

MAX_NAME = 200
MAX_SHORT = 200
MAX_CALL = 220
"""Characters of a call. If it is longer its values are told in fewer, so that the last argument is named as well."""

MAX_ARGUMENTS = 60
"""More than fit into any label: a student's code may call a function of the test's with a hundred thousand."""

PASSING = re.compile(r"\b(at 0x)[0-9a-fA-F]{4,16}\b|\b(cell-|submission-|grader-run-)[a-z0-9_]{8}(?![a-z0-9_])")
"""What is another in each run, and tells nobody anything: an object's place in memory, the names of our folders."""


MDN = re.compile(r"\n?For more information check: https://developer\.mozilla\.org/\S*")
"""What httpx adds to the message of ``raise_for_status()``. It says nothing that the status does not."""


class _Short(reprlib.Repr):
    def __init__(self, characters: int, levels: int, items: int) -> None:
        super().__init__()
        self.maxstring = self.maxother = characters
        self.maxlevel = levels
        self.maxdict = self.maxlist = self.maxtuple = self.maxset = items

    def repr_str(self, x: str, level: int) -> str:
        """An address is taken out before the text is cut, lest a part of it remain. A JWT is told by its header."""
        return jwt_in_words(x) or super().repr_str(lasting(x), level)


_short = _Short(60, 3, 5)
_shorter = (_short, _Short(40, 2, 3), _Short(32, 1, 2), _Short(16, 1, 1))


def clean(text: str) -> str:
    """Text that every file can hold: halves of characters, which a student's code may send, are written as escapes.
    And the same in every run.
    """
    return lasting(text).encode("utf-8", "backslashreplace").decode("utf-8")


def lasting(text: str) -> str:
    """The text without what is another thing in each run: ``<Breaker object at 0x…>``."""
    return PASSING.sub(lambda found: f"{found[1] or found[2]}…", text)


def without_noise(text: str) -> str:
    """The text of an exception without what a library adds to each of them."""
    return MDN.sub("", text)


def short(value: Any) -> str:
    """A value in some sixty characters for each of its parts, and ``MAX_SHORT`` in all."""
    return _in(_short, value)


def _in(style: _Short, value: Any) -> str:
    if callable(value) and hasattr(value, "__name__"):
        return str(value.__name__)
    shown = style.repr(value)
    return shown if len(shown) <= MAX_SHORT else shown[: MAX_SHORT - 1] + "…"


def is_name(text: str) -> bool:
    """Whether something written in Python could be called so: ``Breaker``, ``Outer.inner``, ``<lambda>``."""
    inner = text[1:-1] if text[:1] + text[-1:] == "<>" else text
    return len(text) <= MAX_NAME and all(part.isidentifier() for part in inner.split("."))


def named(text: str) -> str:
    """A name from the student's code, which may be any text: as it is if it is a name, else quoted and short."""
    return text if is_name(text) else short(text)


def call(name: str, args: Iterable[Any], kwargs: dict[str, Any]) -> str:
    """A call as it would be written. What makes it long is shortened inside the arguments, so that each is named."""
    first, named = list(itertools.islice(args, MAX_ARGUMENTS)), list(itertools.islice(kwargs.items(), MAX_ARGUMENTS))
    shown = ""
    for style in _shorter:
        values = [_in(style, value) for value in first]
        values += [f"{key}={_in(style, value)}" for key, value in named]
        shown = f"{name}({', '.join(values)})"
        if len(shown) <= MAX_CALL:
            break
    return shown


def seconds(value: float) -> str:
    """A duration in words: ``0.25 s``, ``3 s``."""
    return f"{round(value, 3):g} s"
