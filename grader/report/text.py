"""The summary for a terminal: plain lines, topic by topic, ending with the next best step. The command line uses it.

``summary(result)`` gives lines of segments, each a text and the name of a style; ``plain(lines)`` is the same without
styles. It must read well without colour, so a style only repeats what the words and signs already say.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Literal, NamedTuple

from grader.report import clean, words
from grader.result.model import Outcome, Result, TestResult, TopicResult

Style = Literal["plain", "title", "strong", "good", "bad", "warn", "soft"]

MOST_PER_TASK = 3
"""Failing tests of a task that are told one by one."""


class Segment(NamedTuple):
    """A piece of a line, and what it is."""

    text: str
    style: Style = "plain"


Line = tuple[Segment, ...]

_SIGNS: dict[str, tuple[str, Style]] = {
    "complete": ("✓", "good"),
    "in_progress": ("◐", "plain"),
    "not_started": ("○", "soft"),
    "incomplete": ("–", "warn"),
    "problem": ("!", "bad"),
}


def plain(lines: Iterable[Line]) -> str:
    """The lines as one text."""
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


def summary(result: Result, width: int = 80) -> list[Line]:
    """Score, topics with their tasks and what failed in them, and the next best step, in lines of ``width`` columns."""
    lines = [*_head(result), ()]
    for topic in result.topics:
        lines += [*_topic(topic, width), ()]
    if result.self_check is not None:
        lines += [_self_check(result), ()]
    return [*lines, *_next_step(result, width)]


def _head(result: Result) -> list[Line]:
    title = Segment(clean.line(result.course.title, 60), "title")
    score = f"{words.points(result.score)} of {words.plural(result.max_score, 'point')}"
    if result.complete:
        lines: list[Line] = [(title, Segment("  "), Segment(score, "strong"))]
    else:
        missing = words.plural(words.left_to_judge(result), "test has", "tests have")
        lines = [
            (title, Segment("  "), Segment("not final", "warn"), Segment(f", so far {score}")),
            (Segment(f"! {missing} no verdict. That is not the fault of your code.", "warn"),),
        ]
    if result.problem:
        lines.append((Segment(f"! {clean.line(result.problem)}", "warn"),))
    loose = [clean.line(right.name, 40) for right in result.isolation if right.needed and not right.held]
    if loose:
        lines.append((Segment(f"! Not fully isolated on this machine: {', '.join(loose)}.", "warn"),))
    return lines


def _topic(topic: TopicResult, width: int) -> list[Line]:
    score = f"{words.points(topic.score)} / {words.points(topic.max_score)}"
    sign, style = _SIGNS[words.topic_state(topic)]
    lines = [_row(Segment(f"{sign} ", style), Segment(clean.line(topic.title, 50), "strong"), score, "", width)]
    if topic.problem:
        lines += _wrapped(topic.problem, width, "    ", "bad")
    for task in topic.tasks:
        tests = tuple(test for test in topic.tests if test.task == task.id)
        sign, style = _SIGNS[words.task_state(task, tests)]
        score = f"{words.points(task.score)} / {words.points(task.max_score)}"
        lines.append(_row(Segment(f"  {sign} ", style), Segment(clean.line(task.title, 60)), score, "", width))
        if not topic.problem:
            lines += _failures(tests, width)
    return lines


def _failures(tests: tuple[TestResult, ...], width: int) -> list[Line]:
    """The first few tests worth a look; what is merely not done yet or blocked is not among them."""
    silent = (Outcome.PASSED, Outcome.NOT_DONE, Outcome.BLOCKED)
    failing = [test for test in tests if test.outcome not in silent]
    lines: list[Line] = []
    for test in failing[:MOST_PER_TASK]:
        said = words.said(test.outcome)
        style: Style = "bad" if test.outcome.counts else "warn"
        lines.append((Segment(f"      {said.sign} {said.name}: ", style), Segment(clean.line(test.title, width))))
        happened = test.happened or test.message
        if happened:
            lines += _wrapped(happened, width, "        ", "soft")
    if len(failing) > MOST_PER_TASK:
        rest = words.plural(len(failing) - MOST_PER_TASK, "more test")
        lines.append((Segment(f"      … and {rest}", "soft"),))
    return lines


def _row(sign: Segment, name: Segment, score: str, note: str, width: int) -> Line:
    room = max(1, min(width, 72) - len(sign.text) - len(name.text) - len(score))
    return sign, name, Segment(" " * room), Segment(score + note)


def _self_check(result: Result) -> Line:
    check = result.self_check
    if check is None:
        return ()
    attempted = sum(answer.attempted for answer in check.answers)
    counts = (
        f"{words.points(check.score)} of {words.plural(check.max_score, 'point')}" if check.counts else "does not count"
    )
    said = f"{attempted} of {words.plural(len(check.answers), 'question')} attempted ({counts})"
    return Segment("Self-check  ", "strong"), Segment(said)


def _next_step(result: Result, width: int) -> list[Line]:
    step = result.next_step
    if step is None:
        return []
    stake = f"  +{words.plural(step.points, 'point')}"
    head = (Segment("Next: ", "title"), Segment(clean.line(step.title, 60), "strong"), Segment(stake, "good"))
    return [head, *_wrapped(step.text, width, "  ", "plain")]


def _wrapped(text: str, width: int, indent: str, style: Style) -> list[Line]:
    shown = textwrap.wrap(clean.line(text, 400), max(30, width - len(indent)))
    return [(Segment(indent + line, style),) for line in shown]
