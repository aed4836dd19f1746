"""The zygote: has imported what students may use, and forks a cell for every test. Run as a script by the trusted side.

Theory of operation. The runner starts this file with a clean environment and one end of a SEQPACKET socket pair, on
which every message is one JSON object::

    runner → zygote   {"libraries": [...], "without": layers}     once, first
                      {"fork": number, ...} + two descriptors     a cell; its socket and its output pipe
                      {"fork": …, "probe": ...}                   a cell that only tries what it may do
                      {"fork": …, "compile": true}                a cell that only compiles the submission's files
                      {"kill": number}
    zygote → runner   {"ready": namespaces, "filtered": …}        once; whether cells have a filter of system calls
                      {"begun": number, "process": its number in the runner's /proc, 0 if that is not known}
                      {"gone": number, "status": wait status, "cpu": seconds, "told": whether it was killed as ordered}
                      {"gone": number, "refused": why}            the system would not have one more process

The zygote never runs a line of a student's and holds nothing of the course. It is the parent of every cell and cells
can't fork, so it knows when each has gone, whatever it died of, and may safely signal its number. When the runner hangs
up, it ends, and everything with it. What cells are copied from is a child of its own (see ``fork_template``).
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # started by path, with nothing of the project importable: this line, then never again
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import threading
from collections.abc import Collection
from typing import Any

from grader.sandbox import files
from grader.sandbox.printed import open_streams
from grader.sandbox.process import library, machine
from grader.sandbox.process.fork_template import Origin
from grader.sandbox.rights import identity, limits, namespaces, prepare
from grader.sandbox.virtual import clocks, event_loop, interleaving, threads
from grader.sandbox.virtual.randomness import Chance
from grader.sandbox.virtual.randomness import install as install_chance
from grader.sandbox.virtual.world import World, install

EPOCH = 1767603600.0  # 2026-01-05 09:00:00 UTC, a Monday in office hours
MESSAGE = 1 << 16
THREAD_STACK = 1 << 19  # bytes; threads are many and address space is limited


class Zygote:
    """The fork server. ``control`` is the socket to the runner."""

    def __init__(self, control: socket.socket, origin: Origin) -> None:
        self._control = control
        self._origin = origin
        self._cells: dict[int, int] = {}
        self._ended: dict[int, tuple[int, float]] = {}
        """Of processes whose end has not been reported: their wait status and CPU seconds, by number."""
        self._told: set[int] = set()
        self._wake, wake_write = os.pipe()
        origin.keep_out((self._wake, wake_write))
        os.set_blocking(wake_write, False)
        os.set_blocking(self._wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake_write)

    def run(self, entered: Collection[str], filtered: bool) -> None:
        """Serve until the runner hangs up, or the origin has gone."""
        self._say({"ready": list(entered), "filtered": filtered})
        with selectors.SelectSelector() as selector:  # asyncio's default one is virtual by now
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._wake, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is not self._control:
                        if self._woken():
                            return
                    elif not self._take():
                        return

    def _take(self) -> bool:
        try:
            message, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE, 2)
        except ConnectionResetError:  # the runner has gone without reading our last words
            return False
        if not message:
            return False
        order = json.loads(message)
        if "kill" in order:
            if self._reap():  # one that has ended already was not ended by this
                return False
            if order["kill"] in self._cells:
                os.kill(self._cells[order["kill"]], signal.SIGKILL)
                self._told.add(order["kill"])
            return True
        begun = self._begin(order["fork"], message, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        return begun

    def _begin(self, number: int, order: bytes, descriptors: list[int]) -> bool:
        try:
            self._cells[number], outside = self._origin.copy(order, descriptors, self._wait)
        except OSError as error:  # a neighbour's threads may have taken the last place
            self._say({"gone": number, "refused": error.strerror})
            return True
        except EOFError:
            return False
        self._say({"begun": number, "process": outside})
        self._report()
        return True

    def _wait(self, descriptor: int) -> bool:
        """Wait until it is readable; False if the new copy, which would write to it, has been killed before it could:
        of all that have ended it is the only one whose number nobody knows.
        """
        with selectors.SelectSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            selector.register(self._wake, selectors.EVENT_READ)
            while all(key.fd != descriptor for key, _ in selector.select()):
                if self._woken():
                    return False
                if self._ended:  # it may have told its number just before it ended
                    return any(key.fd == descriptor for key, _ in selector.select(0))
        return True

    def _woken(self) -> bool:
        """Take the word that a process has ended; whether the origin of all cells has."""
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake, 4096)
        return self._reap()

    def _reap(self) -> bool:
        """Bury the dead; whether the origin of all cells is among them."""
        while True:
            try:
                pid, status, used = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return True
            if pid == 0:
                self._report()
                return False
            if pid == self._origin.pid:
                return True
            self._ended[pid] = status, used.ru_utime + used.ru_stime

    def _report(self) -> None:
        """Tell the runner of the cells that have ended."""
        for number, pid in list(self._cells.items()):
            if pid in self._ended:
                del self._cells[number]
                status, cpu = self._ended.pop(pid)
                told = number in self._told
                self._told.discard(number)
                self._say({"gone": number, "status": status, "cpu": cpu, "told": told})

    def _say(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the next read finds that the runner has gone
            self._control.send(json.dumps(message).encode())


def main() -> None:
    """Enter namespaces, then be (as the first process in them) the zygote."""
    control = socket.socket(fileno=int(sys.argv[1]))
    sys.path[:] = [folder for folder in sys.path if folder in library.folders() or folder.endswith(".zip")]
    identity.die_with_parent()
    _answer_signals_as_always()
    order = json.loads(control.recv(MESSAGE))
    entered = () if "namespaces" in order["without"] else namespaces.enter()
    limits.go_first()  # before the next line, which takes away the file for it
    identity.close_memory()  # not before: who enters a user namespace has to write into its own /proc
    if "pid" in entered:
        child = os.fork()
        if child:
            control.close()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
        identity.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the runner's to answer
    open_streams()
    world = World(EPOCH)
    install(world)
    clocks.install(world)
    threads.install(world)
    interleaving.install()
    event_loop.install(world)
    machine.install()
    threading.stack_size(THREAD_STACK)
    gc.disable()  # until a cell runs: what is imported stays
    load(order["libraries"], world)
    from grader.sandbox.process.cell_main import (
        CellProcess,  # these bring the cell's own modules, which a cell could not read
    )
    from grader.sandbox.process.rehearsal import rehearse

    prepared = prepare(library.folders(), order["without"], entered)
    chance = Chance()
    install_chance(chance)
    rehearse(world)
    files.install(world)
    freeze()
    origin = Origin(CellProcess(world, chance, entered, prepared).run, [control.fileno()])
    Zygote(control, origin).run(entered, prepared.calls is not None)


def _answer_signals_as_always() -> None:
    """Undo what was inherited: under ``nohup`` a student's code would survive a SIGHUP that ends it elsewhere."""
    for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def load(libraries: list[str], world: World) -> None:
    """Import everything that a cell would otherwise import."""
    from grader.sandbox.process import warmup
    from grader.sandbox.wire import http, http_client

    for name in libraries:
        with contextlib.suppress(ImportError):  # then the student's import says so
            importlib.import_module(name)
    http.install(world)
    http_client.install(world)
    warmup.learn(world)
    clocks.install_pydantic()


def freeze() -> None:
    """Take everything out of the garbage collector's sight: what it does not touch, a fork need not copy."""
    gc.collect()
    gc.freeze()
    gc.enable()


if __name__ == "__main__":
    main()
