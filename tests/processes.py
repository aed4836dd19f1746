"""Which processes there are below another one (``man proc_pid_task``), while some of them end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def children(pid: int) -> list[int]:
    """The children of a process, the youngest last; none of one that has ended, also if it ends meanwhile."""
    found: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):
        for path in Path(f"/proc/{pid}/task").glob("*/children"):
            found += map(int, path.read_text().split())
    return found


def family(pid: int) -> Iterator[int]:
    """A process's children, and theirs."""
    for child in children(pid):
        yield child
        yield from family(child)


def ends(pid: int) -> list[int]:
    """For each process below this one a descriptor that is readable once that has ended (``man pidfd_open``); none for
    those that end meanwhile.
    """
    found: list[int] = []
    for below in family(pid):
        with suppress(ProcessLookupError):
            found.append(os.pidfd_open(below))
    return found
