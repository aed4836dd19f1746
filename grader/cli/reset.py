"""``grader reset``: start a topic again from its skeleton, keeping what was written.

The skeleton comes from ``exercises/.skeletons/<topic>.py``, a copy that is handed out with the exercises. It is the
only source that is always there and always right: a student's git history may hold the work itself, a download has
none, and a copy made on first use may be of a file already edited.
"""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.options import course_option
from grader.cli.student import exercises_of, student_option


@click.command()
@click.argument("topic")
@course_option
@student_option
def command(topic: str, course_folder: Path, submission: Path | None) -> int:
    """Start a topic again from its skeleton.

    Your file is kept beside it, as TOPIC.py.bak-1, -2 and so on; other files are left alone. The skeleton
    comes from exercises/.skeletons/TOPIC.py, which is a copy of the file as it was handed out.
    """
    from grader.course import load_course
    from grader.course.choice import topic_of
    from grader.progress import home_of

    id = topic_of(load_course(course_folder), topic).id
    skeleton = _skeleton(course_folder / "exercises" / ".skeletons" / f"{id}.py")
    file = exercises_of(course_folder, submission) / id / f"{id}.py"
    click.echo(restore(file, skeleton))
    _remember(home_of(course_folder, submission), id)
    return 0


def _remember(home: Path, topic: str) -> None:
    """What was solved is not so any more; what was best remains."""
    from grader.errors import InputError
    from grader.progress import load, save, started_anew

    known, note = load(home)
    if note or topic not in known.topics:
        return
    try:
        save(home, started_anew(known, topic))
    except InputError as error:
        click.echo(f"Note: {error}", err=True)


def restore(file: Path, skeleton: bytes) -> str:
    """Put the skeleton in the file's place and tell what was done. Raises InputError."""
    from grader.errors import InputError, Place
    from grader.progress import free_name, write_whole

    try:
        if file.is_file() and file.read_bytes() == skeleton:
            return f"{file} is the untouched skeleton already."
        kept = free_name(file, "bak")
        had_one = file.is_symlink() or file.exists()
        if had_one:
            file.rename(kept)
        try:
            write_whole(file, skeleton)
        except OSError:
            if had_one:
                kept.rename(file)
            raise
    except OSError as error:
        raise InputError(
            f"can't be restored: {error.strerror}",
            place=Place(file),
            repair="make the folder writable, or free some space",
        ) from None
    kept_as = f" Your version is kept as {kept.name}." if had_one else ""
    return f"{file} is the skeleton again.{kept_as}"


def _skeleton(path: Path) -> bytes:
    from grader.errors import InputError, Place

    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"the skeleton can't be read: {error.strerror}",
            place=Place(path),
            repair="put a copy of the file there as it was handed out; it is in the course's archive",
        ) from None
