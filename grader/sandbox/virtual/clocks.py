"""Readers of the clock that time-machine leaves alone, on virtual time as well. Sandbox only.

What reads the kernel's clock in C without asking Python can't be reached from here: OpenSSL, SQLite's ``now``, and the
times of files. The contract names them.
"""

from __future__ import annotations

import datetime as dt
import os
import select
import sys
import time
from collections.abc import Callable
from typing import Any

from grader.sandbox.virtual.world import World

NANO = 1_000_000_000
TAI = 37
"""Seconds that atomic time is ahead of UTC, since 2017."""
WALL = {"CLOCK_REALTIME": 0, "CLOCK_REALTIME_COARSE": 0, "CLOCK_TAI": TAI}
STEADY = (
    *("CLOCK_MONOTONIC", "CLOCK_MONOTONIC_RAW", "CLOCK_MONOTONIC_COARSE", "CLOCK_BOOTTIME"),
    *("CLOCK_UPTIME", "CLOCK_UPTIME_RAW", "CLOCK_HIGHRES"),
)
COARSE = {"CLOCK_REALTIME_COARSE": 5, "CLOCK_MONOTONIC_COARSE": 6}
"""Python has no name for these numbers of Linux's."""


def install(world: World) -> None:
    """After ``world.install``, before libraries are loaded."""
    _install_clocks()
    _install_words()
    real_times = os.times

    def times() -> os.times_result:
        return os.times_result((*real_times()[:4], time.monotonic()))

    os.times = times
    select.select = _selecting(world, select.select)


def _install_clocks() -> None:
    """The CPU's time stays what it is: it is no moment, and nobody waits for it."""
    real, real_ns = time.clock_gettime, time.clock_gettime_ns
    readers: dict[int, Callable[[], int]] = {}
    for name in (*WALL, *STEADY):
        number = getattr(time, name, COARSE.get(name) if sys.platform == "linux" else None)
        if number is not None:
            readers[number] = _wall(WALL[name]) if name in WALL else lambda: time.monotonic_ns()

    def clock_gettime_ns(clk_id: int, /) -> int:
        return readers[clk_id]() if clk_id in readers else real_ns(clk_id)

    def clock_gettime(clk_id: int, /) -> float:
        return readers[clk_id]() / NANO if clk_id in readers else real(clk_id)

    time.clock_gettime, time.clock_gettime_ns = clock_gettime, clock_gettime_ns


def _wall(ahead: int) -> Callable[[], int]:
    return lambda: time.time_ns() + ahead * NANO


def _install_words() -> None:
    real_ctime, real_asctime = time.ctime, time.asctime

    def ctime(seconds: Any = None, /) -> str:
        return real_ctime(time.time() if seconds is None else seconds)

    def asctime(*moment: Any) -> str:
        return real_asctime(*(moment or (time.localtime(),)))

    time.ctime, time.asctime = ctime, asctime


def _selecting(world: World, real: Callable[..., Any]) -> Callable[..., Any]:
    """``select`` with a time-out is a sleep that may end before."""

    def selecting(rlist: Any, wlist: Any, xlist: Any, timeout: float | None = None, /) -> Any:
        found = real(rlist, wlist, xlist, 0)

        def ready() -> bool:
            nonlocal found
            found = real(rlist, wlist, xlist, 0)
            return any(found)

        if not any(found) and (timeout is None or timeout > 0):
            world.block(ready, None if timeout is None else world.now + timeout)
        return found

    return selecting


def install_pydantic() -> None:
    """Its types for the past and the future compare in Rust, by the kernel's clock. Once it is loaded."""
    types: Any = sys.modules.get("pydantic.types")
    if types is None:
        return
    from pydantic_core import PydanticKnownError, core_schema

    def follow(kind: Any, error: Any, is_right: Callable[[Any], bool]) -> None:
        original = kind.__get_pydantic_core_schema__.__func__

        def check(value: Any) -> Any:
            if not is_right(value):
                raise PydanticKnownError(error)
            return value

        def schema(cls: Any, source: Any, handler: Any) -> Any:
            bare = original(cls, source, handler)
            bare.pop("now_op", None)
            return core_schema.no_info_after_validator_function(check, bare)

        kind.__get_pydantic_core_schema__ = classmethod(schema)

    follow(types.PastDatetime, "datetime_past", lambda value: value < _now(value))
    follow(types.FutureDatetime, "datetime_future", lambda value: value > _now(value))
    follow(types.PastDate, "date_past", lambda value: value < dt.date.today())
    follow(types.FutureDate, "date_future", lambda value: value > dt.date.today())


def _now(value: dt.datetime) -> dt.datetime:
    """Without a zone it is local time, as pydantic takes it."""
    return dt.datetime.now() if value.tzinfo is None else dt.datetime.now(dt.UTC)
