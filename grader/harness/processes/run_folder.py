"""The one folder that a run lays all its temporary files in, and the removal of what killed runs have left.

A run that is killed (``kill -9``) can't clean up. So everything temporary lies in a folder of its own, which the run
keeps locked while it lives; the next run of the same user removes those that nobody holds any more. A lock needs no
guess about process ids, and holds across containers that share a temporary folder.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grader.harness.processes.scratch import remove
from grader.harness.processes.temp_folder import RUN, guarded

MODE = 0o711
"""Cells, which may be other users, get to their own folders by name; nobody else can list whose are there."""


@contextmanager
def run_folder() -> Iterator[Path]:
    """Let this process lay its temporary files in a folder of its own, which is gone afterwards."""
    with guarded():
        parent = tempfile.gettempdir()
        folder, lock = _made(parent)
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    owner = os.getpid()
    try:
        _remove_stale(Path(parent))
        yield folder
    finally:
        tempfile.tempdir = before
        if os.getpid() == owner:  # not in a worker, which is a copy of this process
            remove(folder)
        os.close(lock)


def _made(parent: str) -> tuple[Path, int]:
    """A new folder and the lock on it. Another run may take it for a stale one before it is locked: then once more."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=RUN, dir=parent))
        with suppress(FileNotFoundError):
            folder.chmod(MODE)
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            fcntl.flock(lock, fcntl.LOCK_EX)
            if folder.exists():
                return folder, lock
            os.close(lock)


def _remove_stale(parent: Path) -> None:
    """Remove this user's folders that no living run holds. Nothing is said about what can't be removed."""
    with suppress(OSError):
        for entry in list(os.scandir(parent)):
            if entry.name.startswith(RUN):
                with suppress(OSError):
                    _remove_if_stale(Path(entry.path))


def _remove_if_stale(folder: Path) -> None:
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if os.fstat(lock).st_uid == os.geteuid():
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # OSError: its run lives
            remove(folder)
    finally:
        os.close(lock)
