"""From what a test raised to its verdict: whose doing it was, and what the student reads. Pure functions of their
arguments.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec
import pytest

from grader.course.source_text import lines_of
from grader.errors import GraderFault
from grader.grading.at_import import advice, not_taken
from grader.grading.suites import Case
from grader.harness.student import StudentError, WrongException
from grader.harness.trial import Trial
from grader.harness.verdicts import CellEnded, CellTimedOut, Explanation, Frame, ImportFailed
from grader.harness.words import clean, lasting
from grader.result.model import Excerpt, Outcome, TestResult

AROUND = 3
BODY = 14
MAX_LINE = 200
MAX_TEXT = 4_000
WANTING = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM))
"""What only a machine can want for. Other errors of the system may come of a value: a moment that no calendar has."""


@dataclass(frozen=True)
class Finding:
    """A verdict without its test: what goes into a ``TestResult``."""

    outcome: Outcome
    message: str = ""
    expected: str = ""
    happened: str = ""
    why: str = ""
    try_next: str = ""
    frames: tuple[Frame, ...] = ()
    blocked_by: tuple[str, ...] = field(default=())


def verdict(case: Case, finding: Finding, trial: Trial | None, sources: Mapping[str, str]) -> TestResult:
    """The result of one test. ``sources``: the student's files by relative path."""
    passed = finding.outcome is Outcome.PASSED
    score = (case.points if passed else 0.0) if finding.outcome.counts else None
    output, cut = trial.output() if trial else ("", False)
    result = TestResult(
        id=case.id,
        task=case.task,
        title=case.title,
        outcome=finding.outcome,
        score=score,
        max_score=case.points,
        visible=case.visible,
        message=_bounded(finding.message),
        expected=_bounded(finding.expected),
        happened=_bounded(finding.happened),
        why=_bounded(finding.why),
        try_next=_bounded(finding.try_next),
        blocked_by=finding.blocked_by,
        output=lasting(output),
        output_cut=cut,
    )
    if trial is None:
        return result
    return msgspec.structs.replace(result, excerpts=excerpts(finding, trial, sources), evidence=trial.evidence.finish())


def judge(
    raised: Sequence[tuple[str, BaseException]], trial: Trial, sources: Mapping[str, str] | None = None
) -> Finding:
    """The verdict on one run of a test. ``sources``: to look for the cause of an import that failed."""
    if trial.lost:
        return Finding(Outcome.GRADER_ERROR, trial.lost)
    if not raised:
        return Finding(Outcome.PASSED)
    phase, error = raised[0]
    if isinstance(error, ImportFailed | CellEnded):
        return of_module(error, sources if trial.broken_at_import else None)
    if isinstance(error, StudentError):
        return _of_student_error(error)
    if isinstance(error, AssertionError):
        return _of_assertion(error)
    if isinstance(error, pytest.skip.Exception):
        return Finding(Outcome.NOT_RUN, f"skipped: {error}")
    if isinstance(error, GraderFault) or not trial.reached_student or _is_the_machine_s(error):
        return Finding(Outcome.GRADER_ERROR, f"the test itself failed ({phase}): {type(error).__name__}: {error}")
    return _of_odd_value(trial)


