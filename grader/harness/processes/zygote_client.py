"""The trusted side's hold on the zygote: starts it, asks it for cells, and knows how each ended. The harness only."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import GraderFault
from grader.harness.processes.temp_folder import guarded, temporary
from grader.harness.processes.users import SCRIPT, cell_user, counted_as
from grader.result.model import Right

START_SECONDS = 300.0
END_SECONDS = 60.0
"""How long an answer of our own processes is waited for. It comes in a second, and on a very busy machine in some."""
CLOSED_SECONDS = 1.0
"""How long a cell may live on after its connection has ended, before it is told to end."""
MESSAGE = 1 << 16
NEEDED = ("files", "changes", "network", "programs", "processes")
"""The rights without which code of strangers may not run unattended; the others are further layers."""
ENVIRONMENT = {
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "LOGNAME": "student",
    "PATH": "/usr/bin:/bin",
    "PYTHONHASHSEED": "0",  # the order of a set is the same in every run
    # New York: local time is hours off UTC, with daylight saving, so that code that takes one for the other is seen to
    # fail. Written out (POSIX, man 3 tzset), since a slim container has no database of time zones and would be in UTC.
    "TZ": "EST5EDT,M3.2.0,M11.1.0",
    "USER": "student",
}
"""All that the student's code finds in its environment, but for what a test adds."""
LOADER = {
    # Threads that take turns need no heaps of their own, each of which takes 64 MiB of a cell's address space (glibc's
    # mallopt): four of them left too little for a value of 300 MiB where 512 are allowed.
    "MALLOC_ARENA_MAX": "1",
    # Find the functions of C libraries once, in the zygote, and not at the first call in each cell (man ld.so).
    "LD_BIND_NOW": "1",
}
"""What the zygote finds besides; its cells do not."""


@dataclass(frozen=True)
class CellOrder:
    """What a cell is to be: its module and folder, what it may use, its limits, when (seconds of virtual time), and its
    number among the processes of its test. ``import_seconds`` and ``test_seconds`` are the CPU time after which it
    tells that it hangs, ``cpu_seconds`` that after which the kernel ends it.
    """

    module: str
    folder: Path
    scratch: Path
    environ: dict[str, str]
    import_seconds: float
    test_seconds: float
    cpu_seconds: int
    memory: int
    message_limit: int
    uid: int | None
    now: float = 0.0
    process: int = 0


@dataclass(frozen=True)
class Line:
    """The trusted ends of a new cell: its socket, the read end of its output, its number; and its limit of CPU."""

    number: int
    connection: socket.socket
    output: int
    cpu_seconds: int


@dataclass(frozen=True)
class End:
    """How a cell ended: its wait status (``man 2 wait``), its CPU seconds, and whether it was ``told`` to. One that the
    system ``refused`` to begin, for that reason, has not been.
    """

    status: int = 0
    cpu: float = 0.0
    told: bool = False
    refused: str = ""


