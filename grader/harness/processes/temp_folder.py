"""The temporary folder, where submissions are laid for their cells and cells have their working folders.

Trouble with it is the machine's and never a student's. Used by ``grader.grading`` and the harness.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import GraderFault
from grader.sandbox.rights.limits import FILE_SIZE

REPAIR = "\n  → free some space, or let TMPDIR name another folder; then run the same command again"
RUN = "grader-run-"
"""How the folder begins that a run lays all of its own in; ``grader.harness.words`` takes it out of messages."""
SMALL = 8
"""On a small disk there is no room when less than this part of it is free; on others, when one file does not fit that a
cell may write."""


@contextmanager
def temporary(prefix: str) -> Iterator[Path]:
    """A new folder, which is gone afterwards."""
    with guarded():
        folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def guarded() -> Iterator[None]:
    """What can't be written in here is a fault of ours, with the reason."""
    try:
        yield
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise GraderFault(f"the temporary folder can't be used: {error.strerror or error}{where}{REPAIR}") from error


def ensure_free_space() -> None:
    """Raise GraderFault if the disk is full. Call it once a test has given back its space: then the space is missing
    because of somebody else, and the test may have failed because of that.
    """
    with guarded():
        folder = tempfile.gettempdir()
        shown = Path(folder).parent if Path(folder).name.startswith(RUN) else folder
        disk = os.statvfs(folder)
    needed = min(FILE_SIZE, disk.f_blocks * disk.f_frsize // SMALL)
    if disk.f_bavail * disk.f_frsize < needed or (disk.f_files and not disk.f_favail):
        raise GraderFault(f"the temporary folder {shown} is full, so what fails need not be the code's fault{REPAIR}")
