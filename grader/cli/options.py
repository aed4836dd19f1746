"""Options that several commands share, and what they stand for."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

course_option = click.option(
    "--course", "course_folder", type=FOLDER, default=Path(), help="The folder with exercises/ (and solutions/)."
)
submission_option = click.option(
    "--submission",
    type=click.Path(exists=True, path_type=Path),
    help="What to grade: a folder laid out like exercises/, one topic's folder or file, or a zip of one. "
    "Default: the course's exercises/.",
)
out_option = click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("report"), help="Where the report goes."
)
