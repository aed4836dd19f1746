"""What ``check`` shows while it works and when it is done. Quiet while it works if nobody watches."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from grader.course.model import Topic
    from grader.grading.regrade import Change
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
    """One line that follows the tests, on a terminal's standard error."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._counts: Counter[str] = Counter()

    def heard(self, topic: Topic, test: TestResult) -> None:
        """One more verdict."""
        if not self._watched:
            return
        self._counts[test.outcome.value] += 1
        told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in self._counts.items())
        sys.stderr.write(f"{CLEAR_LINE}{topic.title}: {told}")
        sys.stderr.flush()

    def done(self, result: Result, out: Path, note: str = "") -> None:
        """The summary, and where the report is."""
        from grader.report import clean, text

        if self._watched:
            sys.stderr.write(CLEAR_LINE)
        told = [one for one in (*result.submission.notes[:MOST_NOTES], note) if one]
        width = _width()
        _show([*text.summary(result, width), *(line for one in told for line in text.note(one, width))])
        click.echo(f"Report: {clean.line(str(out / 'report.html'), LONGEST_PATH)}")

    def changed(self, change: Change, result: Result) -> None:
        """What a save fixed and broke, and what to do next."""
        from grader.report import text

        if self._watched:
            sys.stderr.write(CLEAR_LINE)
        sign = "+" if change.points > 0 else ""
        moved = f" ({sign}{change.points:g})" if change.points else ""
        click.echo(f"\n{result.score:g} of {result.max_score:g} points{moved}   {result.timing.total:g} s")
        _show(text.moved(change.fixed, change.broken, _width()))
        _show(text.next_step(result, _width()))


def _show(lines: Iterable[Line]) -> None:
    for line in lines:
        click.echo(styled(line))


def _width() -> int:
    """Columns that a line may take: a terminal breaks a longer one, and there no bar stands before what is theirs."""
    return min(100, max(40, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else 80


def styled(line: Line) -> str:
    """A line of the summary in colour on a terminal, plain elsewhere and with NO_COLOR (https://no-color.org)."""
    return "".join(_coloured(segment.text, segment.style) for segment in line).rstrip()


def _coloured(text: str, style: str) -> str:
    if "NO_COLOR" in os.environ or not sys.stdout.isatty():
        return text
    return click.style(text, **STYLES[style])