class Zygote:
    """One zygote process. ``libraries`` are imported before any cell; ``without`` leaves layers out, for tests of the
    others: "landlock", "seccomp", "user", "namespaces".
    """

    def __init__(self, libraries: Iterable[str] = (), without: Iterable[str] = ()) -> None:
        self._without = sorted(without)
        self._numbers = 0
        self._gone: dict[int, End] = {}
        self._processes: dict[int, int] = {}
        self._living: set[int] = set()
        self.cpu = 0.0
        """Seconds of CPU time that cells have used, as far as they have ended."""
        self._filtered = False
        self._namespaces: list[str] | None = None
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        from grader.sandbox.rights import addresses, identity  # only who grades needs ctypes

        with addresses.the_same():
            self._process = subprocess.Popen(  # noqa: S603 — our own script, by our own interpreter
                [sys.executable, "-s", "-P", "-X", "utf8", str(SCRIPT), str(theirs.fileno())],
                env={**ENVIRONMENT, **LOADER},
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # without the grader's terminal and process group, whatever else may be missing
                pass_fds=[theirs.fileno()],
            )
        theirs.close()
        self._say({"libraries": list(libraries), "without": self._without})
        identity.close_memory()  # the runner's own

    def fork(self, order: CellOrder) -> Line:
        """A new cell."""
        return self._fork(
            {
                "module": order.module,
                "folder": str(order.folder),
                "scratch": str(order.scratch),
                "environ": {**ENVIRONMENT, "HOME": str(order.scratch), "TMPDIR": str(order.scratch), **order.environ},
                "import_seconds": order.import_seconds,
                "test_seconds": order.test_seconds,
                "cpu_seconds": order.cpu_seconds,
                "memory": order.memory,
                "message_limit": order.message_limit,
                "uid": order.uid,
                "counted_as": counted_as(self._numbers) if order.uid is None else None,
                "now": order.now,
                "process": order.process,
            }
        )

    def user(self, number: int) -> int | None:
        """The user for a cell; None if it stays the grader's."""
        return None if "user" in self._without else cell_user(number)

    def kill(self, number: int) -> None:
        """End a cell, if it has not ended."""
        self._say({"kill": number})

    def process_of(self, number: int) -> int | None:
        """The number of a cell's process for ``/proc``; 0 if nobody knows, None as long as it has not begun."""
        self._catch_up()
        return self._processes.get(number, 0 if number in self._gone else None)

    def wait_for_ends(self, but: int = 0) -> None:
        """Wait until every cell that was told to end has ended and let go of its files; ``but`` for one that lives."""
        with suppress(_NotHeard):
            for number in [number for number in self._living if number != but]:
                self._wait_for(number, END_SECONDS)

    @property
    def filtered(self) -> bool:
        """Whether the cells' system calls are filtered, so that none can send itself a SIGKILL."""
        return self._filtered

    def end_of(self, number: int) -> End:
        """Wait for the end of a cell whose connection has ended. One that lives on is told to end."""
        with suppress(_NotHeard):
            self._wait_for(number, CLOSED_SECONDS)
        if number not in self._gone:
            self.kill(number)
            self._wait_for(number, END_SECONDS)
        return self._gone.pop(number)

    def _wait_for(self, number: int, seconds: float) -> None:
        until = time.monotonic() + seconds
        while number not in self._gone:
            self._listen(until - time.monotonic())

    def probe(self) -> tuple[Right, ...]:
        """Which rights a cell has given up, found out by trying in one."""
        with temporary("probe-") as place:
            folder, canary = place / "work", place / "canary"
            with guarded():
                place.chmod(0o755)  # a cell may be another user
                folder.mkdir(mode=0o755)
                canary.touch(0o644)  # so that it is Landlock that refuses it, not the file's mode
            question = {"canary": str(canary), "uid": os.getuid()}
            line = self._fork({**_bare(str(folder), str(folder), self.user(0)), "probe": question})
            with line.connection as connection:
                os.close(line.output)
                connection.settimeout(END_SECONDS)
                try:
                    answer = connection.recv(MESSAGE)
                except (TimeoutError, ConnectionResetError):
                    answer = b""
        if len(answer) < 4:  # nothing of a student's runs in it, so this is no finding about the sandbox
            raise GraderFault("the process that tries out the sandbox did not answer; run the same command again")
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
        try:
            ours, theirs = socket.socketpair()
            output, output_theirs = os.pipe()
        except OSError as error:
            raise GraderFault(f"no connection to a new process can be made: {error.strerror}") from error
        message = json.dumps({"fork": self._numbers, **order}).encode()
        try:
            socket.send_fds(self._control, [message], [theirs.fileno(), output_theirs])
        except OSError as error:
            raise GraderFault(f"the sandbox's parent process has gone: {error}") from error
        finally:
            theirs.close()
            os.close(output_theirs)
        os.set_blocking(output, False)
        self._living.add(self._numbers)
        return Line(self._numbers, ours, output, order["cpu_seconds"])

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
            raise _NotHeard("the sandbox's parent process does not answer") from error
        except ConnectionResetError:  # it has gone without reading our last words
            body = b""
        finally:
            self._control.settimeout(None)
        if not body:
            raise GraderFault("the sandbox's parent process has gone")
        message = json.loads(body)
        if "ready" in message:
            self._namespaces, self._filtered = message["ready"], message["filtered"]
        elif "begun" in message:
            self._processes[message["begun"]] = message["process"]
        else:
            number = message.pop("gone")
            self._living.discard(number)
            self._processes.pop(number, None)
            self._gone[number] = End(**message)
            self.cpu += self._gone[number].cpu
            if len(self._gone) > 1000:  # nobody asks how a cell ended that was told to
                self._gone.pop(next(iter(self._gone)))


class _NotHeard(GraderFault):
    """The zygote says nothing, for now."""


def _bare(folder: str, scratch: str, uid: int | None) -> dict[str, Any]:
    """The order for a cell that runs nothing of a student's."""
    common = {"module": "", "environ": {}, "message_limit": MESSAGE, "cpu_seconds": 10, "memory": 1 << 29}
    return {**common, "folder": folder, "scratch": scratch, "uid": uid, "counted_as": None}
