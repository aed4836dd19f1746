"""Virtual time, and threads that take turns: nothing in the sandbox waits, and nothing is left to chance.

Only one thread runs at any moment. It goes on until it waits for something (a lock, a sleep, an answer that takes
time); then the next one that can run is chosen in a fixed order. When nobody can run, the clock jumps to the earliest
moment that somebody waits for. When nobody waits for a moment either, the program would hang for ever: the cell says so
at once. This is a discrete-event simulation with the student's own threads as its processes.

Sandbox only. ``install`` replaces what ``time`` offers; ``threads`` and ``event_loop`` build on ``World.block``.
"""

from __future__ import annotations

import _thread
import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import BuiltinFunctionType
from typing import Any, NoReturn

import time_machine

MONOTONIC_START = 1000.0
"""What ``time.monotonic()`` says when a test begins; its zero means nothing (``man clock_gettime``)."""

MAX_THREADS = 200
MAX_SLEEPS = 1000


def never() -> bool:
    """A condition that does not come true: the wait ends by its deadline."""
    return False


def no_way_on() -> NoReturn:
    """What happens when every thread waits for another, until a cell says what else should."""
    raise RuntimeError("every thread waits for another")


def nobody_there(_message: dict[str, Any]) -> dict[str, Any]:
    """What answers questions to the runner before there is a cell."""
    raise RuntimeError("no runner to ask")


def nothing() -> None:
    """What a thread has to do beside its own work, as a rule."""


def always() -> bool:
    """A condition that is true already: the thread only lets others go first."""
    return True


@dataclass(eq=False)
class Turn:
    """One thread's place in the round: what it waits for, and the gate that it waits at."""

    ready: Callable[[], bool] = always
    deadline: float | None = None
    gate: Any = field(default_factory=_thread.allocate_lock)

    def __post_init__(self) -> None:
        self.gate.acquire()


class World:
    """The clock and the round of threads of one cell. ``now`` is seconds since the test began."""

    def __init__(self, epoch: float) -> None:
        self.epoch = epoch
        self.now = 0.0
        self.sleeps: list[float] = []
        self.stuck: Callable[[], NoReturn] = no_way_on
        self.ask: Callable[[dict[str, Any]], dict[str, Any]] = nobody_there
        self.passing: Callable[[], None] = nothing
        """Called in a thread before it hands on, when it begins or goes on, and when it has done its work."""
        self._current = Turn()
        self._round = [self._current]
        self._traveller = time_machine.travel(epoch, tick=False).start()

    def move_to(self, now: float) -> None:
        """Set the clock; this never sets it back."""
        if now > self.now:
            self._traveller.move_to(self.epoch + now)  # first: it refuses what is no time
            self.now = now

    def go_back_to(self, now: float) -> None:
        """Set the clock back: of two requests at the same time, the second begins before the first has ended."""
        if now < self.now:
            self.now = now
            self._traveller.move_to(self.epoch + now)

    def block(self, ready: Callable[[], bool], deadline: float | None = None) -> bool:
        """Let others run until ``ready()`` or until ``now`` reaches ``deadline``. True if it became ready."""
        me = self._current
        me.ready, me.deadline = ready, deadline
        chosen = self._choose(me)
        if chosen is not me:
            self.passing()
            self._hand_over(chosen)
            me.gate.acquire()
            self.passing()
        me.ready, me.deadline = always, None
        return ready()

    def sleep(self, seconds: float) -> None:
        """What ``time.sleep`` does: others run, the clock moves, nobody waits. It refuses what the real one refuses."""
        if math.isnan(seconds):
            raise ValueError("Invalid value NaN (not a number)")
        if seconds > _thread.TIMEOUT_MAX:
            raise OverflowError("timestamp too large to convert to C _PyTime_t")
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        self.note_sleep(seconds)
        if seconds > 0:
            self.block(never, self.now + seconds)
        else:
            self.give_way()

    def give_way(self) -> None:
        """Let every other thread that can run go first."""
        self.block(always)

    def note_sleep(self, seconds: float) -> None:
        """Remember that the student's code waited so long; told to the test with the next message. Not if it was to be
        for ever: such a wait has no length.
        """
        if len(self.sleeps) < MAX_SLEEPS and math.isfinite(seconds):
            self.sleeps.append(float(seconds))

    def settle(self) -> None:
        """Let everything happen that other threads wait for until this very moment."""
        while any(turn is not self._current and self._can_run(turn) for turn in self._round):
            self.give_way()

    def _can_run(self, turn: Turn) -> bool:
        return turn.ready() or (turn.deadline is not None and turn.deadline <= self.now)

    def due(self) -> float | None:
        """The earliest moment that another thread waits for, in seconds since the test began."""
        waiting = (turn.deadline for turn in self._round if turn is not self._current)
        return min((deadline for deadline in waiting if deadline is not None), default=None)

    def join_round(self) -> Turn:
        """A place for a new thread, which does not run before it is its turn."""
        if len(self._round) >= MAX_THREADS:
            raise RuntimeError("can't start new thread")
        turn = Turn()
        self._round.append(turn)
        return turn

    def withdraw(self, turn: Turn) -> None:
        """Called in the old thread: the new one could not begin."""
        self._round.remove(turn)

    def enter(self, turn: Turn) -> None:
        """Called in the new thread: wait for the first turn."""
        turn.gate.acquire()
        self.passing()

    def leave(self, turn: Turn) -> None:
        """Called at the end of a thread: hand on, and never run again."""
        chosen = self._choose(turn, leaving=True)
        self._round.remove(turn)
        self._hand_over(chosen)

    def _hand_over(self, chosen: Turn) -> None:
        self._current = chosen
        chosen.gate.release()

    def _choose(self, me: Turn, leaving: bool = False) -> Turn:
        start = self._round.index(me) + 1
        order = self._round[start:] + self._round[:start]
        if leaving:
            order.remove(me)
        for turn in order:
            if self._can_run(turn):
                return turn
        waiting = [turn for turn in order if turn.deadline is not None]
        if not waiting:
            self.stuck()
        first = min(waiting, key=lambda turn: turn.deadline or 0.0)
        self.move_to(first.deadline or 0.0)
        return first


def install(world: World) -> None:
    """Put virtual time into the ``time`` module. ``datetime`` and ``time.time`` follow by time-machine."""

    def sleep(seconds: Any, /) -> None:
        world.sleep(seconds)

    def monotonic() -> float:
        return MONOTONIC_START + world.now

    def monotonic_ns() -> int:
        return round(monotonic() * 1_000_000_000)

    virtual: dict[str, Callable[..., Any]] = {
        "sleep": sleep,
        "monotonic": monotonic,
        "perf_counter": monotonic,
        "monotonic_ns": monotonic_ns,
        "perf_counter_ns": monotonic_ns,
    }
    by_real = {getattr(time, name): function for name, function in virtual.items()}
    for module in filter(None, list(sys.modules.values())):  # queue and others hold them by names of their own
        for name, value in list(vars(module).items()):
            if isinstance(value, BuiltinFunctionType) and value in by_real:
                setattr(module, name, by_real[value])
