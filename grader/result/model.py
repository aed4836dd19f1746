"""The result of grading one submission: frozen, plain data. Every report is a pure function of it.

Anyone may read these; only ``grader.grading`` makes them. The JSON form (``result.json``) has the same names;
its schema is ``docs/result.schema.json``. Points are exact decimals with at most two places. Times named
``t`` are seconds of virtual time since the test began; nothing in here but ``timing`` holds wall-clock time.
"""

from __future__ import annotations

import enum
from typing import Literal

import msgspec

from grader.result.pictures import Picture

FORMAT = 1


class Outcome(enum.Enum):
    """How a test ended. The set is closed."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_DONE = "not_done"
    ERROR = "error"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    BLOCKED = "blocked"
    NOT_RUN = "not_run"
    GRADER_ERROR = "grader_error"

    @property
    def counts(self) -> bool:
        """Whether this outcome is a verdict on the student's code; the others leave the result incomplete."""
        return self not in (Outcome.NOT_RUN, Outcome.GRADER_ERROR)


class Link(msgspec.Struct, frozen=True):
    """Where to read on: a standard, a guide."""

    title: str
    url: str = ""


class Excerpt(msgspec.Struct, frozen=True, omit_defaults=True):
    """A few lines of the student's own file around the line that matters (``line`` counts from 1).

    ``fault`` if it went wrong at that line: the student's exception arose there. Else it is only where to look; it may
    then be above ``first``, as the ``def`` of a function whose docstring is left out. ``within``: the quotes of the
    string, a docstring mostly, that the first line is inside of.
    """

    file: str
    line: int
    first: int
    lines: tuple[str, ...]
    note: str = ""
    fault: bool = False
    within: str = ""


EventKind = Literal[
    "call", "return", "raise", "request", "response", "fault", "callback", "answer", "sleep", "advance", "note"
]


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that happened, from one participant to another.

    Participants are ``"test"``, ``"student"`` or a service's host name. A ``sleep`` goes from the student to
    itself and ``seconds`` long; ``advance`` is the test moving the clock. ``detail`` is shown on demand:
    headers and body of an exchange, arguments of a call.
    """

    t: float
    kind: EventKind
    source: str
    target: str
    label: str
    detail: str = ""
    seconds: float = 0.0


class Step(msgspec.Struct, frozen=True):
    """From ``t`` on, the lane had this value."""

    t: float
    value: str


class Lane(msgspec.Struct, frozen=True):
    """A named state over time: a breaker's, an instance's health. Drawn as a strip."""

    name: str
    steps: tuple[Step, ...]


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was recorded during one test, in order; ``dropped`` events past the bound were left out.

    A hidden test that passed keeps none, and of tests with the same cause only the one that is shown for it.
    """

    events: tuple[Event, ...] = ()
    lanes: tuple[Lane, ...] = ()
    end: float = 0.0
    dropped: int = 0
    pictures: tuple[Picture, ...] = ()


