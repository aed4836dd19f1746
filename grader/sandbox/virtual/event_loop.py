"""asyncio on virtual time: an event loop that has nothing to do moves the clock instead of waiting. Sandbox only."""

from __future__ import annotations

import asyncio
import asyncio.tasks
import math
import selectors
from typing import Any

from grader.sandbox.virtual.world import MONOTONIC_START, World


def install(world: World) -> None:
    """Make every new event loop wait in ``world``. ``loop.time`` follows ``time.monotonic``, which is virtual."""
    real = selectors.DefaultSelector

    class VirtualSelector(real):  # type: ignore[valid-type,misc] # chosen by platform at run time
        """Looks at once; then lets the other threads run, or the clock."""

        def select(self, timeout: float | None = None) -> list[Any]:
            found: list[Any] = super().select(0)
            if found or (timeout is not None and timeout <= 0):
                return found

            def ready() -> bool:
                nonlocal found
                found = super(VirtualSelector, self).select(0)
                return bool(found)

            world.block(ready, None if timeout is None else world.now + timeout)
            return found

    selectors.DefaultSelector = VirtualSelector  # type: ignore[misc] # the one that asyncio asks for
    real_sleep = asyncio.sleep

    async def sleep(delay: float, result: Any = None) -> Any:
        if math.isnan(delay):
            raise ValueError("Invalid delay: NaN (not a number)")  # as from Python 3.13 on
        if delay > 0:
            world.note_sleep(delay)
        return await real_sleep(delay, result)

    sleep.__doc__ = real_sleep.__doc__
    asyncio.sleep = asyncio.tasks.sleep = sleep


def next_timer(loop: asyncio.AbstractEventLoop) -> float | None:
    """When a loop that stands still has something to do next, in seconds since the test began."""
    timers = loop._scheduled  # type: ignore[attr-defined] # asyncio has no other way to ask
    return min((timer.when() - MONOTONIC_START for timer in timers if not timer.cancelled()), default=None)


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


async def pause(seconds: float) -> None:
    """Sleep without its being noted as the student's doing."""
    future = asyncio.get_running_loop().create_future()
    handle = asyncio.get_running_loop().call_later(seconds, _wake, future)
    try:
        await future
    finally:
        handle.cancel()
