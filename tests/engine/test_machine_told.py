"""A cell finds the same machine everywhere: what a result depends on is bytes."""

from __future__ import annotations

from collections.abc import Callable

from grader.harness.trial import Trial

CODE = """
    import asyncio, concurrent.futures, multiprocessing, os, time

    def processors():
        return [os.cpu_count(), multiprocessing.cpu_count(), len(os.sched_getaffinity(0))]

    def workers():
        return concurrent.futures.ThreadPoolExecutor()._max_workers

    async def waits(count):
        began = time.monotonic()
        await asyncio.gather(*[asyncio.to_thread(time.sleep, 1) for _ in range(count)])
        return time.monotonic() - began
"""


def test_counts_the_same_processors_everywhere(begin: Callable[..., Trial]) -> None:
    """However many this machine has, and however many a worker of the grader may use."""
    student = begin(CODE).student
    assert [8, 8, 8] == student.processors()
    assert 12 == student.workers()


def test_blocking_calls_in_threads_take_as_long_everywhere(begin: Callable[..., Trial]) -> None:
    """Twelve at once; on a small machine there would be five or six, and they would take twice as long."""
    student = begin(CODE).student
    assert 1.0 == student.waits(12)
    assert 2.0 == student.waits(13)
