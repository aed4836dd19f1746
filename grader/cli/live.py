"""What ``check`` shows while it works and when it is done. Quiet while it works if nobody watches."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.course.model import Topic
    from grader.result.model import Result, TestResult

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

    def done(self, result: Result, out: Path) -> None:
        """The summary, and where the report is."""
        from grader.report.text import summary

        if self._watched:
            sys.stderr.write(CLEAR_LINE)
        for line in summary(result):
            click.echo(line)
        click.echo(f"\nReport: {out / 'report.html'}")
