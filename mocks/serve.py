"""Serves the mocks on loopback, so that students can try by hand what a lesson shows.

``grader mocks`` calls ``serve``. Each service gets a port of its own, and so does each instance behind one.
The same classes answer here and in the tests; only the clock is the real one.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import importlib
import itertools
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, cast, runtime_checkable

import uvicorn

from mocks import SERVICES
from mocks.loopback import FaultyProtocol, reset
from mocks.offline_docs import with_docs
from mocks.service import Clock, Service, SystemClock

LOOPBACK = "127.0.0.1"
FIRST_PORT = 8100

Say = Callable[[str], None]


@runtime_checkable
class HasInstances(Protocol):
    """A service that brings others with it when it is tried by hand."""

    def demo(self, place: Callable[[str], tuple[str, int]]) -> Sequence[Service]:
        """Start them; ``place(name)`` tells the address and port at which each will be served."""
        ...


def serve(names: Sequence[str] = (), *, first_port: int = FIRST_PORT, say: Say = print) -> None:
    """Serve these services (all without a name) until Ctrl-C, SIGTERM or SIGHUP.

    They get ``first_port`` and the ports after it; one that is taken is replaced by a free one, and 0 means
    any free ones. ``say`` gets each line of text. Raises ValueError for a name that is not in the catalogue.
    """
    asyncio.run(_serve_until_signal(names, first_port, say))


async def serve_until(
    stop: asyncio.Event, names: Sequence[str] = (), *, first_port: int = FIRST_PORT, say: Say = print
) -> None:
    """Serve until the event is set. The addresses have been said before the first request is taken."""
    ports = itertools.count(first_port) if first_port else itertools.repeat(0)
    servers: list[tuple[_Server, socket.socket]] = []
    clock = SystemClock()
    for name in names or SERVICES:
        service = load(name, clock)
        for label, served, sock in _places(name, service, ports):
            _announce(label, sock, say)
            servers.append((_Server(_config(served, label.strip())), sock))
    say("Stop with Ctrl-C.")
    running = [asyncio.create_task(server.serve(sockets=[sock])) for server, sock in servers]
    await stop.wait()
    for server, _ in servers:
        server.stop()
    await asyncio.gather(*running)


def load(name: str, clock: Clock) -> Service:
    """Make the service of that name. Raises ValueError if the catalogue has none."""
    if name not in SERVICES:
        raise ValueError(f"there is no service {name!r}; there are {', '.join(SERVICES)}")
    module, _, attribute = SERVICES[name].partition(":")
    return cast(Service, getattr(importlib.import_module(module), attribute)(clock))


class _Server(uvicorn.Server):
    """One of several servers in one loop: signals are the caller's business."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def stop(self) -> None:
        """Stop now: break what is open; a long poll or an answer that never comes would keep us waiting."""
        self.should_exit = True
        for connection in list(self.server_state.connections):
            reset(connection.transport)
        for task in list(self.server_state.tasks):
            task.cancel()


def _config(service: Service, title: str) -> uvicorn.Config:
    return uvicorn.Config(
        with_docs(service.app, title),
        http=FaultyProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
    )


def _places(name: str, service: Service, ports: Iterator[int]) -> Iterator[tuple[str, Service, socket.socket]]:
    """Give the service and all behind it, each with its label and the socket it listens on."""
    yield name, service, _listen(next(ports))
    if not isinstance(service, HasInstances):
        return
    sockets: dict[str, socket.socket] = {}

    def place(instance: str) -> tuple[str, int]:
        sockets[instance] = _listen(next(ports))
        return LOOPBACK, sockets[instance].getsockname()[1]

    for other, (label, sock) in zip(service.demo(place), sockets.items(), strict=True):
        yield f"  {label}", other, sock


def _listen(port: int) -> socket.socket:
    """Return a listening socket on that port of loopback, or on a free one if it is taken."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((LOOPBACK, port))
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        sock.bind((LOOPBACK, 0))
    sock.listen()
    return sock


def _announce(label: str, sock: socket.socket, say: Say) -> None:
    address = f"http://{LOOPBACK}:{sock.getsockname()[1]}"
    say(f"{label:<14} {address}   API: {address}/docs")


async def _serve_until_signal(names: Sequence[str], first_port: int, say: Say) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    await serve_until(stop, names, first_port=first_port, say=say)
