"""One cell, from the trusted side: asks it, answers what it asks, ends it, and tells how it ended. The harness only."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol, TypeVar

from grader.errors import GraderFault
from grader.harness.processes.zygote_client import Line, Zygote
from grader.harness.verdicts import CellCrashed, CellEnded, CellLost, CellTimedOut
from grader.harness.wire.messages import (
    Answer,
    CallbackAsk,
    CollectAsk,
    HttpAsk,
    Hung,
    Raised,
    Stuck,
    Violation,
    read_message,
    write_message,
)
from grader.harness.wire.source_positions import frames
from grader.harness.wire.stream import CPU_LIMIT, HungUp, Stream

Asked = TypeVar("Asked", HttpAsk, CallbackAsk)

HangingPlace = tuple[str, int]
"""A file and a line of the student's at which tests have hung."""
MAX_QUESTIONS = 20_000
MAX_NESTED = 12
"""Questions that a cell asks while the answer to another one is being made. Each takes up to sixty frames of Python's
thousand on this side, and a ``RecursionError`` here would be taken for a service's or a suite's.
"""
SIGNALS: dict[int, str] = {
    signal.SIGSEGV: "it crashed (segmentation fault): usually recursion without an end, no memory left, or a broken "
    "extension call",
    signal.SIGKILL: "it was killed by the system",
    signal.SIGABRT: "it aborted",
    signal.SIGSYS: "it killed itself",
}
STUCK = "everything in your code waits, and nothing would ever wake it: it would hang for ever"
KILLED = (
    "the process of the test was killed from outside: by the system when memory was short, or by somebody; "
    "see the kernel's log, then run the same command again"
)


class Host(Protocol):
    """Who answers what a cell asks."""

    def time_passed(self, now: float, sleeps: list[float]) -> None:
        """The time over there, and what it has slept since the last message."""
        ...

    def http(self, ask: HttpAsk) -> dict[str, Any]:
        """The reply to a request of the student's."""
        ...

    def collect(self, ask: CollectAsk) -> dict[str, Any]:
        """The reply to a request of the student's whose time has come."""
        ...

    def callback(self, ask: CallbackAsk) -> dict[str, Any]:
        """The reply to a call of the test's function."""
        ...

    def now(self) -> float:
        """The time on this side."""
        ...


def not_understood(why: object) -> CellCrashed:
    """The end of a cell that does not speak as honest code does."""
    return CellCrashed(f"what your code's process sent could not be understood: {why}")


class Conversation:
    """The trusted end of one cell. After ``CellEnded`` has been raised once, every further use raises it again."""

    def __init__(
        self, zygote: Zygote, line: Line, host: Host, stream: Stream, hung: Collection[HangingPlace] = ()
    ) -> None:
        self._zygote = zygote
        self._line = line
        self._host = host
        self.stream = stream
        self._hung_before = hung
        self._told_of_these = not hung
        self._questions = 0
        self._nested = 0
        self._ended: CellEnded | None = None
        self._closed = False

    def ask(self, operation: dict[str, Any]) -> Answer | Raised:
        """Send an operation and answer the cell's own questions until its outcome comes."""
        if self._ended:
            raise self._ended
        if not self._told_of_these:
            self._told_of_these = True
            operation = {**operation, "hung": list(self._hung_before)}
        with self._to_its_end():
            self._send(operation)
            return self.outcome()

    def begin(self) -> Answer | Raised:
        """The outcome of the import, which the cell begins with unasked."""
        with self._to_its_end():
            return self.outcome()

    @contextmanager
    def _to_its_end(self) -> Iterator[None]:
        """Whatever ends the conversation is raised as a ``CellEnded``, and remembered."""
        try:
            yield
        except Violation as error:
            raise self.end(not_understood(error)) from None
        except HungUp:
            raise self.end(self._gone()) from None
        except CellEnded as error:
            raise self.end(error) from None

    def outcome(self) -> Answer | Raised:
        """The outcome of what the cell is at."""
        while True:
            message = read_message(self.stream.receive())
            self._host.time_passed(message.now, message.sleeps)
            match message:
                case Answer() | Raised():
                    return message
                case Stuck():
                    raise self.stream.timed_out(frames(message.frames), STUCK)
                case Hung():
                    raise self._hung(message)
                case HttpAsk():
                    self._send(self._answered(self._host.http, message))
                case CollectAsk():
                    self._send(self._host.collect(message))
                case CallbackAsk():
                    self._send(self._answered(self._host.callback, message))

    def _hung(self, message: Hung) -> CellTimedOut:
        found = frames(message.frames)
        if message.again and found and (found[-1].file, found[-1].line) in self._hung_before:
            place = f"at line {found[-1].line} of {found[-1].file}"
            return self.stream.timed_out(found, f"it hangs {place}, as in two tests before")
        return self.stream.timed_out(found, self.stream.cpu_limit)

    def unpacked(self, size: int) -> None:
        """What the cell has sent was unpacked to so many bytes, which count as if it had sent them."""
        with self._to_its_end():
            self.stream.weigh(size)

    @property
    def lost(self) -> str:
        """Why it ended without the student's code having to do with it; "" if it did not."""
        return self._ended.message if isinstance(self._ended, CellLost) else ""

    def end(self, error: CellEnded) -> CellEnded:
        """End the cell because of this; it is raised again at every further use."""
        self._ended = error
        self.close()
        return error

    def close(self) -> None:
        """End the cell, keeping what it printed."""
        if self._closed:
            return
        self._closed = True
        with suppress(GraderFault):  # then the cell has gone with the zygote
            self._zygote.kill(self._line.number)
        self.stream.close()

    def _answered(self, answer: Callable[[Asked], dict[str, Any]], question: Asked) -> dict[str, Any]:
        self._questions += 1
        if self._questions > MAX_QUESTIONS:
            raise CellCrashed(f"it made more than {MAX_QUESTIONS} requests in one test")
        self._nested += 1
        if self._nested > MAX_NESTED:
            raise CellCrashed(f"calls or requests led to each other, more than {MAX_NESTED} levels deep")
        try:
            return answer(question)
        finally:
            self._nested -= 1

    def _send(self, message: dict[str, Any]) -> None:
        self.stream.send(write_message({**message, "now": self._host.now()}))

    def _gone(self) -> CellEnded:
        """Why the connection has ended.

        A SIGKILL is the kernel's at the limit of CPU time, for code that ignores SIGXCPU; or it comes from outside, be
        it from the kernel when the machine is short of memory or from whoever may. A cell can't send it to itself, the
        filter of system calls sees to that: so it says nothing about the student's code, which can't have chosen that
        moment to get a second chance either. Without a filter nobody can know, and who could end a test at will to have
        it run again would have two guesses: then it counts as the code's own doing.
        """
        try:
            end = self._zygote.end_of(self._line.number)
        except GraderFault as error:
            return CellLost(str(error))
        if end.refused:
            return CellLost(f"no process could be begun for the test: {end.refused}; end others, then run it again")
        number = os.WTERMSIG(end.status) if os.WIFSIGNALED(end.status) else 0
        ours = end.told and number == signal.SIGKILL  # told while it was ending already, it died of something else
        if ours or not number:
            return CellCrashed(
                "your code ended its process in the middle of the test (os._exit, or closing what it did not open)"
            )
        over = end.cpu >= self._line.cpu_seconds
        if number == signal.SIGXCPU or (number == signal.SIGKILL and over):
            return CellTimedOut(CPU_LIMIT)
        if number == signal.SIGKILL and self._zygote.filtered:
            return CellLost(KILLED)
        return CellCrashed(SIGNALS.get(number, f"it was ended by signal {number}"))
