"""What stands in for the zygote and its cells: real sockets and pipes, with the fuzzer at their other end."""

from __future__ import annotations

import os
import select
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.course.model import Limits
from grader.errors import GraderFault
from grader.harness.processes import time_limit
from grader.harness.processes.cells import Place
from grader.harness.processes.zygote_client import End, Line
from grader.harness.suite import evidence
from grader.harness.verdicts import CellEnded, ImportFailed
from grader.harness.wire import conversation, stream
from grader.harness.wire import http as messages
from grader.harness.wire import values as forms

LIMITS = Limits(wall_seconds=3, import_seconds=3, message_kib=64, output_kib=1)
CPU_SECONDS = 5
BUFFER = 1 << 18
"""Bytes that a peer can say in advance: macOS has no more than 8 KiB if it is not asked."""
NOWHERE = Path("/nonexistent/scratch")


SMALLER: tuple[tuple[ModuleType, str, int], ...] = (
    (forms, "MAX_ITEMS", 200),
    (forms, "MAX_DEPTH", 12),
    (forms, "MAX_DIGITS", 40),
    (forms, "MAX_ODD_KEYS", 40),
    (messages, "MAX_UNPACKED", 9_000),
    (messages, "MAX_HEADERS", 12),
    (messages, "MAX_HEADER", 400),
    (messages, "MAX_ALL_HEADERS", 600),
    (conversation, "MAX_QUESTIONS", 50),
    (stream, "MAX_MESSAGES", 3),
    (evidence, "MAX_EVENTS", 30),
)
"""The limits of the harness, so small that short inputs go over them. Their real values are tested apart."""
MOST_POLLS = 100_000
"""So often may a test ask whether there is anything to do. One that turns in circles does it without end."""


class Still:
    """Stands for the modules ``time`` and ``select``: time stands still while there is something to do, and where
    nothing would ever come it is over at once.
    """

    def __init__(self) -> None:
        self._now = 0.0
        self._polls = 0

    def monotonic(self) -> float:
        """As ``time.monotonic``."""
        return self._now

    def process_time(self) -> float:
        """As ``time.process_time``: no work takes any."""
        return 0.0

    def poll(self) -> Any:
        """As ``select.poll``."""
        return _Poll(self)

    def polled(self, found: bool, seconds: float) -> None:
        """Somebody has asked, and would have waited so long if there had been nothing."""
        self._polls += 1
        if self._polls > MOST_POLLS:
            raise RuntimeError("the conversation turns in circles")
        if not found:
            self._now += seconds + 1e-6

    def __getattr__(self, name: str) -> Any:
        return getattr(select, name)


class _Poll:
    def __init__(self, still: Still) -> None:
        self._still = still
        self._real = select.poll()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def poll(self, milliseconds: float) -> list[tuple[int, int]]:
        found = self._real.poll(0)
        self._still.polled(bool(found), milliseconds / 1000)
        return found


@contextmanager
def time_standing_still() -> Iterator[None]:
    """The conversations that are used inside wait for nobody."""
    kept = time_limit.time, stream.select
    time_limit.time = stream.select = Still()  # type: ignore[assignment] # has what is used of them
    try:
        yield
    finally:
        time_limit.time, stream.select = kept


@contextmanager
def smaller_limits() -> Iterator[None]:
    """Inside, the harness has the limits of ``SMALLER``."""
    kept = [(module, name, getattr(module, name)) for module, name, _ in SMALLER]
    for module, name, value in SMALLER:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in kept:
            setattr(module, name, value)


class Peer:
    """The other end of one cell's line. Nobody waits here: what does not fit into the socket is a half frame."""

    def __init__(self, number: int) -> None:
        ours, self._socket = socket.socketpair()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        output, self._output = os.pipe()
        os.set_blocking(output, False)
        os.set_blocking(self._output, False)
        self._socket.setblocking(False)
        self.line = Line(number, ours, output, CPU_SECONDS)
        self.time_passed = bytearray()
        self.asked = 0

    def send(self, data: bytes) -> None:
        """Bytes to the runner."""
        self.listen()
        with suppress(OSError):
            self._socket.send(data)

    def print(self, data: bytes) -> None:
        """Bytes that the student's code prints."""
        with suppress(OSError):
            os.write(self._output, data)

    def listen(self) -> None:
        """Take what the runner has sent."""
        with suppress(OSError):
            while part := self._socket.recv(1 << 16):
                self.time_passed += part

    def hang_up(self, how: int) -> None:
        """Send no more, read no more, or close."""
        with suppress(OSError):
            self._socket.shutdown(how)

    def close(self) -> None:
        """End what stands for the process."""
        self._socket.close()
        with suppress(OSError):
            os.close(self._output)


@dataclass
class StubZygote:
    """Kills no process. Every cell of its has ended as ``end`` says, or nobody can tell: None."""

    end: End | None
    filtered: bool = True
    peers: dict[int, Peer] = field(default_factory=dict)
    killed: list[int] = field(default_factory=list)

    def kill(self, number: int) -> None:
        """As the real one."""
        self.killed.append(number)

    def process_of(self, number: int) -> int:
        """As the real one, where nobody knows."""
        return 0

    def end_of(self, number: int) -> End:
        """As the real one."""
        if self.end is None:
            raise GraderFault("the sandbox's parent process has gone")
        return self.end


@dataclass
class StubCells:
    """Cells whose processes are the fuzzer's. ``began`` is told of each one before it is used."""

    zygote: Any
    began: Callable[[Peer], None]
    limits: Limits = LIMITS
    pictures: tuple[()] = ()
    broken: ImportFailed | CellEnded | None = None

    def take(self, environ: Mapping[str, str], files: Mapping[str, bytes], now: float, process: int = 0) -> Place:
        """As the real one."""
        number = len(self.zygote.peers) + 1
        peer = self.zygote.peers[number] = Peer(number)
        self.began(peer)
        return Place(peer.line, NOWHERE)
