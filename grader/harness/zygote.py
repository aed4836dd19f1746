"""The trusted side's hold on the zygote: starts it, asks it for cells, and knows how each ended. The harness only."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grader.errors import GraderFault
from grader.result.model import Right

START_SECONDS = 60.0
END_SECONDS = 10.0
MESSAGE = 1 << 16
NEEDED = ("files", "network", "programs", "processes")
"""The rights without which code of strangers may not run unattended; the others are further layers."""
SCRIPT = Path(__file__).resolve().parents[1] / "sandbox" / "zygote.py"
ENVIRONMENT = {
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "PYTHONHASHSEED": "0",  # the order of a set is the same in every run
    "TZ": "UTC",
}
"""All that the student's code finds in its environment, but for what a test adds."""


@dataclass(frozen=True)
class CellOrder:
    """What a cell is to be: its module and folder, what it may use, its limits, and when (seconds of virtual time)."""

    module: str
    folder: Path
    scratch: Path
    environ: dict[str, str]
    cpu_seconds: int
    memory: int
    message_limit: int
    uid: int | None
    now: float = 0.0


@dataclass(frozen=True)
class Line:
    """The trusted ends of a new cell: its socket, the read end of its output, its number."""

    number: int
    connection: socket.socket
    output: int


class Zygote:
    """One zygote process. ``libraries`` are imported before any cell; ``without`` leaves layers out, for tests of the
    others.
    """

    def __init__(self, libraries: Iterable[str] = (), without: Iterable[str] = ()) -> None:
        self._without = sorted(without)
        self._numbers = 0
        self._gone: dict[int, int] = {}
        self._namespaces: list[str] | None = None
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        self._process = subprocess.Popen(  # noqa: S603 — our own script, by our own interpreter
            [sys.executable, "-s", "-P", "-X", "utf8", str(SCRIPT), str(theirs.fileno())],
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        self._say({"libraries": list(libraries), "without": self._without})

    def fork(self, order: CellOrder) -> Line:
        """A new cell."""
        return self._fork(
            {
                "module": order.module,
                "folder": str(order.folder),
                "scratch": str(order.scratch),
                "environ": {**ENVIRONMENT, "HOME": str(order.scratch), "TMPDIR": str(order.scratch), **order.environ},
                "cpu_seconds": order.cpu_seconds,
                "memory": order.memory,
                "message_limit": order.message_limit,
                "uid": order.uid,
                "now": order.now,
            }
        )

    def kill(self, number: int) -> None:
        """End a cell, if it has not ended."""
        self._say({"kill": number})

    def status(self, number: int) -> int:
        """Wait for a cell's end; its wait status (``man 2 wait``)."""
        until = time.monotonic() + END_SECONDS
        while number not in self._gone:
            self._listen(until - time.monotonic())
        return self._gone.pop(number)

    def probe(self) -> tuple[Right, ...]:
        """Which rights a cell has given up, found out by trying in one."""
        with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as canary:
            os.chmod(folder, 0o755)  # noqa: S103 — a cell may be another user
            os.chmod(canary.name, 0o644)  # so that it is Landlock that refuses it, not the file's mode
            question = {"canary": canary.name, "uid": os.getuid()}
            line = self._fork({**_bare(folder, folder, sandbox_uid(0)), "probe": question})
            with line.connection as connection:
                os.close(line.output)
                connection.settimeout(END_SECONDS)
                try:
                    answer = connection.recv(MESSAGE)
                except TimeoutError:
                    answer = b""
        if len(answer) < 4:
            return (Right("sandbox", False, "the probe did not answer"),)
        found = json.loads(answer[4:])["value"]
        return tuple(Right(name, held, detail, name in NEEDED) for name, held, detail in found)

    def compile(self, folder: Path, scratch: Path, uid: int | None, seconds: float) -> None:
        """Let a cell compile the files of ``folder`` into ``scratch``, if it can in that time."""
        line = self._fork({**_bare(str(folder), str(scratch), uid), "compile": True})
        os.close(line.output)
        with line.connection as connection, suppress(TimeoutError, ConnectionResetError):
            connection.settimeout(seconds)
            connection.recv(1)  # it says nothing: the end of the stream is the end of the cell
        self.kill(line.number)

    def close(self) -> None:
        """End the zygote and everything in it."""
        self._control.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _fork(self, order: dict[str, Any]) -> Line:
        while self._namespaces is None:
            self._listen(START_SECONDS)
        self._catch_up()
        self._numbers += 1
        ours, theirs = socket.socketpair()
        output, output_theirs = os.pipe()
        message = json.dumps({"fork": self._numbers, "without": self._without, **order}).encode()
        try:
            socket.send_fds(self._control, [message], [theirs.fileno(), output_theirs])
        except OSError as error:
            raise GraderFault(f"the sandbox's parent process has gone: {error}") from error
        finally:
            theirs.close()
            os.close(output_theirs)
        os.set_blocking(output, False)
        return Line(self._numbers, ours, output)

    def _say(self, message: dict[str, Any]) -> None:
        try:
            self._control.send(json.dumps(message).encode())
        except OSError as error:
            raise GraderFault(f"the sandbox's parent process has gone: {error}") from error

    def _catch_up(self) -> None:
        """Take what the zygote has said unasked; unread, some 280 ends of cells would fill its socket and stop it."""
        while select.select([self._control], [], [], 0)[0]:
            self._listen(0)

    def _listen(self, seconds: float) -> None:
        self._control.settimeout(max(seconds, 0.001))
        try:
            body = self._control.recv(MESSAGE)
        except TimeoutError as error:
            raise GraderFault("the sandbox's parent process does not answer") from error
        finally:
            self._control.settimeout(None)
        if not body:
            raise GraderFault("the sandbox's parent process has gone")
        message = json.loads(body)
        if "ready" in message:
            self._namespaces = message["ready"]
        else:
            self._gone[message["gone"]] = message["status"]
            if len(self._gone) > 1000:  # nobody asks how a cell ended that was told to
                self._gone.pop(next(iter(self._gone)))


def _bare(folder: str, scratch: str, uid: int | None) -> dict[str, Any]:
    """The order for a cell that runs nothing of a student's."""
    common = {"module": "", "environ": {}, "message_limit": MESSAGE, "cpu_seconds": 10, "memory": 1 << 29}
    return {**common, "folder": folder, "scratch": scratch, "uid": uid}


def sandbox_uid(number: int) -> int | None:
    """The user for a cell: one of its own if the grader is root and others can read the libraries, else None."""
    if os.geteuid() != 0 or not _readable_by_others():
        return None
    return 0x60000000 + number % 0x10000


@cache  # asked for every cell, and the answer does not change
def _readable_by_others() -> bool:
    folders = [Path(sys.executable).resolve(), Path(os.__file__).resolve(), Path(json.__file__).resolve(), SCRIPT]
    return all(parent.stat().st_mode & 0o001 for folder in folders for parent in folder.parents)
