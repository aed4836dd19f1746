"""Which users cells become, where the grader is root. The harness only."""

from __future__ import annotations

import os
import sys
import sysconfig
from functools import cache
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "sandbox" / "process" / "zygote.py"
FREE = (range(0x60000000, 0x70000000), range(50_000, 60_000))
"""Users that nobody is: far above what a distribution or a container hands out; and what a container without root has,
which knows only users below 65536."""
CAPABILITIES = sum(1 << number for number in (0, 1, 3, 5, 6, 7))
"""CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_KILL, CAP_SETGID, CAP_SETUID: to make a cell's folder, to remove it, to
end the cell, and to be somebody else."""
SETUID = 1 << 7
TABLES = (Path("/proc/self/uid_map"), Path("/proc/self/gid_map"))
STEP = 1021
"""So many tests later, a cell may have the user that a process with the next number began with."""


def cell_user(number: int) -> int | None:
    """The user for a cell of this process: another one than for its last and for those of other processes. None if
    the grader is not root, or as good as not, or if others can't read the libraries.
    """
    users = _users()
    return users[(os.getpid() * STEP + number) % len(users)] if users else None


def counted_as(number: int) -> int | None:
    """The user as whom the threads of a cell of root's are counted, where it can't be another user: the kernel counts
    root's, and limits them not. None if the grader is not root, or may not do that.
    """
    users = _known_users() if os.geteuid() == 0 and _capabilities() & SETUID else range(0)
    return users[(os.getpid() * STEP + number) % len(users)] if users else None


@cache
def _known_users() -> range:
    return next((users for users in FREE if all(_known(users, table) for table in TABLES)), range(0))


@cache  # asked for every cell, and the answer does not change
def _users() -> range:
    if os.geteuid() != 0 or closed_folder() is not None or CAPABILITIES & ~_capabilities():
        return range(0)
    return _known_users()


def closed_folder() -> Path | None:
    """The folder that keeps other users, and so cells, from this Python, its libraries or the grader. None if none
    does.
    """
    installed = Path(sysconfig.get_path("purelib")) / "of any library"
    files = (Path(sys.executable).resolve(), Path(os.__file__).resolve(), installed.resolve(), SCRIPT)
    folders = (parent for file in files for parent in reversed(file.parents))
    return next((folder for folder in folders if not folder.stat().st_mode & 0o001), None)


def _capabilities() -> int:
    """The effective ones of this process (``man proc_pid_status``)."""
    try:
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1], 16) for line in lines if line.startswith("CapEff:")), 0)


def _known(users: range, table: Path) -> bool:
    """Whether all of these are users of this container (``man user_namespaces``)."""
    try:
        lines = table.read_text("ascii").splitlines()
    except OSError:
        return False
    blocks = ([int(word) for word in line.split()] for line in lines)
    return any(first <= users.start and users.stop <= first + count for first, _, count in blocks)
