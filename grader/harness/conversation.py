"""One cell, from the trusted side: asks it, answers what it asks, and ends it when it goes over a limit. The harness
only.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from contextlib import suppress
from typing import Any, Protocol

from grader.harness.verdicts import CellCrashed, CellEnded, CellTimedOut
from grader.harness.wire import (
    HEADER,
    Answer,
    CallbackAsk,
    HttpAsk,
    Message,
    Raised,
    Stuck,
    Violation,
    read_message,
    write_message,
)
from grader.harness.zygote import Line, Zygote

MAX_QUESTIONS = 20_000
PART = 1 << 16
"""Bytes taken from the socket at once, into a buffer that is there already: most messages are far smaller."""
SIGNALS = {
    signal.SIGSEGV: "it crashed (segmentation fault): usually recursion without an end, or a broken extension call",
    signal.SIGXCPU: "",
    signal.SIGKILL: "it was killed by the system",
    signal.SIGABRT: "it aborted",
}


class Host(Protocol):
    """Who answers what a cell asks."""

    def heard(self, now: float, sleeps: list[float]) -> None:
        """The time over there, and what it has slept since the last message."""
        ...

    def http(self, ask: HttpAsk) -> dict[str, Any]:
        """The reply to a request of the student's."""
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

    def __init__(self, zygote: Zygote, line: Line, host: Host, *, message_limit: int, output_limit: int) -> None:
        self._zygote = zygote
        self._line = line
        self._host = host
        self._message_limit = message_limit
        self._output_limit = output_limit
        self._output = bytearray()
        self._received = bytearray()
        self._part = bytearray(PART)
        self._poll = select.poll()
        self._poll.register(line.connection, select.POLLIN)
        self._poll.register(line.output, select.POLLIN)
        self._questions = 0
        self._ended: CellEnded | None = None
        self._closed = False
        self.deadline = 0.0
        self.limit_in_words = ""

    def allow(self, seconds: float, what: str) -> None:
        """From now on the cell has so many seconds of wall-clock time for ``what``."""
        self.deadline = time.monotonic() + seconds
        limit = "one second" if seconds == 1 else f"{seconds:g} seconds"
        self.limit_in_words = f"{what} took longer than the {limit} that it may take"

    def ask(self, operation: dict[str, Any]) -> Answer | Raised:
        """Send an operation and answer the cell's own questions until its outcome comes."""
        if self._ended:
            raise self._ended
        try:
            self._send(operation)
            return self.outcome()
        except Violation as error:
            raise self.end(not_understood(error)) from None
        except CellEnded as error:
            raise self.end(error) from None

    def outcome(self) -> Answer | Raised:
        """The outcome of what the cell is at."""
        while True:
            message = self._receive()
            self._host.heard(message.now, message.sleeps)
            match message:
                case Answer() | Raised():
                    return message
                case Stuck():
                    raise CellTimedOut(
                        "everything in your code waits, and nothing would ever wake it: it would hang for ever"
                    )
                case HttpAsk():
                    self._count()
                    self._send(self._host.http(message))
                case CallbackAsk():
                    self._count()
                    self._send(self._host.callback(message))

    def begin(self) -> Answer | Raised:
        """The outcome of the import, which the cell begins with unasked."""
        try:
            return self.outcome()
        except Violation as error:
            raise self.end(not_understood(error)) from None
        except CellEnded as error:
            raise self.end(error) from None

    def output(self) -> tuple[str, bool]:
        """What the student's code has printed so far, and whether it was cut."""
        if not self._closed:  # the number of a closed descriptor may be somebody else's by now
            self._drain()
        kept = bytes(self._output[: self._output_limit])
        return kept.decode("utf-8", "replace"), len(self._output) > self._output_limit

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
        self._zygote.kill(self._line.number)
        self._drain()
        self._line.connection.close()
        os.close(self._line.output)

    def _count(self) -> None:
        self._questions += 1
        if self._questions > MAX_QUESTIONS:
            raise CellCrashed(f"it made more than {MAX_QUESTIONS} requests in one test")

    def _send(self, message: dict[str, Any]) -> None:
        frame = memoryview(write_message({**message, "now": self._host.now()}))
        connection = self._line.connection
        while frame:
            try:
                frame = frame[connection.send(frame, socket.MSG_DONTWAIT) :]
            except BlockingIOError:  # a cell that does not read what it is sent
                self._wait(select.POLLIN | select.POLLOUT)
            except (BrokenPipeError, ConnectionResetError):
                raise self._gone() from None

    def _receive(self) -> Message:
        (length,) = HEADER.unpack(self._exactly(HEADER.size))
        if length > self._message_limit:
            raise CellCrashed(f"it sent a value of {length} bytes; at most {self._message_limit} can be sent at once")
        return read_message(self._exactly(length))

    def _exactly(self, count: int) -> bytes:
        while len(self._received) < count:
            self._wait(select.POLLIN)
            try:
                size = self._line.connection.recv_into(self._part)
            except ConnectionResetError:
                size = 0
            if not size:
                raise self._gone()
            self._received += memoryview(self._part)[:size]
        body = bytes(self._received[:count])
        del self._received[:count]
        return body

    def _wait(self, event: int) -> None:
        self._poll.modify(self._line.connection, event)
        while True:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise CellTimedOut(self.limit_in_words)
            ready = dict(self._poll.poll(left * 1000))
            if self._line.output in ready:
                if not self._drain():
                    self._poll.unregister(self._line.output)
                if len(self._output) > self._output_limit:
                    raise CellCrashed(f"it printed more than {self._output_limit // 1024} KiB")
            if self._line.connection.fileno() in ready:
                return

    def _drain(self) -> bool:
        """Take what has been printed; False when nothing more can come."""
        with suppress(OSError):
            while len(self._output) <= self._output_limit:
                part = os.read(self._line.output, 1 << 16)
                if not part:
                    return False
                self._output += part
        return True

    def _gone(self) -> CellEnded:
        status = self._zygote.status(self._line.number)
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            if number == signal.SIGXCPU:
                return CellTimedOut("it used more CPU time than a test may use")
            return CellCrashed(SIGNALS.get(signal.Signals(number), f"it was ended by signal {number}"))
        return CellCrashed(
            "your code ended its process in the middle of the test (os._exit, or closing what it did not open)"
        )