def _is_the_machine_s(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in WANTING


def of_module(error: ImportFailed | CellEnded, sources: Mapping[str, str] | None = None) -> Finding:
    """The verdict when the process or the import failed, with advice if ``sources`` are there to look at."""
    finding = _of_module(error)
    said = "" if sources is None else advice(error, sources)
    if not said:
        return finding
    end = "" if finding.message.endswith(".") else "."
    return replace(finding, message=f"{finding.message}{end} {said}.", try_next=f"{said}.")


def _of_module(error: ImportFailed | CellEnded) -> Finding:
    if isinstance(error, CellTimedOut):
        stopped = f"Stopped: {error.message}."
        return Finding(Outcome.TIMED_OUT, stopped, happened=error.message, frames=error.frames)
    if isinstance(error, CellEnded):
        return Finding(Outcome.CRASHED, f"The process of your code is gone: {error.message}.", happened=error.message)
    outcome = Outcome.NOT_DONE if "NotImplementedError" in error.names else Outcome.ERROR
    place = f" ({error.frames[-1].file}, line {error.frames[-1].line})" if error.frames else ""
    return Finding(
        outcome,
        f"Your file can't be imported: {error.message}{place}",
        "a file that can be imported",
        f"{error.message}{place}",
        frames=error.frames,
    )


def blocked(titles: Mapping[str, str]) -> Finding:
    """The verdict on a test that waits for others; ``titles`` by test id."""
    waiting = "; ".join(f"“{title}”" for title in titles.values())
    return Finding(Outcome.BLOCKED, f"Not tried yet: it builds on {waiting}.", blocked_by=tuple(titles))


def _bounded(text: str) -> str:
    """A message may hold a whole value of the student's, in each of its parts. A thousand results need not."""
    if len(text) <= MAX_TEXT:
        return clean(text)
    return clean(f"{text[:MAX_TEXT]}… ({len(text) - MAX_TEXT:,} more characters)")


def _of_student_error(error: StudentError) -> Finding:
    if "NotImplementedError" in error.names:
        where = f" in {error.frames[-1].function}" if error.frames and error.frames[-1].function else ""
        return Finding(Outcome.NOT_DONE, f"Not written yet: NotImplementedError{where}.", frames=error.frames)
    missing = re.fullmatch(r"module '(\w+)' has no attribute '(\w+)'", error.text)
    if missing and not error.frames:
        said = f"{missing[1]}.py has no `{missing[2]}`; was it renamed or removed? The skeleton has it"
        return Finding(Outcome.ERROR, f"{said}.", f"`{missing[2]}` in {missing[1]}.py", said)
    raised = f"our code raised {error.said}"
    hint = not_taken(error.said) if "FileNotFoundError" in error.names else ""
    return Finding(
        Outcome.ERROR,
        f"Y{raised}",
        "no exception here",
        f"y{raised}",
        try_next=f"{hint}." if hint else "",
        frames=error.frames,
    )


def _of_assertion(error: AssertionError) -> Finding:
    said = error.args[0] if error.args else "what the test checks does not hold"
    frames = error.error.frames if isinstance(error, WrongException) else ()
    if isinstance(said, Explanation):
        return Finding(Outcome.FAILED, str(said), said.expected, said.happened, said.why, said.try_next, frames=frames)
    return Finding(Outcome.FAILED, str(said), happened=str(said), frames=frames)


def _of_odd_value(trial: Trial) -> Finding:
    """The test tripped over what came back. The reference shows that the test is sound: the form is what is wrong."""
    last = trial.last.last_return if trial.last else ""
    happened = f"the last call came back with {last}" if last else "what came back has another form"
    return Finding(
        Outcome.FAILED,
        f"What your code gave back does not have the form that the README describes: {happened}.",
        "a value of the form that the README and the docstring describe",
        happened,
        try_next="Compare the types and keys in the docstring with what your function returns.",
    )


def excerpts(finding: Finding, trial: Trial, sources: Mapping[str, str]) -> tuple[Excerpt, ...]:
    """The student's own lines that matter: where the exception came from, or the function that was called last."""
    if finding.outcome in (Outcome.PASSED, Outcome.BLOCKED, Outcome.NOT_RUN):
        return ()
    if finding.outcome in (Outcome.TIMED_OUT, Outcome.CRASHED) and not finding.frames:
        return ()  # what was called last has answered, and is not what the test waited for
    frames = list(finding.frames)
    last = trial.last
    if not frames and last is not None and last.app_error is not None:
        frames = list(last.app_error.frames)
    if frames:
        found = [_around(frame, sources) for frame in dict.fromkeys((frames[-1], frames[0]))]
    elif last is not None and last.raised_at is not None:  # the test expected it, and then found something else
        found = [_around(last.raised_at, sources)]
    else:
        found = [_body(last.place, sources)] if last is not None and last.place is not None else []
    return tuple(excerpt for excerpt in found if excerpt is not None)


def module_excerpts(error: ImportFailed | CellEnded, sources: Mapping[str, str]) -> tuple[Excerpt, ...]:
    """The lines at which an import failed."""
    return tuple(found for frame in error.frames[-1:] if (found := _around(frame, sources)) is not None)


def _around(frame: Frame, sources: Mapping[str, str]) -> Excerpt | None:
    return _lines(
        frame, frame.line - AROUND, frame.line + AROUND, f"in {frame.function}" if frame.function else "", sources
    )


def _body(frame: Frame, sources: Mapping[str, str]) -> Excerpt | None:
    return _lines(frame, frame.line, frame.line + BODY, f"{frame.function or 'this'} was called last", sources)


def _lines(frame: Frame, first: int, last: int, note: str, sources: Mapping[str, str]) -> Excerpt | None:
    source = sources.get(frame.file)
    if source is None:
        return None
    lines = lines_of(source)
    first = max(1, first)
    chosen = [line[:MAX_LINE] for line in lines[first - 1 : last]]
    return Excerpt(frame.file, frame.line, first, tuple(chosen), note) if chosen else None
