"""Errors as a terminal shows them: a path, a name or a text in them may be a stranger's. The command line only."""

from __future__ import annotations

import traceback

from grader.cli.typed import as_typed
from grader.errors import GraderError, InputError
from grader.report import clean

MOST = 2_000


def format_error(error: GraderError) -> str:
    """What went wrong and how to mend it, a line each; commands as they can be typed here."""
    return as_typed(_told(error))


def _told(error: GraderError) -> str:
    from grader.course.section import CourseError

    if isinstance(error, CourseError):
        return "\n".join([f"there are {len(error.errors)} things to mend:", *map(_told, error.errors)])
    if not isinstance(error, InputError):
        return clean.terminal(str(error), MOST)
    where = f"{error.place}: " if error.place else ""
    repair = f"\n  → {clean.terminal(error.repair, MOST)}" if error.repair else ""
    return clean.terminal(f"{where}{error.message}", MOST) + repair


def our_fault(error: Exception) -> str:
    """What is told of a fault of our own: a student's text may have come into it."""
    lines = "".join(traceback.format_exception(error)).split("\n")
    return "\n".join(
        [
            f"grader: a fault of the grader itself: {clean.terminal(f'{type(error).__name__}: {error}', MOST)}",
            "  → nothing is wrong with the submission; please report this with the lines below",
            *(f"  │ {clean.terminal(line, MOST)}" for line in lines if line),
        ]
    )
