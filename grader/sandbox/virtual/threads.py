"""Locks and threads that take turns in a ``World`` instead of running at the same time. Sandbox only.

``install`` replaces the primitives of ``threading`` and ``_thread``; events, conditions, semaphores, queues, executors
and timers of the standard library are written on top of these and follow, and so does the lock under which a module is
imported. It must run before libraries make their locks.
"""

from __future__ import annotations

import _thread
import queue
import signal
import sys
import threading
from collections.abc import Callable
from types import ModuleType, TracebackType
from typing import Any

from grader.sandbox.process.reserve import Reserve
from grader.sandbox.virtual.world import World

REAL_LOCK = _thread.allocate_lock
ALARM = (signal.SIGPROF,)
"""For the main thread, where Python answers signals (see ``hang``): the kernel would give it to the one that runs."""
HEADROOM = 4 << 20
"""Bytes that must be free for a new thread. One whose memory runs out before its first line ends without a word, and
whoever has started it waits for ever."""


class Lock:
    """A mutual exclusion lock as ``threading.Lock``; waiting for it lets the other threads run."""

    world: World

    def __init__(self) -> None:
        self._held = False

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock; False if it can't be had at once (not blocking) or in time (virtual seconds)."""
        if self._held and not (blocking and self._wait(timeout)):
            return False
        self._held = True
        return True

    def _wait(self, timeout: float) -> bool:
        world = self.world
        started = world.now
        got = world.block(self._free, None if timeout < 0 else started + timeout)
        if not got:
            world.note_sleep(world.now - started)
        return got

    def _free(self) -> bool:
        return not self._held

    def release(self) -> None:
        """Give the lock back; anyone may."""
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False

    def locked(self) -> bool:
        """Whether somebody holds it."""
        return self._held

    def _at_fork_reinit(self) -> None:
        self._held = False

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.release()


class RLock(Lock):
    """A reentrant lock as ``threading.RLock``, with the hooks that ``threading.Condition`` asks for."""

    def __init__(self) -> None:
        super().__init__()
        self._owner: int | None = None
        self._count = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock, again if this thread holds it."""
        me = _thread.get_ident()
        if self._owner != me and not super().acquire(blocking, timeout):
            return False
        self._owner = me
        self._count += 1
        return True

    def release(self) -> None:
        """Give the lock back once."""
        if self._owner != _thread.get_ident():
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._owner = None
            super().release()

    def _release_save(self) -> tuple[int, int | None]:
        state = (self._count, self._owner)
        self._count, self._owner = 0, None
        super().release()
        return state

    def _acquire_restore(self, state: tuple[int, int | None]) -> None:
        super().acquire()
        self._count, self._owner = state

    def _recursion_count(self) -> int:
        return self._count if self._is_owned() else 0

    def _is_owned(self) -> bool:
        return self._owner == _thread.get_ident()

    def _at_fork_reinit(self) -> None:
        super()._at_fork_reinit()
        self._owner, self._count = None, 0


class _Started:
    """The event of ``Thread.start``, on a real lock: a thread is born outside the round, then joins it."""

    def __init__(self) -> None:
        self._gate = REAL_LOCK()
        self._gate.acquire()
        self._set = False

    def is_set(self) -> bool:
        return self._set

    def set(self) -> None:
        self._set = True
        self._gate.release()

    def wait(self, timeout: float | None = None) -> bool:
        if not self._set:
            self._gate.acquire()
            self._gate.release()
        return True

    def _at_fork_reinit(self) -> None:
        return


def install(world: World) -> None:
    """Make ``threading``, ``_thread`` and ``queue`` take turns in ``world``."""
    Lock.world = world
    _stand_in()
    threading.RLock = RLock  # type: ignore[assignment] # stands in for it
    for name in ("start_new_thread", "start_new"):  # threading goes on with the real one, which it has by another name
        setattr(_thread, name, _start_new_thread)
    queue.SimpleQueue = queue._PySimpleQueue  # type: ignore[misc,attr-defined] # the one in C waits outside the round
    real_start = threading.Thread.start

    def start(self: Any) -> None:
        if not hasattr(self, "_started") or self._started.is_set():
            return real_start(self)  # it tells what is wrong
        if not _room_for_one_more():
            raise RuntimeError("can't start new thread")
        turn = world.join_round()
        body = self.run

        def run() -> None:
            signal.pthread_sigmask(signal.SIG_BLOCK, ALARM)
            world.enter(turn)
            try:
                body()
            except BaseException:  # told here, while it is this thread's turn
                threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), self)))
            finally:
                world.passing()
                sys.settrace(None)  # or the tracer would give way for a thread that has left
                self._grader_done = True
                del self.run  # or it would keep itself, and with it its stack
                world.leave(turn)

        self.run = run
        self._grader_done = False
        self._started = _Started()
        try:
            return real_start(self)
        except RuntimeError:
            world.withdraw(turn)
            raise

    def join(self: Any, timeout: float | None = None) -> None:
        if not self._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if self is threading.current_thread():
            raise RuntimeError("cannot join current thread")
        deadline = None if timeout is None else world.now + max(timeout, 0)
        if world.block(lambda: not is_alive(self), deadline):
            _bury(self)

    def is_alive(self: Any) -> bool:
        return bool(self._started.is_set() and not getattr(self, "_grader_done", False))

    threading.Thread.start = start  # type: ignore[method-assign] # see the module's docstring
    threading.Thread.join = join  # type: ignore[method-assign] # see the module's docstring
    threading.Thread.is_alive = is_alive  # type: ignore[method-assign] # see the module's docstring


def _bury(thread: threading.Thread) -> None:
    """From Python 3.13 on its stack stays until somebody waits for its end. It has left: nobody does wait."""
    for name in ("_handle", "_os_thread_handle"):
        if hasattr(thread, name):
            getattr(thread, name).join()


def _stand_in() -> None:
    """For the locks of ``_thread``, under all the names that they have by now: functools has one of its own, say."""
    ours: dict[Any, type[Lock]] = {REAL_LOCK: Lock, threading.Lock: Lock, _thread.RLock: RLock}
    for module in [module for module in sys.modules.values() if isinstance(module, ModuleType)]:
        if module.__name__.startswith("grader."):
            continue
        for name, value in list(vars(module).items()):
            if type(value) in (type(REAL_LOCK), type) and value in ours:
                setattr(module, name, ours[value])


def _start_new_thread(
    function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None, /
) -> int | None:
    """As ``_thread.start_new_thread``."""
    thread = threading.Thread(target=function, args=args, kwargs=kwargs, daemon=True)
    thread.start()
    return thread.ident


def _room_for_one_more() -> bool:
    try:
        Reserve(HEADROOM).give_up()
    except MemoryError:
        return False
    return True
