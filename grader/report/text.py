"""The summary for a terminal: plain lines, topic by topic, ending with the next best step. The command line uses it.

``summary(result)`` gives lines of segments, each a text and the name of a style; ``plain(lines)`` is the same without
styles. It must read well without colour, so a style only repeats what the words and signs already say.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from grader.report import clean, diagram, words
from grader.result.causes import causes
from grader.result.model import Earlier, Outcome, Result, TestResult, TopicResult

Style = Literal["plain", "title", "strong", "good", "bad", "warn", "soft"]

BAR = "│ "
"""Where a line begins that may hold a student's words."""

MOST_PER_TASK = 3
"""Failing tests of a task that are told one by one."""


MOST_MOVED = 12
"""Tests that a save has fixed, or broken, told one by one."""


class Segment(NamedTuple):
    """A piece of a line, and what it is."""

    text: str
    style: Style = "plain"


Line = tuple[Segment, ...]

MOST = 400
"""Characters of a message that are shown."""

_COMPANY = "\0"  # in no text that has been cleaned

_SIGNS: dict[str, tuple[str, Style]] = {
    "complete": ("✓", "good"),
    "in_progress": ("◐", "plain"),
    "not_started": ("○", "soft"),
    "waiting": ("⊘", "soft"),
    "absent": ("–", "soft"),
    "incomplete": ("–", "warn"),
    "problem": ("!", "bad"),
}


def plain(lines: Iterable[Line]) -> str:
    """The lines as one text."""
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


def summary(result: Result, width: int = 80) -> list[Line]:
    """Score, topics with their tasks and what failed in them, and the next best step, in lines of ``width`` columns."""
    lines = [*_head(result, width), ()]
    for topic in result.topics:
        lines += [*_topic(topic, width), ()]
    for one in result.earlier:
        lines += _earlier(one, width)
    if result.earlier:
        lines.append(())
    if result.self_check is not None:
        lines += [_self_check(result), ()]
    return [*lines, *next_step(result, width)]


def quoted(text: str, width: int, indent: str, style: Style = "plain") -> list[Line]:
    """What may hold a student's words, in lines of ``width`` columns that begin with a bar.

    So none of them can look like one of our own, or begin with what a CI system takes for a command; and none is so
    wide that the terminal breaks it, whose next line would begin with their words.
    """
    room = max(20, width - len(indent + BAR))
    return [(Segment(f"{indent}{BAR}{line}", style),) for line in _wrapped(clean.terminal(text, MOST), room)]


def note(text: str, width: int = 80) -> list[Line]:
    """A note below the summary: on a file that was left out, which has a name."""
    first, *rest = _wrapped(clean.terminal(text, MOST), max(20, width - 6)) or [""]
    return [(Segment(f"Note: {first}"),), *((Segment(f"    {BAR}{line}"),) for line in rest)]


def moved(fixed: Sequence[TestResult], broken: Sequence[TestResult], width: int = 80) -> list[Line]:
    """What a save has fixed and broken: each test's sentence, and for a broken one what it says now."""
    lines: list[Line] = []
    for test in fixed[:MOST_MOVED]:
        lines += _labelled("✓ fixed   ", "good", test.title, width)
    if len(fixed) > MOST_MOVED:
        lines.append((Segment(f"  … and {words.plural(len(fixed) - MOST_MOVED, 'more test')} fixed", "soft"),))
    for test in broken[:MOST_MOVED]:
        if test.outcome is Outcome.BLOCKED:  # one that it builds on says why
            lines += _labelled("⊘ blocked ", "warn", test.title, width)
            continue
        lines += _labelled("✗ broken  ", "bad", test.title, width)
        lines += quoted(test.message, width, " " * 10)
    if len(broken) > MOST_MOVED:
        lines.append((Segment(f"  … and {words.plural(len(broken) - MOST_MOVED, 'more test')} broken", "soft"),))
    return lines or [(Segment("No test changed."),)]


def _labelled(label: str, style: Style, text: str, width: int) -> list[Line]:
    """A sentence behind a label, its further lines below its first."""
    first, *rest = _wrapped(clean.line(text, MOST), max(20, width - len(label))) or [""]
    return [(Segment(label, style), Segment(first)), *((Segment(" " * len(label) + line),) for line in rest)]


def next_step(result: Result, width: int = 80) -> list[Line]:
    """The next best step; nothing if there is none."""
    step = result.next_step
    if step is None:
        end = words.closing(result)
        return [] if end is None else [(Segment(f"{end.title}. ", "title"),), *_plain(end.text, width, "  ")]
    stake = f"  +{words.plural(step.points, 'point')}"
    head = (Segment("Next: ", "title"), Segment(clean.line(step.title, 60), "strong"), Segment(stake, "good"))
    return [head, *quoted(step.text, width, "  ")]


