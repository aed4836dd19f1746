"""The words of every report: what an outcome is called and means, how points and times are written.

All renderers use these, so that the page and the terminal say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from grader.result.model import Outcome, Result, TaskResult, TestResult, TopicResult

LONGEST = 100 * 366 * 86400.0
"""Seconds, of a time that is told in full."""


class Said(NamedTuple):
    """How an outcome is put: its name, a sign for terminals, and a sentence for when the test itself says nothing."""

    name: str
    sign: str
    sentence: str


_OUTCOMES = {
    Outcome.PASSED: Said("Passed", "✓", "Every assertion held."),
    Outcome.FAILED: Said("Failed", "✗", "What came back is not what the test expected."),
    Outcome.NOT_DONE: Said(
        "Not done yet",
        "○",
        "The code still raises NotImplementedError here. Nothing is wrong with it: it is waiting for you.",
    ),
    Outcome.ERROR: Said("Error", "!", "Your code raised an exception that the test did not expect."),
    Outcome.TIMED_OUT: Said("Timed out", "◷", "Your code took longer than it is given, and was stopped."),
    Outcome.CRASHED: Said("Crashed", "↯", "The process in which your code ran came to an end before the test did."),
    Outcome.BLOCKED: Said("Blocked", "⊘", "This builds on another test that has not passed yet, so it was not tried."),
    Outcome.NOT_RUN: Said("Not run", "–", "This test never started. It does not count against you."),
    Outcome.GRADER_ERROR: Said(
        "Grader error",
        "?",
        "The grader failed here, not your code. It does not count against you; please report it.",
    ),
}


def said(outcome: Outcome) -> Said:
    """How this outcome is put."""
    return _OUTCOMES[outcome]


def points(value: float) -> str:
    """Points with as many decimals as they have, two at most: ``3``, ``2.5``, ``0.25``."""
    shown = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def whole(phrase: str) -> str:
    """A phrase as a sentence: a capital at the beginning (unless it is code), a full stop at the end."""
    text = phrase.strip()
    if not text:
        return text
    first = text.split(maxsplit=1)[0]
    text = text[0].upper() + text[1:] if first.isalpha() and first.islower() else text
    return text if text.endswith((".", "!", "?", ":", "…", ".”", ".)", "```")) else text + "."


def plural(count: float, one: str, many: str = "") -> str:
    """``1 point``, ``2 points``, ``0.5 points``."""
    return f"{points(count)} {one if count == 1 else many or one + 's'}"


def seconds(value: float) -> str:
    """A time on the virtual clock: ``0.25 s``, ``61 s``, ``2 min 5 s``, ``1 h 30 min``, ``3 d 4 h``; a hundred years at
    most.
    """
    if value < 0:
        return "-" + seconds(-value)
    if value < 120:
        return f"{round(value, 3):g} s"
    if value > LONGEST:  # an honest sleep of 1e300 seconds would have three hundred digits
        return "over 100 years"
    whole = round(value)
    parts = [(whole // 86400, "d"), (whole // 3600 % 24, "h"), (whole // 60 % 60, "min"), (whole % 60, "s")]
    shown = [f"{count} {unit}" for count, unit in parts if count]
    return " ".join(shown[:2])


def state(score: float, most: float, tests: tuple[TestResult, ...]) -> str:
    """Where a task or a topic stands, as one of the words that have an icon and a colour each."""
    outcomes = {test.outcome for test in tests if test.max_score or not test.visible} or {t.outcome for t in tests}
    if any(not outcome.counts for outcome in outcomes):
        return "incomplete"
    if outcomes <= {Outcome.PASSED} and score >= most:
        return "complete"
    if outcomes == {Outcome.BLOCKED}:
        return "waiting"
    if outcomes <= {Outcome.NOT_DONE, Outcome.BLOCKED}:
        return "not_started"
    return "in_progress"


STATES = {
    "complete": "Complete",
    "in_progress": "In progress",
    "not_started": "Not started",
    "waiting": "Waits for another task",
    "incomplete": "Not fully graded",
    "absent": "Not handed in",
    "problem": "Could not be read",
}


def topic_state(topic: TopicResult) -> str:
    """Where a topic stands: a key of ``STATES``."""
    if not topic.handed_in:
        return "absent"
    return "problem" if topic.problem else state(topic.score, topic.max_score, topic.tests)


def task_state(task: TaskResult, tests: tuple[TestResult, ...]) -> str:
    """Where a task stands: a key of ``STATES``."""
    return state(task.score, task.max_score, tests)


def of_what_was_handed_in(result: Result) -> tuple[float, float] | None:
    """Weighted points, and out of how many, of the topics that were handed in; None if all of them were."""
    given = [topic for topic in result.topics if topic.handed_in]
    if len(given) in (0, len(result.topics)):
        return None
    return sum(topic.score * topic.weight for topic in given), sum(topic.max_score * topic.weight for topic in given)


class Closing(NamedTuple):
    """What is said instead of a next step."""

    title: str
    text: str


def closing(result: Result) -> Closing | None:
    """What to say when there is no point left to gain: what is left all the same. None if there is."""
    if result.next_step is not None or not result.complete or not result.topics:
        return None
    if examples_only(result.topics):
        passed = all(test.outcome is Outcome.PASSED for topic in result.topics for test in topic.tests)
        said = "All of them pass." if passed else "Not all of them pass yet."
        return Closing("Visible examples only", f"This copy of the course has no hidden tests. {said}")
    if result.earlier:
        return Closing("Nothing is left to do here", "Every test of this run passed. `grader check` runs all topics.")
    every = "Every test" if of_what_was_handed_in(result) is None else "Every test of what was handed in"
    check = result.self_check
    left = sum(not answer.attempted for answer in check.answers) if check is not None else 0
    if left:
        asked = plural(left, "question waits", "questions wait")
        return Closing("The self-check is left", f"{every} passed. {asked} for your answer: `grader quiz`.")
    if result.score < result.max_score:
        return None
    return Closing("Nothing is left to do", "Every test passed. Well done.")


def examples_only(topics: Iterable[TopicResult]) -> bool:
    """Whether nothing here is worth a point: without ``solutions/`` there are only the visible examples."""
    return not any(topic.max_score for topic in topics)


def undecided(result: Result) -> float:
    """Weighted points without a verdict: how much a run that is not complete may still add."""
    return sum(line.pending * line.weight for line in result.ledger)


def left_to_judge(result: Result) -> int:
    """How many tests have no verdict."""
    return sum(not test.outcome.counts for topic in result.topics for test in topic.tests)
