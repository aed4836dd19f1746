"""``grader watch``: grade again whenever a file is saved, from a warm process, and tell what the save changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, out_option, submission_option

if TYPE_CHECKING:
    from grader.course.model import Course
    from grader.grading.check import Request
    from grader.grading.engine import Grader
    from grader.result.model import Result

DEBOUNCE = 30
STEP = 20
"""Milliseconds: how long watchfiles gathers the events of one save, and how often it looks."""


@click.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@submission_option
@course_option
@out_option
def command(topics: tuple[str, ...], submission: Path | None, course_folder: Path, out: Path) -> int:
    """Grade now, and again on every save, until Ctrl-C.

    Only topics whose files have changed are graded again. The report is written each time: reload it in the browser.
    """
    from grader.grading.check import Request, load_report, read
    from grader.grading.start import with_grader

    request = Request(course_folder=course_folder, submission=submission, topics=topics, out=out)
    course, _ = read(request)
    try:
        return with_grader(course, lambda grader: _watch(grader, request, course), only=topics, meanwhile=load_report)
    except KeyboardInterrupt:
        click.echo("\nStopped watching.")
        return 0


def _watch(grader: Grader, request: Request, course: Course) -> int:
    import watchfiles

    from grader.grading.regrade import Regrader

    regrader = Regrader(grader)
    result = _grade(regrader, request, course, None)
    folder = request.submission or course.exercises
    click.echo(f"\nWatching {folder}. Save a file to grade it again; Ctrl-C ends.")
    for changes in watchfiles.watch(folder, debounce=DEBOUNCE, step=STEP, raise_interrupt=True):
        if any(path.endswith((".py", ".yaml")) for _, path in changes):
            result = _grade(regrader, request, course, result)
    return 0


def _grade(regrader: object, request: Request, course: Course, before: Result | None) -> Result | None:
    from grader.cli.live import Live
    from grader.cli.safe import told
    from grader.course import take_submission
    from grader.errors import InputError
    from grader.grading.check import with_progress, write
    from grader.grading.regrade import Regrader, difference

    assert isinstance(regrader, Regrader), "made by _watch"
    live = Live()
    try:
        intake = take_submission(request.submission or course.exercises, course)
    except InputError as error:  # in the middle of a save or a move: the next event tells more
        click.echo(told(error))
        return before
    result = regrader.grade(intake, live.heard)
    result, note = with_progress(result, request, course, intake)
    write(result, request, course, intake)
    if before is None:
        live.done(result, request.out, note)
    else:
        live.changed(difference(before, result), result)
    return result
