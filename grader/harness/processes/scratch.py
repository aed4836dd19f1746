"""Removes a cell's working folder, whatever the cell has made of it. The harness only.

``shutil.rmtree`` is not for folders that an enemy has filled: it calls itself for each level, with a descriptor open at
each, so that a thousand folders inside each other end it with a RecursionError. And it leaves what has no permissions.
"""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 30.0
"""Seconds after which no further look is taken. A cell that has been told to end may go on making files for a moment;
what is there already is removed however long it takes, which counts as time of its test's.
"""


def remove(folder: Path) -> None:
    """Remove it with all that is in it. Nothing is said if that can't be done."""
    until = time.monotonic() + PATIENCE
    with suppress(OSError):
        while not _removed(folder) and time.monotonic() < until:
            top = _opened(str(folder))
            try:
                if not _thin_out(top):
                    return
            finally:
                os.close(top)


def _removed(folder: str | Path, beside: int | None = None) -> bool:
    """Most are empty, so that this is all there is to do."""
    try:
        os.rmdir(folder, dir_fd=beside)
    except OSError:
        return False
    return True


def _thin_out(top: int) -> bool:
    """Remove the files in the folder ``top`` and the folders in it. What lies deeper is moved up to ``top``, so that
    nothing ever lies deep. Whether anything could be done.
    """
    done = False
    for entry in list(os.scandir(top)):
        with suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                _take_away(entry.name, top)
            else:
                os.unlink(entry.name, dir_fd=top)
            done = True
    return done


def _take_away(name: str, top: int) -> None:
    if _removed(name, top):
        return
    folder = _opened(name, top)
    try:
        for inner in list(os.scandir(folder)):
            if inner.is_dir(follow_symlinks=False):
                _move_up(inner.name, folder, top)
            else:
                os.unlink(inner.name, dir_fd=folder)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=top)


def _move_up(name: str, folder: int, top: int) -> None:
    if _removed(name, folder):
        return
    to = secrets.token_hex(16)
    try:
        os.rename(name, to, src_dir_fd=folder, dst_dir_fd=top)
    except PermissionError:  # whoever moves a folder writes into it where it lies
        os.chmod(name, 0o700, dir_fd=folder)
        os.rename(name, to, src_dir_fd=folder, dst_dir_fd=top)


def _opened(name: str, beside: int | None = None) -> int:
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    try:
        folder = os.open(name, flags, dir_fd=beside)
    except PermissionError:
        os.chmod(name, 0o700, dir_fd=beside)
        folder = os.open(name, flags, dir_fd=beside)
    if os.fstat(folder).st_mode & 0o700 != 0o700:
        os.fchmod(folder, 0o700)
    return folder
