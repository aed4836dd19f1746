"""Short, safe descriptions of values and calls, for evidence and messages. Only for values of built-in types and
Remotes.
"""

from __future__ import annotations

import reprlib
from collections.abc import Iterable
from typing import Any

_short = reprlib.Repr()
_short.maxstring = 60
_short.maxother = 60
_short.maxlevel = 3
_short.maxdict = _short.maxlist = _short.maxtuple = _short.maxset = 5


def clean(text: str) -> str:
    """Text that every file can hold: halves of characters, which a student's code may send, are written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def short(value: Any) -> str:
    """At most some sixty characters that show a value."""
    if callable(value) and hasattr(value, "__name__"):
        return str(value.__name__)
    return _short.repr(value)


def call(name: str, args: Iterable[Any], kwargs: dict[str, Any]) -> str:
    """A call as it would be written."""
    shown = [short(value) for value in args] + [f"{key}={short(value)}" for key, value in kwargs.items()]
    return f"{name}({', '.join(shown)})"


def seconds(value: float) -> str:
    """A duration in words: ``0.25 s``, ``3 s``."""
    return f"{round(value, 3):g} s"
