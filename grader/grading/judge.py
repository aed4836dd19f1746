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

from grader.errors import GraderFault
from grader.grading.at_import import advice, not_taken
from grader.grading.excerpts import excerpts, of_frames
from grader.grading.suites import Case
from grader.harness.suite.remote import StudentError
from grader.harness.suite.student import WrongException
from grader.harness.trial import Trial
from grader.harness.verdicts import CellEnded, CellTimedOut, Explanation, Frame, ImportFailed
from grader.harness.words import clean, lasting
from grader.result.model import Excerpt, Outcome, TestResult

MAX_TEXT = 4_000
RESOURCE_ERRNOS = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM)
)
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
    tried: str = ""
    error: StudentError | None = None
    frames: tuple[Frame, ...] = ()
    blocked_by: tuple[str, ...] = field(default=())


def verdict(case: Case, finding: Finding, trial: Trial | None, sources: Mapping[str, str]) -> TestResult:
    """The result of one test. ``sources``: the student's files by relative path."""
    passed = finding.outcome is Outcome.PASSED
    score = (case.points if passed else 0.0) if finding.outcome.counts else None
    output, cut = trial.output() if trial else ("", False)
    finding = _with_error_of_the_app(finding, trial)
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
        tried=_bounded(finding.tried),
        cause=_bounded(_cause(finding)),
        blocked_by=finding.blocked_by,
        output=lasting(output),
        output_cut=cut,
    )
    if trial is None:
        return result
    if passed and not case.visible:  # nobody reads how: the page has room for what did not pass
        return result
    shown = () if passed else _excerpts(finding, trial, sources)
    return msgspec.structs.replace(result, excerpts=shown, evidence=trial.evidence.finish())


def _excerpts(finding: Finding, trial: Trial, sources: Mapping[str, str]) -> tuple[Excerpt, ...]:
    if finding.frames:
        return of_frames(finding.frames, sources)
    if finding.outcome in (Outcome.NOT_RUN, Outcome.TIMED_OUT, Outcome.CRASHED):
        return ()  # what was called last has answered, and is not what the test waited for
    return excerpts(finding.error, trial, sources)


def _with_error_of_the_app(finding: Finding, trial: Trial | None) -> Finding:
    """The finding with the exception that came out of the student's application at the last request, if it has none of
    its own: the test has only seen an answer of 500.
    """
    if finding.outcome is not Outcome.FAILED or finding.error is not None or trial is None or trial.last is None:
        return finding
    return replace(finding, error=trial.last.app_error)


def _cause(finding: Finding) -> str:
    """What this failure has in common with others of the same reason."""
    error = finding.error
    if error is not None and error.frames and not error.of_the_test and finding.outcome is not Outcome.NOT_DONE:
        return f"{error.name} at {error.frames[-1].file}, line {error.frames[-1].line}"
    if finding.outcome in (Outcome.TIMED_OUT, Outcome.CRASHED):
        return f"{finding.message} {finding.frames[-1].file}, line {finding.frames[-1].line}" if finding.frames else ""
    return finding.message if finding.frames and finding.outcome is Outcome.ERROR else ""


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
    if isinstance(error, GraderFault) or not trial.reached_student or _is_machine_failure(error):
        return Finding(Outcome.GRADER_ERROR, f"the test itself failed ({phase}): {type(error).__name__}: {error}")
    return _of_odd_value(trial)


def _is_machine_failure(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in RESOURCE_ERRNOS


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
        return Finding(Outcome.NOT_DONE, f"Not written yet: NotImplementedError{where}.", error=error)
    missing = re.fullmatch(r"module '(\w+)' has no attribute '(\w+)'", error.text)
    if missing and not error.frames:
        said = f"{missing[1]}.py has no `{missing[2]}`; was it renamed or removed? The skeleton has it"
        return Finding(Outcome.ERROR, f"{said}.", f"`{missing[2]}` in {missing[1]}.py", said)
    raised = f"our code raised {error.said}"
    hint = not_taken(error.said) if "FileNotFoundError" in error.names else ""
    expected = error.asked_for or "a value, and no exception"
    try_next = f"{hint}." if hint else ""
    return Finding(Outcome.ERROR, f"Y{raised}", expected, f"y{raised}", try_next=try_next, error=error)


def _of_assertion(error: AssertionError) -> Finding:
    said = error.args[0] if error.args else "what the test checks does not hold"
    wrong = error.error if isinstance(error, WrongException) else None
    if not isinstance(said, Explanation):
        return Finding(Outcome.FAILED, str(said), happened=str(said), error=wrong)
    texts = said.expected, said.happened, said.why, said.try_next, said.tried
    return Finding(Outcome.FAILED, str(said), *texts, error=wrong)


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
