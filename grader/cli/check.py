"""``grader check``: grade a submission, write ``report.html`` and ``result.json``, and say what came out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, out_option, submission_option

if TYPE_CHECKING:
    from grader.result.model import Result


@click.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@submission_option
@course_option
@out_option
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit with 1 below this.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Topics graded side by side.")
@click.option("--fresh", is_flag=True, help="Do not go on from an interrupted run: grade everything anew.")
@click.option("--instructor", is_flag=True, help="Add the hidden tests' source and the difference from the reference.")
@click.option(
    "--allow-unsandboxed",
    is_flag=True,
    help="Grade in CI even where the sandbox does not hold. Not for strangers' code.",
)
def command(
    topics: tuple[str, ...],
    submission: Path | None,
    course_folder: Path,
    out: Path,
    fail_under: float | None,
    jobs: int,
    fresh: bool,
    instructor: bool,
    allow_unsandboxed: bool,
) -> int:
    """Grade a submission and write its report.

    Without arguments: everything in exercises/, into report/. An interrupted run goes on where it stopped.
    """
    from grader.cli.live import Live
    from grader.grading.check import Request, grade, read, with_progress, write

    request = Request(
        course_folder=course_folder,
        submission=submission,
        topics=topics,
        out=out,
        jobs=jobs,
        fresh=fresh,
        instructor=instructor,
        strict=bool(os.environ.get("CI")) and not allow_unsandboxed,
    )
    course, intake = read(request)
    live = Live()
    result = grade(request, course, intake, live.heard)
    result, note = with_progress(result, request, course, intake)
    write(result, request, course, intake)
    live.done(result, out, note)
    return exit_code(result, fail_under)


def exit_code(result: Result, fail_under: float | None) -> int:
    """0 graded, 1 below the asked-for percentage, 3 if the grader failed on the way."""
    if result.problem:
        return 3
    percent = 100 * result.score / result.max_score if result.max_score else 100.0
    return 1 if fail_under is not None and percent < fail_under else 0
