"""``grader report``: render a result again, from the data alone."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("result", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Where to write; default: beside the result."
)
def command(result: Path, out: Path | None) -> int:
    """Render RESULT (a result.json) again as report.html."""
    from grader.grading.artifacts import read_result, write_report

    folder = out or result.parent
    write_report(read_result(result), folder)
    click.echo(f"Report: {folder / 'report.html'}")
    return 0
