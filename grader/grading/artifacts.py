"""Reading and writing results and reports: each file whole or not at all. Used by the commands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.errors import GraderFault, InputError, Place
from grader.progress import write_whole
from grader.regular import open_regular
from grader.result.model import FORMAT, Result

if TYPE_CHECKING:
    from grader.report.html import InstructorView

RESULT = "result.json"
RECEIPT = "receipt.jws"
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What a terminal obeys, or an editor reorders, where somebody looks at the file: it stands there as an escape. JSON
escapes no control characters but those below U+0020, and a student's text may hold the others.
"""


def write_result(result: Result, out: Path) -> bytes:
    """Write ``result.json`` into ``out``. The bytes that were written, as a receipt vouches for them."""
    text = msgspec.json.encode(result).decode() + "\n"  # indented, two fifths of it would be spaces
    content = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode()
    _replace(out / RESULT, content)
    return content


def write_report(result: Result, out: Path, instructor: InstructorView | None = None) -> None:
    """Write ``report.html`` into ``out``."""
    from grader.report.html import render_html  # takes a while to load, and may not hold up the start of a run

    _replace(out / "report.html", render_html(result, instructor=instructor).encode("utf-8"))


def write_receipt(receipt: bytes, out: Path) -> None:
    """Write ``receipt.jws`` into ``out``."""
    _replace(out / RECEIPT, receipt)


MOST_READ = 1 << 29
"""Bytes of a result: a hundred times the largest that was seen."""


def read_result(path: Path) -> Result:
    """A ``result.json`` as data. InputError if it is not one of ours."""
    repair = "name a result.json that this version of the grader wrote"
    try:
        with open_regular(path) as file:
            result = msgspec.json.decode(file.read(MOST_READ), type=Result)
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", place=Place(path), repair=repair) from None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"is no result: {error}", place=Place(path), repair=repair) from None
    if result.format != FORMAT:
        raise InputError(f"has format {result.format}, not {FORMAT}", place=Place(path), repair=repair)
    return result


def make_folder(folder: Path, submission: Path | None = None) -> None:
    """Make an output folder, if it is not there. InputError if a link of the ``submission`` would lead it elsewhere."""
    if submission is not None and (link := _link_on_the_way(folder, submission)) is not None:
        raise InputError(
            "the output would go through this link, which was handed in",
            place=Place(link),
            repair="let --out name a folder outside of the submission",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraderFault(f"the output folder {folder} can't be made: {error.strerror}") from error


def _link_on_the_way(folder: Path, submission: Path) -> Path | None:
    """The first link below the submission's folder through which ``folder`` leads."""
    inside = submission.resolve()
    steps = (folder.absolute(), *folder.absolute().parents)
    links = (step for step in steps if step.is_symlink())
    return next((link for link in links if inside in (link.parent.resolve() / link.name).parents), None)


def _replace(path: Path, content: bytes) -> None:
    make_folder(path.parent)
    try:
        write_whole(path, content)
    except OSError as error:
        raise GraderFault(f"{path} can't be written: {error.strerror}") from error
