"""Every way in which a run can end other than by a grade, and whose fault each is.

The tree::

    GraderError
    ├── InputError        the author's or the caller's: exit code 2, names file, line and repair
    └── GraderFault       our own: exit code 3, what was graded so far is kept

A student's mistake is never an exception: it is an outcome in the result. Any module may use these.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class GraderError(Exception):
    """The base of everything the grader raises on purpose."""

    exit_code: int = 3


@dataclass(frozen=True)
class Place:
    """A place in a file that a person has to repair. Lines count from 1; 0 means the file as a whole."""

    file: Path | str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else str(self.file)


class InputError(GraderError):
    """A course file, a submission's form or an argument can't be used. Says where and how to mend it."""

    exit_code = 2

    def __init__(self, message: str, *, place: Place | None = None, repair: str = "") -> None:
        self.message = message
        self.place = place
        self.repair = repair
        where = f"{place}: " if place else ""
        what_to_do = f"\n  → {repair}" if repair else ""
        super().__init__(f"{where}{message}{what_to_do}")


class GraderFault(GraderError):
    """The grader itself could not go on. Never the student's fault, and never a score."""

    exit_code = 3