def _head(result: Result, width: int) -> list[Line]:
    title = Segment(clean.line(result.course.title, 60), "title")
    score = f"{words.points(result.score)} of {words.plural(result.max_score, 'point')}"
    given = words.of_what_was_handed_in(result)
    if given is not None:
        score += f" ({words.points(given[0])} of {words.points(given[1])} in what was handed in)"
    if words.examples_only(result.topics) and not result.max_score:
        why = "Visible examples only, and so no points: this copy of the course has no hidden tests (solutions/)."
        lines: list[Line] = [(title,), *_plain(why, width, "")]
        if not result.complete:
            lines.append((Segment("! Some of them have no verdict. That is not the fault of your code.", "warn"),))
    elif result.complete:
        lines = [(title, Segment("  "), Segment(score, "strong"))]
    else:
        missing = words.plural(words.left_to_judge(result), "test has", "tests have")
        lines = [
            (title, Segment("  "), Segment("not final", "warn"), Segment(f", so far {score}")),
            (Segment(f"! {missing} no verdict. That is not the fault of your code.", "warn"),),
        ]
    if result.problem:
        lines += [(Segment("! The grader failed on the way:", "warn"),), *quoted(result.problem, width, "  ", "warn")]
    loose = [clean.line(right.name, 40) for right in result.isolation if right.needed and not right.held]
    if loose:
        lines.append((Segment(f"! Not fully isolated on this machine: {', '.join(loose)}.", "warn"),))
    return lines


def _topic(topic: TopicResult, width: int) -> list[Line]:
    score = f"{words.points(topic.score)} / {words.points(topic.max_score)}"
    sign, style = _SIGNS[words.topic_state(topic)]
    if words.examples_only((topic,)) and topic.tests:
        passed = sum(test.outcome is Outcome.PASSED for test in topic.tests)
        sign, score = "·", f"visible examples only: {passed} of {len(topic.tests)} pass"
    lines = _rows(Segment(f"{sign} ", style), topic.title, "strong", score, width)
    if topic.problem:
        lines += quoted(topic.problem, width, "    ", "bad" if topic.handed_in else "soft")
    if not topic.handed_in:
        return lines
    same = {test.id: cause.tests[0].id for cause in causes(topic.tests) for test in cause.tests}
    for task in topic.tasks:
        tests = tuple(test for test in topic.tests if test.task == task.id)
        sign, style = _SIGNS[words.task_state(task, tests)]
        score = f"{words.points(task.score)} / {words.points(task.max_score)}"
        if not words.examples_only((topic,)):
            lines += _rows(Segment(f"  {sign} ", style), task.title, "plain", score, width)
        if not topic.problem:
            lines += _failures(tests, width, same)
    return lines


def _failures(tests: tuple[TestResult, ...], width: int, same: Mapping[str, str]) -> list[Line]:
    """The first few tests worth a look; what is merely not done yet or blocked is not among them.

    ``same``: for each failing test, by id, the first that fails for the same reason.
    """
    silent = (Outcome.PASSED, Outcome.NOT_DONE, Outcome.BLOCKED)
    failing = [test for test in tests if test.outcome not in silent]
    first = [test for test in failing if same.get(test.id, test.id) == test.id]
    lines: list[Line] = []
    for test in first[:MOST_PER_TASK]:
        said = words.said(test.outcome)
        style: Style = "bad" if test.outcome.counts else "warn"
        lines += _labelled(f"      {said.sign} {said.name}: ", style, test.title, width)
        # What came of it means little without what should have; of an exception it says enough.
        failed = test.outcome is Outcome.FAILED
        text = test.message or test.happened if failed else test.happened or test.message
        if text:
            lines += quoted(text, width, "        ", "soft")
    for count, what in (
        (len(first) - MOST_PER_TASK, "more test"),
        (len(failing) - len(first), "test for a reason told above"),
    ):
        if count > 0:
            many = f"{what}s" if what.endswith("test") else what.replace("test", "tests")
            lines.append((Segment(f"      … and {words.plural(count, what, many)}", "soft"),))
    return lines


def _rows(sign: Segment, name: str, style: Style, score: str, width: int) -> list[Line]:
    """A name, in as many lines as it needs, and the score at the right of its first."""
    most = min(width, 72)
    indent = len(sign.text)
    first, *rest = _wrapped(clean.line(name, MOST), max(12, most - indent - len(score) - 1)) or [""]
    room = max(1, most - indent - diagram.columns_of(first) - len(score))
    lines: list[Line] = [(sign, Segment(first, style), Segment(" " * room), Segment(score))]
    return [*lines, *((Segment(" " * indent + line, style),) for line in rest)]


def _plain(text: str, width: int, indent: str) -> list[Line]:
    return [(Segment(indent + line),) for line in _wrapped(text, max(20, width - len(indent)))]


def _earlier(one: Earlier, width: int) -> list[Line]:
    """A topic that was not graded now: it is told in short, and as what it is."""
    topic = one.topic
    score = f"earlier: {words.points(topic.score)} / {words.points(topic.max_score)}"
    changed = "" if one.same_files else " (of other code than today's)"
    part = "" if len(topic.tasks) != 1 else f": {topic.tasks[0].title}"
    return _rows(Segment("· ", "soft"), f"{topic.title}{part}{changed}", "soft", score, width)


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


def _wrapped(text: str, room: int) -> list[str]:
    """Lines of at most so many columns. ``textwrap`` counts letters, so that a wide one is given company meanwhile."""
    counted = "".join(char + _COMPANY * (diagram.columns_of(char) - 1) for char in text)
    lines = textwrap.wrap(counted, room - 1)  # one less, since a letter and its company may be parted
    return [line.replace(_COMPANY, "") for line in lines]
