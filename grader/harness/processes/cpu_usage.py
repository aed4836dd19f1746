"""What processes have had of the processors, and how long they stood in line for one (``man proc``). The harness only.

On Linux; elsewhere nobody knows.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
NANO = 1e-9


@dataclass(frozen=True)
class Usage:
    """Seconds that a process has run, seconds in which it could have run and another one did, and its age."""

    ran: float
    stood_in_line: float
    age: float = 0.0


def of_process(number: int) -> Usage | None:
    """That of a process with all its threads; None where that can't be known.

    The time in line of threads that have ended is forgotten by the kernel, their time on a processor is not.
    """
    folder = PROC / str(number)
    try:
        words = _read(folder / "stat").decode("ascii", "replace").rpartition(")")[2].split()
        lines = sum(_stood_in_line(thread / "schedstat") for thread in (folder / "task").iterdir())
    except (OSError, ValueError):  # it has ended, or this is another system, or processes are hidden here
        return None
    tick = os.sysconf("SC_CLK_TCK")
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - int(words[19]) / tick
    return Usage((int(words[11]) + int(words[12])) / tick, lines, max(age, 0.0))


def of_this_process() -> Usage | None:
    """That of this process: of its main thread, which does all the work."""
    try:
        return Usage(time.process_time(), _stood_in_line(PROC / "self" / "schedstat"))
    except (OSError, ValueError):
        return None


def _stood_in_line(file: Path) -> float:
    try:
        return int(_read(file).split()[1]) * NANO
    except ProcessLookupError:  # a thread that has just ended
        return 0.0


def _read(file: Path) -> bytes:
    """The content of a file of the kernel's, which comes in one piece.

    A signal may end the run at any moment. A file object that it leaves open would show a warning of Python's.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(descriptor, 65536)
    finally:
        os.close(descriptor)
