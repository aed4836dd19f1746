"""What ``check`` shows while it works and when it is done. Quiet while it works if nobody watches."""

from __future__ import annotations

import math
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.typed import as_typed

if TYPE_CHECKING:
    from grader.course.model import Topic
    from grader.report.text import Line
    from grader.result.model import Result, TestResult

STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True},
    "strong": {"bold": True},
    "good": {"fg": "green"},
    "bad": {"fg": "red"},
    "warn": {"fg": "yellow"},
    "soft": {"dim": True},
}
MOST_NOTES = 5
LONGEST_PATH = 4096
CLEAR_LINE = "\r\x1b[2K"


class Live:
    """One line that follows the tests of a topic, on a terminal's standard error."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._expected: Mapping[str, int] = {}
        self._counts: dict[str, Counter[str]] = {}

    def expect(self, expected: Mapping[str, int], known: int) -> None:
        """How many tests each topic has, and how many verdicts of an interrupted run are still good."""
        self._expected = expected
        if known:
            total = sum(expected.values())
            click.echo(f"Going on from an interrupted run: {known} of {total} tests have a verdict already.", err=True)

    def on_result(self, topic: Topic, test: TestResult) -> None:
        """One more verdict."""
        if not self._watched:
            return
        counts = self._counts.setdefault(topic.id, Counter())
        counts[test.outcome.value] += 1
        told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
        place = ""
        if len(self._expected) > 1 and topic.id in self._expected:
            place = f" (topic {list(self._expected).index(topic.id) + 1} of {len(self._expected)})"
        total = f" of {self._expected[topic.id]}" if topic.id in self._expected else ""
        line = f"{topic.title}{place}: {counts.total()}{total} tests: {told}"
        sys.stderr.write(CLEAR_LINE + _cut(line, shutil.get_terminal_size().columns - 1))
        sys.stderr.flush()

    def given_up(self) -> None:
        """A run ended before its time, since the files were saved again."""
        if self._watched:
            sys.stderr.write(CLEAR_LINE)
        click.echo("\nSaved again meanwhile: starting over.")

    def done(self, result: Result, out: Path, note: str = "") -> None:
        """The summary, and where the report is."""
        from grader.report import clean, text

        if self._watched:
            sys.stderr.write(CLEAR_LINE)
        told = [one for one in (*result.submission.notes[:MOST_NOTES], note) if one]
        width = _width()
        _show([*text.summary(result, width), *(line for one in told for line in text.note(one, width))])
        click.echo(f"Report: {clean.line(str(out / 'report.html'), LONGEST_PATH)}")

    def below(self, result: Result, asked: float) -> None:
        """Why the exit code is 1."""
        had = 100 * result.score / result.max_score
        # Rounded down: nobody shall read that 80 % are below 80 %.
        shown = f"{math.floor(had * 100) / 100:g}"
        click.echo(
            f"Below --fail-under {asked:g}: {result.score:g} of {result.max_score:g} points are {shown} %.", err=True
        )

    def changed(self, before: Result, result: Result) -> None:
        """What a save fixed and broke, and what to do next."""
        from grader.report import text
        from grader.result.since import moved_tests, since

        if self._watched:
            sys.stderr.write(CLEAR_LINE)
        change = since(before, result)
        more = round(result.score - before.score, 2)
        moved = f" ({more:+g})" if more else ""
        click.echo(f"\n{result.score:g} of {result.max_score:g} points{moved}   {result.timing.total:g} s")
        _show(text.moved(moved_tests(result, change.fixed), moved_tests(result, change.broken), _width()))
        _show(text.next_step(result, _width()))


def _show(lines: Iterable[Line]) -> None:
    for line in lines:
        click.echo(styled(line))


def _cut(line: str, width: int) -> str:
    """As much as fits: at the end of a word, for a terminal would break it anywhere, and clear only half of it."""
    if len(line) <= width:
        return line
    whole = line[: max(1, width - 1)].rpartition(" ")[0].rstrip(" ,:")
    return f"{whole or line[: max(1, width - 2)]}…"


def _width() -> int:
    """Columns that a line may take: a terminal breaks a longer one, and there no bar stands before what is theirs."""
    return min(100, max(40, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else 80


def styled(line: Line) -> str:
    """A line of the summary in colour on a terminal, plain elsewhere and with NO_COLOR (https://no-color.org)."""
    return "".join(_coloured(as_typed(segment.text), segment.style) for segment in line).rstrip()


def _coloured(text: str, style: str) -> str:
    if "NO_COLOR" in os.environ or not sys.stdout.isatty():
        return text
    return click.style(text, **STYLES[style])
