"""The key that a user's journals are authenticated with: random, made at the first use, in the user's state folder
(https://specifications.freedesktop.org/basedir-spec/latest/).

It lies outside whatever a submission or an output folder can hold, and no cell may read it: Landlock lets a cell read
the libraries and the submission, and the file is for its owner alone. So it needs no guarding by its users. Where none
can be kept, as in a container without a home, there is one for this run only: all that is lost is that a run goes on
after an interruption. Used by ``grader.grading`` and the commands.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import GraderError

FOLDER = "security-course-grader"
FILE = "journal.key"
SIZE = 32
LONGEST = 1024
OTHERS = 0o077
OTHERS_WRITE = 0o022


@dataclass(frozen=True)
class JournalKey:
    """``trouble``: why it holds for this run only, "" if it is kept. ``unsafe``: what was kept must not be believed,
    which somebody should mend.
    """

    secret: bytes = field(repr=False)
    trouble: str = ""
    unsafe: bool = False


class _Unsafe(GraderError):
    """What lies in the key's place may be known to others, or is theirs."""


def journal_key(environ: Mapping[str, str] = os.environ) -> JournalKey:
    """The key of this user, made if there is none."""
    try:
        return JournalKey(_kept(state_folder(environ)))
    except _Unsafe as error:
        return JournalKey(secrets.token_bytes(SIZE), str(error), unsafe=True)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return JournalKey(secrets.token_bytes(SIZE), f"no key can be kept for it ({where}{error.strerror or error})")


def state_folder(environ: Mapping[str, str]) -> Path:
    """The grader's own folder for what should outlast a run. OSError where the user has none."""
    for folder in (environ.get("XDG_STATE_HOME", ""), os.path.join(environ.get("HOME", ""), ".local", "state")):
        if os.path.isabs(folder):  # others are to be ignored, says the specification
            return Path(folder) / FOLDER
    raise OSError("neither HOME nor XDG_STATE_HOME is set to an absolute path")


def _kept(folder: Path) -> bytes:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    parent = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        _check(parent, folder, OTHERS_WRITE)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        with open(os.open(FILE, flags, 0o600, dir_fd=parent), "r+b", buffering=0) as file:
            _check(file.fileno(), folder / FILE, OTHERS)
            # Of two that start at once, the second waits here until the first has written.
            fcntl.flock(file, fcntl.LOCK_EX)
            found = file.read(LONGEST) or _new(file.fileno())
    finally:
        os.close(parent)
    if len(found) < SIZE:
        raise _Unsafe(f"{folder / FILE} is too short for a key; remove it, and a new one will be made")
    return found


def _new(file: int) -> bytes:
    secret = secrets.token_bytes(SIZE)
    os.write(file, secret)
    os.fsync(file)
    return secret


def _check(descriptor: int, path: Path, forbidden: int) -> None:
    status = os.fstat(descriptor)
    if status.st_uid != os.geteuid():
        raise _Unsafe(f"{path} belongs to another user; move it away, and a new one will be made")
    mode = stat.S_IMODE(status.st_mode)
    if mode & forbidden:
        raise _Unsafe(f"{path} is open to others (mode {mode:04o}); remove it, and a new one will be made")
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        raise _Unsafe(f"{path} is no file; remove it, and a new one will be made")
