"""How a test can end besides passing, as exceptions that the harness raises and ``grader.grading`` turns into
outcomes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Explanation:
    """What a student reads about a failed assertion. Only ``expected`` and ``happened`` are required to be useful."""

    expected: str
    happened: str
    why: str = ""
    try_next: str = ""
    tried: str = ""

    def __str__(self) -> str:
        return f"Expected {self.expected}. What happened: {self.happened}."


def explain(expected: str, happened: str, why: str = "", try_next: str = "", tried: str = "") -> Explanation:
    """The message of an ``assert``: what should have been, what was, why it matters, what to try, and which of several
    cases was tried.

    All five are shown to the student as they are. Write phrases that go on after "Expected" and "What happened:".
    """
    return Explanation(expected, happened, why, try_next, tried)


@dataclass(frozen=True)
class Frame:
    """One of the student's own lines in a traceback. ``file`` is relative to the submission; lines count from 1."""

    file: str
    line: int
    function: str


class CellEnded(BaseException):
    """The student's process is gone. Not an ``Exception``: no ``except`` in a suite may take it for something else.

    ``frames``: where in the student's code it was, if that is known, as in a traceback.
    """

    def __init__(self, message: str, frames: tuple[Frame, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.frames = frames


class CellLost(CellEnded):
    """It was ended from outside, so that nothing is known about the student's code. The only one that is no verdict."""


class CellTimedOut(CellEnded):
    """It went over a limit of time, or every thread of it waited for another."""


class CellCrashed(CellEnded):
    """It ended by itself, was ended by a limit, or sent what can't be understood."""


class ImportFailed(BaseException):
    """The student's module can't be imported, so no test of it can run. Remembered: it is tried once a topic."""

    def __init__(self, message: str, names: tuple[str, ...] = (), frames: tuple[Frame, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.names = names
        self.frames = frames
