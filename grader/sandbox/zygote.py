"""The zygote: has imported what students may use, and forks a cell for every test. Run as a script by the trusted side.

Theory of operation. The runner starts this file with a clean environment and one end of a SEQPACKET socket pair, on
which every message is one JSON object::

    runner → zygote   {"libraries": [...]}                        once, first
                      {"fork": number, ...} + two descriptors     a cell; its socket and its output pipe
                      {"fork": …, "probe": ...}                     a cell that only tries what it may do
                  {"fork": …, "compile": true}                  a cell that only compiles the submission's files
                      {"kill": number}
    zygote → runner   {"ready": namespaces}                       once
                      {"gone": number, "status": wait status}     a cell has ended, whatever it died of

The zygote never runs a line of a student's and holds nothing of the course. It is the parent of every cell and cells
can't fork, so it knows when each has gone and may safely signal its number. When the runner hangs up, it ends, and
everything with it.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # started by path, with nothing of the project importable: this line, then never again
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import threading
from typing import Any

from grader.sandbox import compiling, loop, threads
from grader.sandbox.rights import Prepared, Spec, give_up, identity, namespaces, prepare, probe
from grader.sandbox.world import World, install

EPOCH = 1767603600.0  # 2026-01-05 09:00:00 UTC, a Monday in office hours
MESSAGE = 1 << 16
THREAD_STACK = 1 << 19  # bytes; threads are many and address space is limited


class Zygote:
    """The fork server. ``control`` is the socket to the runner."""

    def __init__(self, control: socket.socket, world: World, entered: tuple[str, ...], prepared: Prepared) -> None:
        self._control = control
        self._prepared = prepared
        self._world = world
        self._entered = entered
        self._cells: dict[int, int] = {}
        self._wake, wake_write = os.pipe()
        self._descriptors = (control.fileno(), self._wake, wake_write)
        os.set_blocking(wake_write, False)
        os.set_blocking(self._wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake_write)

    def run(self) -> None:
        """Serve until the runner hangs up."""
        self._say({"ready": list(self._entered)})
        with selectors.SelectSelector() as selector:  # asyncio's default one is virtual by now
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._wake, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is not self._control:
                        with contextlib.suppress(BlockingIOError):
                            os.read(self._wake, 4096)
                        self._reap()
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
            with contextlib.suppress(KeyError):
                os.kill(self._cells[order["kill"]], signal.SIGKILL)
            return True
        pid = os.fork()
        if pid == 0:
            self._be_a_cell(order, descriptors)
        self._cells[order["fork"]] = pid
        for descriptor in descriptors:
            os.close(descriptor)
        return True

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            for number, known in list(self._cells.items()):
                if known == pid:
                    del self._cells[number]
                    self._say({"gone": number, "status": status})

    def _say(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the next read finds that the runner has gone
            self._control.send(json.dumps(message).encode())

    def _be_a_cell(self, order: dict[str, Any], descriptors: list[int]) -> None:
        status = 1
        try:
            connection = _plug_in(descriptors, self._descriptors)
            folder, scratch = order["folder"], order["scratch"]
            os.environ.clear()
            os.environ.update(order["environ"])
            os.chdir(scratch)
            give_up(self._prepared, _spec(order))
            if "probe" in order:
                _tell(connection, probe.report(order["probe"]["canary"], list(self._entered), order["probe"]["uid"]))
            elif "compile" in order:
                compiling.compile_all(folder, scratch)
            else:
                from grader.sandbox.cell import Cell

                self._world.move_to(order["now"])
                Cell(connection, self._world, folder, order["message_limit"]).serve(order["module"])
            status = 0
        finally:
            os._exit(status)


def _plug_in(descriptors: list[int], inherited: tuple[int, ...]) -> socket.socket:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for descriptor in inherited:
        os.close(descriptor)
    connection, output = descriptors
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(nothing)
    os.close(output)
    return socket.socket(fileno=connection)


def _spec(order: dict[str, Any]) -> Spec:
    return Spec(
        read=(order["folder"],),
        write=(order["scratch"], os.devnull),
        cpu_seconds=order["cpu_seconds"],
        memory=order["memory"],
        uid=order["uid"],
    )


def _tell(connection: socket.socket, value: Any) -> None:
    from grader.sandbox.frames import Frames

    Frames(connection, MESSAGE).send({"type": "answer", "value": value, "now": 0.0, "sleeps": []})


def library_folders() -> tuple[str, ...]:
    """What a cell may read besides the submission: the interpreter's library and the installed packages."""
    import sysconfig

    found = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    found |= {folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages", "lib-dynload"))}
    return (*sorted(found), "/lib", "/lib64", "/usr/lib", "/usr/share/zoneinfo", "/etc/ld.so.cache", "/dev/urandom")


def main() -> None:
    """Enter namespaces, then be (as the first process in them) the zygote."""
    control = socket.socket(fileno=int(sys.argv[1]))
    sys.path[:] = [folder for folder in sys.path if folder in library_folders() or folder.endswith(".zip")]
    identity.die_with_parent()
    entered = namespaces.enter()
    if "pid" in entered:
        child = os.fork()
        if child:
            control.close()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
        identity.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the runner's to answer
    world = World(EPOCH)
    install(world)
    threads.install(world)
    loop.install(world)
    threading.stack_size(THREAD_STACK)
    order = json.loads(control.recv(MESSAGE))
    load(order["libraries"], world)
    prepared = prepare(library_folders(), order["without"])
    freeze()
    Zygote(control, world, entered, prepared).run()


def load(libraries: list[str], world: World) -> None:
    """Import everything that a cell would otherwise import."""
    from grader.sandbox import http, warmup
    from grader.sandbox.cell import Cell  # noqa: F401 — a cell can't read our files any more

    for name in libraries:
        with contextlib.suppress(ImportError):  # then the student's import says so
            importlib.import_module(name)
    http.install(world)
    warmup.learn(world)


def freeze() -> None:
    """Take everything out of the garbage collector's sight: what it does not touch, a fork need not copy."""
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    main()
