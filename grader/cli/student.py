"""What the commands for a student's own folder share. On the way to their help only click is imported."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.course.model import Course, Topic

LONGEST = 10_000
"""Characters of a line: of an answer, a hint, a model answer."""

student_option = click.option(
    "--submission",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Your folder, laid out like exercises/. Default: the course's own.",
)


def exercises_of(course_folder: Path, submission: Path | None) -> Path:
    """The folder in which the student works."""
    if submission is None:
        return course_folder / "exercises"
    return submission / "exercises" if (submission / "exercises").is_dir() else submission


def topic_of(course: Course, id: str) -> Topic:
    """The topic of that id. Raises InputError that names the nearest."""
    topic = course.topic(id)
    if topic is None:
        raise unknown("topic", id, [topic.id for topic in course.topics])
    return topic


def unknown(what: str, name: str, names: list[str]) -> Exception:
    """The error for a name that there is not."""
    import difflib

    from grader.errors import InputError

    near = difflib.get_close_matches(name, names, 1)
    repair = f"did you mean {near[0]}?" if near else f"choose one of: {', '.join(names)}"
    return InputError(f"there is no {what} {name!r}", repair=repair)


def bold(text: str) -> str:
    """The text, bold on a terminal that may show colours (https://no-color.org), as it is elsewhere."""
    plain = "NO_COLOR" in os.environ or not sys.stdout.isatty()
    return text if plain else click.style(text, bold=True)


def wrapped(text: str, indent: str = "") -> str:
    """The text in lines that fit a terminal, its own line breaks kept. An answer in it may be a stranger's."""
    import shutil
    import textwrap

    from grader.report import clean

    width = min(100, max(40, shutil.get_terminal_size().columns))
    shown = (clean.terminal(line, LONGEST) for line in text.split("\n"))
    lines = (textwrap.fill(line, width, initial_indent=indent, subsequent_indent=indent) for line in shown)
    return "\n".join(lines)


def points(value: float) -> str:
    """Points without needless zeros: ``3``, ``2.5``."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
