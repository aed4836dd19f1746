"""``grader verify``: the author's gate. Prints a line a rule, and each problem with its place and its repair."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option

if TYPE_CHECKING:
    from grader.course.model import Course
    from grader.verify.finding import Finding, Problem


@click.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@course_option
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Topics verified at once.")
@click.option("--quick", is_flag=True, help="Try each mistake on the tests that it names and a few others only.")
@click.option("--all-mutants", is_flag=True, help="Try every mutant of each right answer, not only a sample.")
@click.option("--spec", is_flag=True, help="Print each hidden test beside the words of the lesson that it rests on.")
@click.option("--most", type=click.IntRange(min=1), default=12, show_default=True, help="Problems printed for a rule.")
def command(
    topics: tuple[str, ...], course_folder: Path, jobs: int, quick: bool, all_mutants: bool, spec: bool, most: int
) -> int:
    """Check that the course proves itself.

    The reference passes, the blank skeleton does not, every wrong answer fails what it says it fails, and so on:
    a line a rule. Exit code 2 if something is to be mended.
    """
    from grader.course import load_course
    from grader.course.choice import topic_of
    from grader.harness.processes.run_folder import run_folder
    from grader.verify.depth import Depth
    from grader.verify.gate import verify_course
    from grader.verify.parallel import verify_topics
    from mocks import SERVICES

    if quick and all_mutants:
        raise click.UsageError("--quick and --all-mutants exclude each other")
    depth = Depth.QUICK if quick else Depth.EVERY_MUTANT if all_mutants else Depth.FULL
    course = load_course(course_folder, services=SERVICES)
    for name in topics:
        topic_of(course, name)
    printer = Printer(course, most, details=spec)
    with run_folder():
        if not topics:
            verify_course(course, printer.on_finding)
        chosen = [topic for topic in course.topics if not topics or topic.id in topics]
        verify_topics(course, chosen, printer.on_finding, depth=depth, jobs=jobs)
    return printer.done()


class Printer:
    """Prints findings as they come, under a heading for each topic."""

    def __init__(self, course: Course, most: int, *, details: bool) -> None:
        self._course = course
        self._most = most
        self._details = details
        self._topic: str | None = None
        self._rules = 0
        self._problems = 0

    def on_finding(self, topic: str, finding: Finding) -> None:
        """Print one finding."""
        if topic != self._topic:
            click.echo(click.style(f"\n{topic or 'the course'}", bold=True))
            self._topic = topic
        self._rules += 1
        self._problems += len(finding.problems)
        mark = click.style("✗", fg="red") if finding.problems else click.style("✓", fg="green")
        count = f" ({finding.count})" if finding.count else ""
        click.echo(f"  {mark} {finding.rule}{count}")
        for detail in finding.details if self._details else ():
            click.echo("      " + detail.replace("\n", "\n        "))
        for problem in finding.problems[: self._most]:
            self._print(problem)
        if more := len(finding.problems[self._most :]):
            click.echo(f"      … and {more} more: --most shows them")

    def done(self) -> int:
        """Print the sum; the exit code."""
        what = f"{self._problems} to mend" if self._problems else "all hold"
        click.echo(f"\n{self._rules} rules looked at: {what}")
        return 2 if self._problems else 0

    def _print(self, problem: Problem) -> None:
        where = f"{self._shown(problem)}: " if problem.place else ""
        click.echo(f"      {where}{problem.message}")
        if problem.repair:
            click.echo(f"        → {problem.repair}")

    def _shown(self, problem: Problem) -> str:
        text = str(problem.place)
        for folder in (f"{self._course.folder.resolve()}/", f"{self._course.folder}/"):
            text = text.removeprefix(folder)
        return text
