"""What a fault of a mock means on a real connection: reset it, never answer, or answer as usual.

In a test the network is simulated and a fault is an event there. On loopback, where a service is served by
uvicorn, this does the same to the TCP connection. ``mocks.serve`` uses it; nobody else needs it.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from typing import Any, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_LINGER_ZERO = struct.pack("ii", 1, 0)
"""SO_LINGER on, for 0 s: closing sends RST instead of FIN (socket(7))."""


class FaultyProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 connection, on which the app may let the connection fail."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn
        """Let the app of this connection know the connection."""
        super().connection_made(transport)
        # uvicorn and Starlette each have their own words for the same ASGI types.
        self.app = cast(Any, _Faults(cast(ASGIApp, self.app), transport))


class _Faults:
    """Runs an app and turns its connection errors into faults of the connection.

    The answer is held back until the app has ended: Starlette sends a 500 before it lets an exception out,
    and nothing of that may be seen on the wire. Mocks answer in one piece, so nothing is lost by it.
    """

    def __init__(self, app: ASGIApp, transport: asyncio.Transport) -> None:
        self._app = app
        self._transport = transport

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Cancelled: the server stops and has already broken the connection. There is nobody to tell.
        with contextlib.suppress(asyncio.CancelledError):
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer: list[Message] = []

        async def hold(message: Message) -> None:
            answer.append(message)

        try:
            await self._app(scope, receive, hold)
        except (ConnectionResetError, ConnectionRefusedError):
            # Refused comes too late, the connection is there: breaking it before a byte is the nearest to it.
            reset(self._transport)
            await _disconnected(receive)
        except ConnectionAbortedError:
            self._transport.close()
        except TimeoutError:
            await _disconnected(receive)
        else:
            for message in answer:
                await send(message)


def reset(transport: asyncio.BaseTransport) -> None:
    """Break the connection with RST: the other side gets ECONNRESET."""
    sock = transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_ZERO)
    cast(asyncio.WriteTransport, transport).abort()


async def _disconnected(receive: Receive) -> None:
    """Wait until the other side has gone (or the server stops)."""
    while (await receive())["type"] != "http.disconnect":
        pass
