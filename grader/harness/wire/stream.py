"""The bytes of one cell, from the trusted side: frames in and out, what it prints, and its limits of time and size. The
conversation only.
"""

from __future__ import annotations

import os
import select
import socket
from contextlib import suppress

from grader.harness.processes.time_limit import Allowance, NotBegun, Whereabouts
from grader.harness.processes.zygote_client import Line
from grader.harness.verdicts import CellCrashed, CellLost, CellTimedOut, Frame
from grader.harness.wire.messages import HEADER

MAX_MESSAGES = 32
"""As much as so many of the largest messages may come from one cell: a suite or a service may keep all that it gets."""
CPU_LIMIT = "it used more CPU time than a test may use"
PART = 1 << 16
"""Bytes taken from the socket at once, into a buffer that is there already: most messages are far smaller."""
DRAIN = 1 << 20
"""Bytes of output taken between two looks at the time: the most that Linux lets a pipe hold."""


NOT_BEGUN = "this machine did not begin the process of the test; end other work, then run the same command again"


class HungUp(Exception):
    """The other end of the connection has gone."""


class Stream:
    """``message_limit`` and ``output_limit`` in bytes. A message over the limit is a ``CellEnded``; output over the
    limit is taken and thrown away, so that who prints too much loses what is printed and no point.
    """

    def __init__(self, line: Line, whereabouts: Whereabouts, message_limit: int, output_limit: int) -> None:
        self._line = line
        self._whereabouts = whereabouts
        self._message_limit = message_limit
        self._output_limit = output_limit
        self._output = bytearray()
        self._received = bytearray()
        self._part = bytearray(PART)
        self._poll = select.poll()
        self._poll.register(line.connection, select.POLLIN)
        self._poll.register(line.output, select.POLLIN)
        self._taken = 0
        self._closed = False
        self._allowance = Allowance(0.0, whereabouts)
        self._limit = self.cpu_limit = ""

    def allow(self, seconds: float, what: str, cpu_seconds: float | None = None) -> None:
        """From now on the cell has so many seconds for ``what`` (see ``time_limit`` for which ones count). The
        cell itself keeps to them, or to ``cpu_seconds`` if these are fewer.
        """
        former, self._allowance = self._allowance, Allowance(seconds, self._whereabouts)
        self._allowance.follow(former)
        limit = "one second" if seconds == 1 else f"{seconds:g} seconds"
        self._limit = f"{what} took longer than the {limit} that it may take"
        self.cpu_limit = self._limit if cpu_seconds is None or cpu_seconds >= seconds else CPU_LIMIT

    def timed_out(self, frames: tuple[Frame, ...] = (), why: str = "") -> CellTimedOut:
        """The end of a cell that has used up its time, or what else ``why`` says; ``frames``: where it was."""
        return CellTimedOut(why or self._limit, frames)

    def send(self, message: bytes) -> None:
        """Send a whole frame. HungUp if nobody is there to take it."""
        frame = memoryview(message)
        while frame:
            try:
                frame = frame[self._line.connection.send(frame, socket.MSG_DONTWAIT) :]
            except BlockingIOError:  # a cell that does not read what it is sent, however much it says itself
                self._wait(select.POLLOUT)
            except (BrokenPipeError, ConnectionResetError):
                raise HungUp from None

    def receive(self) -> bytes:
        """The body of the next frame. HungUp if there will be none."""
        (length,) = HEADER.unpack(self._exactly(HEADER.size))
        if length > self._message_limit:
            raise CellCrashed(f"it sent a value of {length} bytes; at most {self._message_limit} can be sent at once")
        self.weigh(length)
        return self._exactly(length)

    def weigh(self, size: int) -> None:
        """Count so many bytes as sent by the cell."""
        self._taken += size
        if self._taken > MAX_MESSAGES * self._message_limit:
            most = MAX_MESSAGES * self._message_limit >> 10
            raise CellCrashed(f"it sent more than {most} KiB in one test, in values and requests")

    def output(self) -> tuple[str, bool]:
        """What the student's code has printed so far, and whether it was cut."""
        if not self._closed:  # the number of a closed descriptor may be somebody else's by now
            self._drain()
        kept = bytes(self._output[: self._output_limit])
        return kept.decode("utf-8", "replace"), len(self._output) > self._output_limit

    def waited(self) -> float:
        """Seconds of its time, at the end, in which the cell did nothing: 0 if that was too little to be looked at."""
        return self._allowance.idle

    def close(self) -> None:
        """Hang up, keeping what was printed."""
        self._drain()
        self._closed = True
        self._line.connection.close()
        os.close(self._line.output)

    def _exactly(self, count: int) -> bytes:
        while len(self._received) < count:
            self._wait(select.POLLIN)
            try:
                # Never to wait here: an out-of-band byte looks like something to read, and is not.
                size = self._line.connection.recv_into(self._part, 0, socket.MSG_DONTWAIT)
            except BlockingIOError:
                continue
            except ConnectionResetError:
                size = 0
            if not size:
                raise HungUp
            self._received += memoryview(self._part)[:size]
        body = bytes(self._received[:count])
        del self._received[:count]
        return body

    def _wait(self, event: int) -> None:
        self._poll.modify(self._line.connection, event)
        while True:
            try:
                if self._allowance.is_over():
                    raise self.timed_out()
            except NotBegun:
                raise CellLost(NOT_BEGUN) from None
            ready = dict(self._allowance.wait(self._look))
            if self._line.output in ready and not self._drain():
                self._poll.unregister(self._line.output)
            if self._line.connection.fileno() in ready:
                return

    def _look(self, seconds: float) -> list[tuple[int, int]]:
        return self._poll.poll(seconds * 1000)

    def _drain(self) -> bool:
        """Take what has been printed; False when nothing more can come. A byte over the limit tells that it was cut."""
        taken = 0
        with suppress(OSError):
            while taken < DRAIN:
                part = os.read(self._line.output, PART)
                if not part:
                    return False
                taken += len(part)
                self._output += part[: self._output_limit + 1 - len(self._output)]
        return True
