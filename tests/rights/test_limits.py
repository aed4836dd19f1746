"""Limits that bind a cell and not the person at the desktop."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable

import pytest

from grader.sandbox.rights import limits

pytestmark = pytest.mark.linux
SPACE = 1 << 40


def told(work: Callable[[], object]) -> str:
    """What ``work`` gives, in a child: a limit can't be raised again."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(write, str(work()).encode())
        finally:
            os._exit(0)
    os.close(write)
    os.waitpid(pid, 0)
    with os.fdopen(read) as pipe:
        return pipe.read()


def threads() -> tuple[int, int]:
    """How many threads the processes of this user may have together."""
    return resource.getrlimit(resource.RLIMIT_NPROC)


def limited(alone: bool) -> tuple[int, int]:
    """The same, in a cell."""
    limits.apply(60, SPACE, alone)
    return threads()


def test_the_threads_of_a_user_who_has_only_cells_are_limited() -> None:
    """The kernel counts them for the user, not for the process."""
    assert str((limits.THREADS, limits.THREADS)) == told(lambda: limited(alone=True))


def test_the_threads_of_somebody_who_has_a_desktop_are_not() -> None:
    """It may have more already than a cell should: then no cell of its could start one."""
    assert str(threads()) == told(lambda: limited(alone=False))