class TestResult(msgspec.Struct, frozen=True):
    """One test's verdict and everything a student needs to learn from it. ``score`` is null without a verdict.

    ``tried``: which of several cases it was that failed. ``cause``: what the tests that fail for the same reason have
    in common, as an exception and its line; "" where only the other texts can tell.
    """

    __test__ = False  # pytest would take the name for a test class

    id: str
    task: str
    title: str
    outcome: Outcome
    score: float | None
    max_score: float
    visible: bool = False
    message: str = ""
    expected: str = ""
    happened: str = ""
    why: str = ""
    try_next: str = ""
    tried: str = ""
    cause: str = ""
    blocked_by: tuple[str, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    evidence: Evidence = Evidence()
    output: str = ""
    output_cut: bool = False


class TaskResult(msgspec.Struct, frozen=True):
    """One task of a topic: the sum of its tests, and the hints unlocked so far out of ``hints_total``."""

    id: str
    title: str
    score: float
    max_score: float
    why: str = ""
    read: tuple[Link, ...] = ()
    hints: tuple[str, ...] = ()
    hints_total: int = 0


class TopicResult(msgspec.Struct, frozen=True):
    """One topic. ``problem`` is set when the file as a whole could not be used (missing, syntax error …).

    ``handed_in`` is false if another topic was handed in on its own, so that nothing of this one is missing.
    """

    id: str
    title: str
    summary: str
    weight: float
    score: float
    max_score: float
    complete: bool
    tasks: tuple[TaskResult, ...]
    tests: tuple[TestResult, ...]
    problem: str = ""
    excerpts: tuple[Excerpt, ...] = ()
    handed_in: bool = True


class Earlier(msgspec.Struct, frozen=True):
    """What an earlier run found out about a topic (or those tasks of it) that this run was not asked for.

    It adds nothing to the score. ``same_files``: whether the student's files of that topic are still those of then.
    """

    topic: TopicResult
    same_files: bool


class Moved(msgspec.Struct, frozen=True):
    """A test whose verdict is another one than in the last run: by its topic and its id."""

    topic: str
    test: str


class Since(msgspec.Struct, frozen=True):
    """What has changed since the last run of the same submission: the tests that pass now, those that passed then, and
    those that fail now and were not done, or waited, then.
    """

    fixed: tuple[Moved, ...] = ()
    broken: tuple[Moved, ...] = ()
    new: tuple[Moved, ...] = ()


class RubricPoint(msgspec.Struct, frozen=True):
    """One thing a good answer says, and whether the student's answer seems to say it."""

    text: str
    found: bool


class Answer(msgspec.Struct, frozen=True):
    """One self-check question. ``model_answer`` and ``points`` are empty until the question is attempted."""

    id: str
    question: str
    answer: str
    attempted: bool
    points: tuple[RubricPoint, ...] = ()
    misconceptions: tuple[str, ...] = ()
    model_answer: str = ""
    topic: str = ""


class SelfCheck(msgspec.Struct, frozen=True):
    """The ten questions: a formative comparison. Counts only if ``counts``; then it is a ledger line too."""

    answers: tuple[Answer, ...]
    counts: bool = False
    score: float = 0.0
    max_score: float = 0.0
    problem: str = ""


class LedgerLine(msgspec.Struct, frozen=True):
    """One line of the sum: ``points × weight`` added to the total, out of ``out_of × weight``."""

    label: str
    points: float
    out_of: float
    weight: float = 1.0
    pending: float = 0.0


class NextStep(msgspec.Struct, frozen=True):
    """The best thing to do now: which task, why this one, and what it is worth (weighted points)."""

    topic: str
    task: str
    title: str
    text: str
    points: float


class SubmittedFile(msgspec.Struct, frozen=True):
    """A file that was taken from the submission. ``size`` in bytes."""

    path: str
    sha256: str
    size: int


class Submission(msgspec.Struct, frozen=True):
    """What was graded: the files taken, a hash over all of them, and notes on what was left out and why."""

    name: str
    hash: str
    files: tuple[SubmittedFile, ...] = ()
    notes: tuple[str, ...] = ()


class CourseInfo(msgspec.Struct, frozen=True):
    """Against what it was graded."""

    title: str
    version: str
    hash: str


class Right(msgspec.Struct, frozen=True):
    """One right that the sandbox gives up, whether it was given up in this run, and how we know.

    ``needed`` ones must be given up before code of strangers may run unattended; the others are further layers.
    """

    name: str
    held: bool
    detail: str = ""
    needed: bool = True


class Timing(msgspec.Struct, frozen=True):
    """Wall-clock seconds: the only part of a result that differs between two runs of the same bytes."""

    total: float = 0.0
    topics: dict[str, float] = {}


class Result(msgspec.Struct, frozen=True):
    """One submission, graded. ``complete`` is false as soon as one expected test has no verdict."""

    complete: bool
    score: float
    max_score: float
    course: CourseInfo
    submission: Submission
    topics: tuple[TopicResult, ...]
    ledger: tuple[LedgerLine, ...]
    isolation: tuple[Right, ...]
    versions: dict[str, str]
    self_check: SelfCheck | None = None
    next_step: NextStep | None = None
    problem: str = ""
    timing: Timing = Timing()
    earlier: tuple[Earlier, ...] = ()
    since: Since | None = None
    format: int = FORMAT
