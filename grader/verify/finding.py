"""What a rule finds: a count of what it looked at, and the problems. Every rule returns a ``Finding``."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import InputError, Place


@dataclass(frozen=True)
class Problem:
    """One thing for the author to mend: what is wrong, where, and how to mend it."""

    message: str
    place: Place | None = None
    repair: str = ""


@dataclass(frozen=True)
class Finding:
    """What became of one rule. ``rule`` says what should hold; ``count`` what was looked at, such as ``"12 files"``;
    ``details`` what is printed on request.
    """

    rule: str
    count: str
    problems: tuple[Problem, ...] = ()
    details: tuple[str, ...] = ()


def finding(rule: str, count: str, problems: Iterable[Problem]) -> Finding:
    """A finding from problems in any iterable."""
    return Finding(rule, count, tuple(problems))


def problem_of(error: InputError) -> Problem:
    """What an InputError tells, as a problem."""
    return Problem(error.message, error.place, error.repair)


def counted(number: int, noun: str) -> str:
    """``3 files``, ``1 file``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def parse(path: Path) -> ast.Module:
    """A file as a syntax tree, never imported. InputError if it is not there or no Python."""
    try:
        return ast.parse(path.read_bytes(), filename=str(path))
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", place=Place(path), repair="create it") from None
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise InputError(f"no Python: {error}", place=Place(path, line), repair="mend the syntax") from None
