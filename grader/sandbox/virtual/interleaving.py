"""Lets calls that run together give way to each other in the middle of the student's code. Sandbox only.

A trace function (``sys.settrace``) is called before each bytecode of code that is no library's. Before those named in
``BRANCHES_AND_WRITES`` it hands on to the next thread: what was found out is not acted on yet, what was read is not
written yet. All of them find out and read before the first acts and writes, so nothing but a lock keeps them apart; and
that in every version of Python, however it compiles ``n += 1``.

It is the student's process, so its code can stop this. Where it is simply switched off, nothing of the calls counts;
where it is put back, nobody can tell from code that holds a lock (see "What is not promised", docs/security.md).
"""

from __future__ import annotations

import opcode
import sys
from _thread import _local, get_ident
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

from grader.sandbox.process import library
from grader.sandbox.virtual.world import World, nothing

BRANCHES_AND_WRITES = (
    *("POP_JUMP", "JUMP_IF"),
    *("STORE_ATTR", "STORE_SUBSCR", "STORE_SLICE", "STORE_NAME", "STORE_GLOBAL", "STORE_DEREF"),
    *("DELETE_ATTR", "DELETE_SUBSCR", "DELETE_NAME", "DELETE_GLOBAL", "DELETE_DEREF", "CALL"),
)
"""How the names begin of the bytecodes before which to give way: all that do something others may see."""

SWITCHED_OFF = (
    "calls that run together take turns by a trace function, which was switched off in one of them: leave sys.settrace "
    "and f_trace alone (a recursion without end switches it off as well)"
)

TraceFunction = Callable[[FrameType, str, Any], Any]


def install() -> None:
    """Once, in the zygote: Python 3.12's settrace looks whether any frame has wanted bytecodes so far. Not in code that
    runs again: 3.12.1 breaks down over that.
    """
    sys._getframe().f_trace_opcodes = True


class Turns:
    """Calls that run together, in the threads of ``world``."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._libraries = library.prefixes()
        self._places: dict[int, tuple[CodeType, frozenset[int]]] = {}  # with the code, so that its id stays its own
        self._inside: set[FrameType] = set()
        self._threads = _local()
        self._tracer: TraceFunction = self._enter
        self._here = get_ident()
        self._on = False
        self._lost = False

    @contextmanager
    def taken(self) -> Iterator[None]:
        """All threads but this one take turns meanwhile: those that begin, whoever starts them, and those that wait
        already. RuntimeError at the end if one of them has stopped it.
        """
        self._on = True
        self._world.passing = self._pass
        try:
            yield
        finally:
            self._world.passing = nothing
            self._on = False
        if self._lost or not self._inside <= set(_running()):  # one that has ended, and its tracer was not told
            raise RuntimeError(SWITCHED_OFF)

    def _pass(self) -> None:
        if get_ident() == self._here:  # what runs here are coroutines, which give way where they await
            return
        if getattr(self._threads, "traced", False):
            self._lost |= sys.gettrace() is not self._tracer
        else:
            self._threads.traced = True
            sys.settrace(self._tracer)
            for frame in _stack(sys._getframe()):
                self._enter(frame)

    def _enter(self, frame: FrameType, _event: str = "call", _argument: Any = None) -> TraceFunction | None:
        code = frame.f_code
        if not self._on or _file(frame).startswith(self._libraries):
            return None
        if id(code) not in self._places:
            self._places[id(code)] = code, _places(code)
        places = self._places[id(code)][1]

        def inside(frame: FrameType, event: str, _argument: Any) -> TraceFunction:
            if event == "return" and frame.f_trace_opcodes:
                self._inside.discard(frame)
            elif event == "opcode" and frame.f_lasti in places and self._on:
                self._world.give_way()
            return inside

        self._inside.add(frame)
        frame.f_trace = inside  # first: Python 3.13 takes the next line for nothing without it
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        return inside


def _running() -> Iterator[FrameType]:
    """The frames of all threads."""
    for frame in sys._current_frames().values():
        yield from _stack(frame)


def _stack(top: FrameType | None) -> Iterator[FrameType]:
    while top is not None:
        yield top
        top = top.f_back


def _file(frame: FrameType) -> str:
    """The file of a frame's code; of generated code (as in data classes) that of the module it was made for."""
    name = frame.f_code.co_filename
    return str(frame.f_globals.get("__file__", name)) if name.startswith("<") else name


def _places(code: CodeType) -> frozenset[int]:
    """Where in its bytecode it branches, writes or calls: positions as in ``frame.f_lasti``. Of a bytecode with
    prefixes also that of the first one, which is all that Python 3.11 tells of it.
    """
    found = set()
    first = 0
    for position, number in enumerate(code.co_code[::2]):
        name = opcode.opname[number]
        if name.startswith(BRANCHES_AND_WRITES):
            found |= {2 * first, 2 * position}
        if name != "EXTENDED_ARG":
            first = position + 1
    return frozenset(found)
