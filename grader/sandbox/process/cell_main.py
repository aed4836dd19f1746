"""What a new process does with its order: it becomes a cell, gives up its rights, lives, and ends. Zygote only."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from typing import Any, NoReturn

from grader.sandbox.cell import Cell
from grader.sandbox.process import precompile
from grader.sandbox.rights import Prepared, Spec, give_up, probe
from grader.sandbox.virtual.randomness import Chance
from grader.sandbox.virtual.world import World
from grader.sandbox.wire.frames import Frames

MESSAGE = 1 << 16


class CellProcess:
    """What all of them find: the world, chance, the names of the namespaces, and the rights as prepared."""

    def __init__(self, world: World, chance: Chance, entered: tuple[str, ...], prepared: Prepared) -> None:
        self._world = world
        self._chance = chance
        self._entered = entered
        self._prepared = prepared

    def run(self, message: bytes, descriptors: list[int]) -> NoReturn:
        """Follow the order (see ``zygote``). The descriptors are the connection and the output."""
        status = 1
        try:
            order = json.loads(message)
            connection = _plug_in(*descriptors)
            _move_in(order["environ"])
            os.chdir(order["scratch"])
            give_up(self._prepared, _spec(order))
            self._follow(order, connection)
            status = 0
        finally:
            os._exit(status)

    def _follow(self, order: dict[str, Any], connection: socket.socket) -> None:
        if "probe" in order:
            found = probe.report(order["probe"]["canary"], list(self._entered), order["probe"]["uid"])
            answer = {"type": "answer", "value": found, "now": 0.0, "sleeps": []}
            Frames(connection, MESSAGE).send(answer)
        elif "compile" in order:
            precompile.compile_all(order["folder"], order["scratch"])
        else:
            self._world.move_to(order["now"])
            self._chance.begin(order["process"])
            seconds = order["import_seconds"], order["test_seconds"]
            Cell(connection, self._world, order["folder"], order["message_limit"], seconds).serve(order["module"])


def _plug_in(connection: int, output: int) -> socket.socket:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(nothing)
    os.close(output)
    return socket.socket(fileno=connection)


def _move_in(environ: dict[str, str]) -> None:
    zone = os.environ.get("TZ")
    os.environ.clear()
    os.environ.update(environ)
    if os.environ.get("TZ") != zone:  # a test may want another one; the zygote's is known to the C library already
        time.tzset()


def _spec(order: dict[str, Any]) -> Spec:
    return Spec(
        read=(order["folder"],),
        write=(order["scratch"], os.devnull),
        cpu_seconds=order["cpu_seconds"],
        memory=order["memory"],
        uid=order["uid"],
        counted_as=order["counted_as"],
    )
