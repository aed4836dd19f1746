"""Where in the student's files something is, as a cell tells it. The harness only.

Nothing vouches for it: a code object says of itself whatever its maker likes. It decides nothing, and only leads to the
lines that are shown. But it is shown among our own words, so that what is no file, no line and no name is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.harness.verdicts import Frame
from grader.harness.words import is_name

MOST = 20
MAX_LINE = 1_000_000
_FILE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}\.py")
"""As the files that are taken of a submission are called: modules beside each other."""


def place(file: str, line: int, function: str) -> Frame | None:
    """The place, or None if honest code is never there. A function's name that is none is left out."""
    if not (_FILE.fullmatch(file) and 0 < line <= MAX_LINE):
        return None
    return Frame(file, line, function if is_name(function) else "")


def frames(told: Iterable[tuple[str, int, str]]) -> tuple[Frame, ...]:
    """The frames of a traceback, the last ones if there are many."""
    found = [frame for one in told if (frame := place(*one)) is not None]
    return tuple(found[-MOST:])
