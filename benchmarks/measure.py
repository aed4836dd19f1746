"""Measuring processes and calls: wall-clock and CPU time, in rounds that take turns, so that noise hits both sides
alike.
"""

from __future__ import annotations

import os
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, and seconds of CPU of this process and its finished children."""

    wall: float
    cpu: float


def cost(work: Callable[[], object]) -> Cost:
    """What one call costs, children included once they are reaped."""
    cpu, wall = _cpu(), time.perf_counter()
    work()
    return Cost(time.perf_counter() - wall, _cpu() - cpu)


def alternate(rounds: int, *works: Callable[[], object]) -> list[list[Cost]]:
    """Measure several works in turn, ``rounds`` times each; the first of each is a warm-up and not counted."""
    found: list[list[Cost]] = [[] for _ in works]
    for number in range(rounds + 1):
        for costs, work in zip(found, works, strict=True):
            one = cost(work)
            if number:
                costs.append(one)
    return found


def median(costs: list[Cost]) -> Cost:
    """The medians of both."""
    return Cost(statistics.median(one.wall for one in costs), statistics.median(one.cpu for one in costs))


def resident(pid: int) -> float:
    """MiB of memory that a process holds for itself and its share of what it shares (PSS; ``man proc_pid_smaps``).

    The grader closes its memory to all but root; another user is told without the share of what is shared.
    """
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024
    except PermissionError:
        with open(f"/proc/{pid}/statm") as file:
            _, held, shared, *_ = (int(text) * os.sysconf("SC_PAGE_SIZE") for text in file.read().split())
        return (held - shared) / 2**20


def descendants(pid: int) -> list[int]:
    """The children of a process, and theirs."""
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            children = [int(text) for text in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):  # it has ended, or does just now
        return []
    return [*children, *(deep for child in children for deep in descendants(child))]


def tree_cpu(pid: int) -> float:
    """CPU seconds so far of a live process and all below it, reaped children included."""
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for one in (pid, *descendants(pid)):
        try:
            with open(f"/proc/{one}/stat") as file:
                total += sum(int(text) for text in file.read().rpartition(")")[2].split()[11:15]) / ticks
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total


def _cpu() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    reaped = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + reaped.ru_utime + reaped.ru_stime
