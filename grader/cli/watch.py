"""``grader watch``: grade again whenever a file is saved, from a warm process, and tell what the save changed.

The folder that it watches may be replaced as a whole (unzipped anew, another branch), and so may the course that comes
with it. The system then reports nothing any more, or reports it of a folder that is gone: so the folders are looked at
between its reports, and a changed course is loaded anew.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option, out_option, submission_option

if TYPE_CHECKING:
    from grader.course.model import Course, Topic
    from grader.grading.engine import Grader
    from grader.grading.regrade import Regrader
    from grader.grading.run import Request
    from grader.result.model import Result, TestResult

DEBOUNCE = 30
STEP = 20
LOOK = 500
"""Milliseconds: how long watchfiles gathers the events of one save, how often it looks, and how often the folders
themselves are looked at."""
WATCHED = (".py", ".yaml", ".zip")


@click.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC[.TASK]]...")
@submission_option
@course_option
@out_option
def command(topics: tuple[str, ...], submission: Path | None, course_folder: Path, out: Path) -> int:
    """Grade now, and again on every save, until Ctrl-C.

    Only topics whose files have changed are graded again. The report is written each time: reload it in the browser.
    """
    from grader.grading.run import Request, read
    from grader.harness.processes.run_folder import run_folder

    request = Request(course_folder=course_folder, submission=submission, topics=topics, out=out)
    course, _ = read(request)
    click.echo(f"Watching {submission or course.exercises}. Save a file to grade it again; Ctrl-C ends.\n")
    watcher = Watcher(request)
    try:
        with run_folder():
            while True:
                watcher.until_the_course_changes(course)
                course = watcher.course_again()
    except KeyboardInterrupt:
        click.echo("\nStopped watching.")
        return 0


class Watcher:
    """Grades what ``request`` asks for, whenever it changes."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._before: Result | None = None
        self._graded = ""

    def until_the_course_changes(self, course: Course) -> None:
        """Grade with this course, on each change, until it is another one."""
        from grader.grading.run import load_report
        from grader.grading.start import warm_grader

        with warm_grader(course, only=self._request.topics, meanwhile=load_report) as grader:
            self._grade_on_changes(grader, course)

    def course_again(self) -> Course:
        """The course, as soon as there is one that can be used."""
        from grader.cli.safe import format_error
        from grader.course.choice import chosen
        from grader.errors import InputError
        from grader.grading.run import load

        said = ""
        while True:
            try:
                course = load(self._request)
                chosen(course, self._request.topics)
            except (InputError, OSError) as error:  # in the middle of being unzipped, or mistaken: the next look tells
                why = format_error(error) if isinstance(error, InputError) else str(error)
                if why != said:
                    click.echo(f"\nThe course can't be used just now. Going on as soon as it can.\n{why}")
                    said = why
                time.sleep(LOOK / 1000)
                continue
            click.echo("\nThe course has changed, and was loaded anew.")
            return course

    def _grade_on_changes(self, grader: Grader, course: Course) -> None:
        from grader.errors import InputError
        from grader.grading.regrade import Regrader
        from grader.grading.run import load

        regrader = Regrader(grader)
        self._grade(regrader, course, anew=True)
        for _ in _changes(self._request.submission or course.exercises):
            try:
                if load(self._request).hash != course.hash:
                    return
            except (InputError, OSError):
                return
            self._grade(regrader, course)

    def _grade(self, regrader: Regrader, course: Course, anew: bool = False) -> None:
        """Grade what is there, if it is not what was graded last; ``anew``: even then."""
        from grader.cli.live import Live
        from grader.cli.safe import format_error
        from grader.errors import InputError
        from grader.grading.earlier import with_last
        from grader.grading.run import with_progress, write
        from grader.submission import take_submission

        live = Live()
        request = self._request
        folder = request.submission or course.exercises
        read = _saved(folder)
        try:
            intake = take_submission(folder, course)
        except InputError as error:  # in the middle of a save or a move: the next event tells more
            click.echo(format_error(error))
            return
        if self._before is not None and intake.hash == self._graded and not anew:
            return
        self._graded = intake.hash
        live.expect(regrader.expected(intake), 0)

        def on_result(topic: Topic, test: TestResult) -> None:
            live.on_result(topic, test)
            if _saved(folder) != read:
                raise _SavedAgainError

        try:
            result = with_last(regrader.grade(intake, on_result), request.out, course)
        except _SavedAgainError:  # the event of that save is waiting, and brings the next run
            live.given_up()
            self._graded = ""
            return
        result, note = with_progress(result, request, course, intake)
        write(result, request, course, intake)
        if self._before is None:
            live.done(result, request.out, note)
        else:
            live.changed(self._before, result)
        self._before = result


class _SavedAgainError(Exception):
    """Not an error: gives up a run whose files were saved again meanwhile. Nobody waits for what is out of date."""


def _saved(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file that is watched was saved last, and its size."""
    found = {}
    inside = (os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)
    for path in (str(folder), *inside):
        if path.endswith(WATCHED):
            with contextlib.suppress(OSError):  # it went away just now
                status = os.stat(path)
                found[path] = (status.st_mtime_ns, status.st_size)
    return found


def _changes(folder: Path) -> Iterator[None]:
    """Yield whenever something in ``folder`` may have changed, however often it is replaced or is away for a while."""
    import watchfiles

    while True:
        while not folder.exists():
            time.sleep(LOOK / 1000)
        before, first = _identities(folder), True
        events = watchfiles.watch(
            folder, debounce=DEBOUNCE, step=STEP, rust_timeout=LOOK, yield_on_timeout=True, raise_interrupt=True
        )
        try:
            for changes in events:
                if first or any(path.endswith(WATCHED) for _, path in changes):
                    first = False  # whatever was changed before there was a watch is seen now
                    yield
                if _identities(folder) != before:
                    break  # its watch is that of what was there before
        except OSError:  # it went away just now
            continue


def _identities(folder: Path) -> list[tuple[str, int, int]]:
    """Which folders these are, by their numbers: one that was replaced has the same name and another number."""
    found = []
    for path in (folder, *sorted(folder.glob("*/"))):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((path.name, status.st_dev, status.st_ino))
    return found
