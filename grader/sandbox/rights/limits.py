"""Resource limits of a cell (``man setrlimit``). They hold on every POSIX system, for root too but for processes."""

from __future__ import annotations

import contextlib
import os
import resource

FILE_SIZE = 16 * 2**20
OPEN_FILES = 256
THREADS = 512
FIRST = "1000"


def go_first() -> None:
    """When the machine runs out of memory, let the kernel end this process and those that it forks, of all the largest
    first: a cell, and not the runner with its results or the student's editor (``man proc_pid_oom_score_adj``).
    """
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write(FIRST)


def apply_common() -> None:
    """What is the same for all cells; the zygote keeps to it as well."""
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_FSIZE, FILE_SIZE)
    _set(resource.RLIMIT_NOFILE, OPEN_FILES)


def apply(cpu_seconds: int, address_space: int, alone: bool) -> None:
    """A cell's own: CPU in seconds, address space in bytes, threads.

    The kernel counts the threads of all of a user's processes. So they can only be limited for a user who is ``alone``,
    who has no process but cells: a desktop has more threads than a cell may have. The others' are bounded by the
    address space that their stacks take, which is some thousands if these are small (docs/security.md).
    """
    _set(resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 1)
    if alone:
        _set(resource.RLIMIT_NPROC, THREADS)
    _set(resource.RLIMIT_AS, address_space)


def mapped() -> int:
    """Bytes of address space in use now (``man proc_pid_statm``); 1 GiB where that can't be known."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 2**30


def _set(kind: int, soft: int, hard: int | None = None) -> None:
    # macOS refuses some of these; the hard limit of a container may be lower already.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (soft, soft if hard is None else hard))
