"""What the commands for a student's own folder share. On the way to their help only click is imported."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

LONGEST = 10_000
"""Characters of a line: of an answer, a hint, a model answer."""

student_option = click.option(
    "--submission",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    is_eager=True,
    help="Your folder, laid out like exercises/. Default: the course's own.",
)


def exercises_of(course_folder: Path, submission: Path | None) -> Path:
    """The folder in which the student works."""
    if submission is None:
        return course_folder / "exercises"
    return submission / "exercises" if (submission / "exercises").is_dir() else submission


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
