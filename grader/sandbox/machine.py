"""What a cell is told of the machine it runs on: the same on every machine, so that a result is.

``ThreadPoolExecutor()`` and ``asyncio.to_thread`` start as many threads as there are processors, and some more. Where
calls wait for each other in virtual time, one thread too few is a second more: right on a laptop, too slow in CI.
Sandbox only.
"""

from __future__ import annotations

import os

PROCESSORS = 8
"""Then a default executor has 12 threads (``concurrent.futures``: four more than processors)."""


def install() -> None:
    """Let ``os`` count so many processors. ``multiprocessing`` and ``concurrent.futures`` ask there."""

    def count() -> int:
        return PROCESSORS

    def affinity(_pid: int, /) -> set[int]:
        return set(range(PROCESSORS))

    os.cpu_count = count
    if hasattr(os, "process_cpu_count"):  # from Python 3.13 on
        os.process_cpu_count = count
    if hasattr(os, "sched_getaffinity"):  # on Linux
        os.sched_getaffinity = affinity
