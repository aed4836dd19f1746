"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
REPORT = Path("report")
FOUND = "grader.course_found"
"""Where ``click``'s context keeps whether the course was looked for."""


def _course(ctx: click.Context, _: click.Parameter, named: Path | None) -> Path:
    """The course that was named; else, as git does, that of this folder or the nearest above it; else our own."""
    if named is not None:
        return named
    ctx.meta[FOUND] = True
    submission = ctx.params.get("submission")
    found = find_course(Path.cwd(), submission if isinstance(submission, Path) else None)
    return Path() if found is None else Path(os.path.relpath(found))


def find_course(start: Path, submission: Path | None = None) -> Path | None:
    """The folder with ``exercises/course.yaml``: this one, the nearest above it, or the one that this grader lies in.

    Never one inside the ``submission``: what is handed in does not say what it is graded against. And, above the
    current folder, none that belongs to a stranger: its suites would run as ours.
    """
    inside = submission.resolve() if submission is not None else None
    here = start.stat().st_uid
    for folder in _candidates(start.resolve()):
        if inside is not None and (folder == inside or inside in folder.parents):
            continue
        if folder == start.resolve() or _owner(folder) in (here, 0, os.geteuid()):
            return folder
    ours = Path(__file__).resolve().parents[2]
    return ours if _has_course(ours) else None


def _candidates(start: Path) -> Iterator[Path]:
    return (folder for folder in (start, *start.parents) if _has_course(folder))


def _has_course(folder: Path) -> bool:
    try:
        return (folder / "exercises" / "course.yaml").is_file()
    except OSError:
        return False


def _owner(folder: Path) -> int:
    return (folder / "exercises" / "course.yaml").stat().st_uid


def _out(ctx: click.Context, _: click.Parameter, named: Path | None) -> Path:
    """The folder that was named; else ``report`` here, or beside the exercises if the course was looked for."""
    if named is not None:
        return named
    return ctx.params["course_folder"] / REPORT if ctx.meta.get(FOUND) and not ctx.params.get("submission") else REPORT


course_option = click.option(
    "--course",
    "course_folder",
    type=FOLDER,
    callback=_course,
    help="The folder with exercises/ (and solutions/). Default: this one, or the nearest above it.",
)
submission_option = click.option(
    "--submission",
    type=click.Path(exists=True, path_type=Path),
    is_eager=True,
    help="What to grade: a folder laid out like exercises/, one topic's folder or file, or a zip of one. "
    "Default: the course's exercises/.",
)
out_option = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_out,
    help="Where the report goes. Default: report/, beside exercises/.",
)
