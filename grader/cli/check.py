"""``grader check``: grade a submission, write ``report.html`` and ``result.json``, and say what came out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, out_option, submission_option

if TYPE_CHECKING:
    from grader.cli.live import Live
    from grader.course import Course
    from grader.grading.run import Request
    from grader.result.model import Result
    from grader.submission.intake import Intake


@click.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC[.TASK]]...")
@submission_option
@course_option
@out_option
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit with 1 below this.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Topics graded side by side.")
@click.option("--fresh", is_flag=True, help="Do not go on from an interrupted run: grade everything anew.")
@click.option("--instructor", is_flag=True, help="Add the hidden tests' source and the difference from the reference.")
@click.option(
    "--sign",
    type=click.Path(path_type=Path),
    metavar="KEY",
    help="Sign the result with this Ed25519 private key (PEM), as receipt.jws. See `grader receipt --help`.",
)
@click.option(
    "--allow-unsandboxed",
    is_flag=True,
    help="Grade in CI, or with --sign, even where the sandbox does not hold. Not for strangers' code.",
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
    sign: Path | None,
    allow_unsandboxed: bool,
) -> int:
    """Grade a submission and write its report.

    Without arguments: everything in exercises/, into report/. An interrupted run goes on where it stopped.
    With topics, or tasks such as tokens.verify: only these; what is known of the others stays in the report.
    """
    from grader.cli.live import Live
    from grader.grading.artifacts import RECEIPT
    from grader.grading.earlier import with_last
    from grader.grading.run import Request, read, with_progress, write
    from grader.harness.processes.run_folder import run_folder

    request = Request(
        course_folder=course_folder,
        submission=submission,
        topics=topics,
        out=out,
        jobs=jobs,
        fresh=fresh,
        instructor=instructor,
        strict=(bool(os.environ.get("CI")) or sign is not None) and not allow_unsandboxed,
        sign=sign,
    )
    if sign is not None:
        _try_key(sign)
    course, intake = read(request)
    if fail_under is not None:
        _need_points(course, topics)
    live = Live()
    with run_folder():
        result = with_last(_graded(request, course, intake, live), out, course)
    result, note = with_progress(result, request, course, intake)
    write(result, request, course, intake)
    live.done(result, out, note)
    if sign is not None:
        click.echo(f"Receipt: {out / RECEIPT}")
    code = exit_code(result, fail_under)
    if code == 1 and fail_under is not None:
        live.below(result, fail_under)
    return code


def _need_points(course: Course, names: tuple[str, ...]) -> None:
    """InputError where there is nothing that a percentage could be of: without a hidden test nothing was shown."""
    from grader.course.choice import chosen
    from grader.errors import InputError, Place

    missing = [topic.id for topic in chosen(course, names) if not topic.hidden]
    if missing:
        raise InputError(
            f"--fail-under needs hidden tests, and there are none of {', '.join(missing)}",
            place=Place(course.folder / "solutions"),
            repair="grade with the whole course, or leave --fail-under out",
        )


def _graded(request: Request, course: Course, intake: Intake, live: Live) -> Result:
    """Grade. What an interruption costs where no key for the journal can be kept is said when it costs it."""
    from grader.grading.run import JOURNAL, grade
    from grader.result.journal_key import journal_key

    key = journal_key()
    begun = (request.out / JOURNAL).exists() and not request.fresh
    if key.unsafe or (key.trouble and begun):
        what = "an interrupted run can't be gone on from" + (", and is graded anew" if begun else "")
        click.echo(f"Note: {what}: {key.trouble}", err=True)
    try:
        return grade(request, course, intake, live.on_result, key, live.expect)
    except KeyboardInterrupt:
        if not key.trouble:
            raise
        click.echo(f"Stopped. The next run begins anew: {key.trouble}", err=True)
        raise click.exceptions.Exit(3) from None


def _try_key(path: Path) -> None:
    """Find out before anything is graded whether that key will do. It is forgotten again, and loaded anew to sign.

    While student's code runs, this process holds neither the key nor a descriptor of its file. Nothing of either could
    get into a cell anyway: the zygote is another program, started with an environment of its own and no descriptor but
    its socket's, so that it inherits no memory, and its cells may read no file but the libraries' and the
    submission's. But whoever finds a hole in that shall find no key behind it; and the workers of ``--jobs``, which
    are forks of this process, shall have none to lose.
    """
    from grader.receipt.keys import check_signing_key

    if note := check_signing_key(path):
        click.echo(f"Note: {note}", err=True)


def exit_code(result: Result, fail_under: float | None) -> int:
    """0 graded, 1 below the asked-for percentage, 3 if the grader failed on the way."""
    if result.problem:
        return 3
    percent = 100 * result.score / result.max_score if result.max_score else 100.0
    return 1 if fail_under is not None and percent < fail_under else 0
