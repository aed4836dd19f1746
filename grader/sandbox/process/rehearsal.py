"""A whole conversation of a cell, held in the zygote before there is any cell: what has run there once need not be
made ready again in each of them.

Python prepares code while it runs: it specialises bytecode, numbers types and remembers where their attributes are.
Each of these writes into memory that a cell shares with the zygote until it writes, and the kernel then copies a page.
Done before the fork, it is there for all cells: 4 to 10 % of their CPU time, measured topic by topic.

The module is ours (``stage/part.py``), the runner's words are written down here, and what is said in return is thrown
away. Nothing stays but what Python has learned. Zygote only.
"""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.sandbox.cell import Cell
from grader.sandbox.virtual.world import World
from grader.sandbox.wire.frames import HEADER

STAGE = Path(__file__).parent / "stage"
MODULE = "part"
ROUNDS = 12
"""Python 3.11 and 3.12 specialise a function the eighth time that it is called."""
LIMIT = 1 << 20
BUFFER = 1 << 17
Message = dict[str, Any]
CALLBACK = {"callback": [0, False, "ask"]}
HEADERS = [["content-type", "application/json"]]
SERVED: Message = {
    "op": "reply",
    "after": 0,
    "number": 0,
    "error": "",
    "status": 200,
    "headers": HEADERS,
    "body": base64.b64encode(b'{"id": "1"}').decode("ascii"),
}
REQUEST = {"method": "GET", "url": "http://part.test/", "headers": [["accept", "*/*"]], "body": "", "tls": None}


def rehearse(world: World) -> None:
    """Hold the conversation so often that Python has learned what it will."""
    path, ask, stuck = list(sys.path), world.ask, world.stuck
    for _ in range(ROUNDS):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            for end in (ours, theirs):  # both say all they have to say before the other reads; macOS has 8 KiB for it
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
                end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
            ours.sendall(b"".join(map(_frame, _words())))
            ours.shutdown(socket.SHUT_WR)
            _hold(Cell(theirs, world, str(STAGE), LIMIT))
        sys.modules.pop(MODULE, None)
        sys.path[:] = path
    world.ask, world.stuck = ask, stuck


def _hold(cell: Cell) -> None:
    try:
        cell.serve(MODULE)
    finally:
        cell.loop.run_until_complete(cell.loop.shutdown_asyncgens())
        cell.loop.close()
        asyncio.set_event_loop(None)


def _frame(message: Message) -> bytes:
    body = json.dumps({"now": 0.0, **message}).encode()
    return HEADER.pack(len(body)) + body


def _words() -> Iterator[Message]:
    """All that the runner says. Objects have numbers in the order in which they are heard of; 0 is the module."""
    yield {"op": "get", "target": 0, "name": "Part"}
    yield _call(1, None, kwargs=[["size", 2]])
    for _ in range(2):
        yield {"op": "get", "target": 2, "name": "state"}
        yield {**_call(2, "call", CALLBACK, 1, "x", kwargs=[["c", {"dict": [["k", 1]]}]]), "peek": [[2, "state"]]}
        yield {"op": "reply", "error": None, "value": "answer"}
        yield _call(2, "call", CALLBACK)
        yield {"op": "reply", "error": {"name": "ConnectionError", "text": "no", "status": 0}, "value": None}
        yield _call(2, "ask", "GET")
        yield SERVED
        yield _call(2, "ask", "POST", kwargs=[["json", {"dict": [["a", 1]]}], ["headers", {"dict": [["x", "y"]]}]])
        yield SERVED
        yield _call(2, "refuse")
        yield _call(0, "fetch")
        yield SERVED
        yield {"op": "asgi", "target": 0, "name": "app", "request": REQUEST}


def _call(target: int, name: str | None, *args: Any, kwargs: list[list[Any]] | None = None) -> Message:
    return {"op": "call", "target": target, "name": name, "args": list(args), "kwargs": kwargs or []}
