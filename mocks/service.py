"""What every mock service is given: a clock, somebody to tell of its state, and shared routes bound to its own state.

Services and the harness use this.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, Protocol

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

Observe = Callable[[str, str], None]
"""Called as ``observe(lane, value)`` when a named state changes."""


def ignore(lane: str, value: str) -> None:
    """Observe nothing: the default, and what a service on loopback uses."""


class Clock(Protocol):
    """Where a service's time comes from."""

    def time(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let the answer take that much longer."""
        ...


class SystemClock:
    """The real clock, for services on loopback."""

    def time(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class Service(Protocol):
    """A mock service: one host, one app, its own state."""

    host: str
    app: ASGIApp


class Bound:
    """An app whose routes all instances of a service share, bound to the state of one instance.

    A test makes its services anew, and making a FastAPI app takes about 1 ms a route. So a service makes its routes
    once a process, in a function under ``functools.cache``; they hold no state, and each request brings it along::

        Ours = Annotated[Ledger, Depends(bound)]

        @router.get("/charges")
        async def charges(ledger: Ours) -> ...
    """

    def __init__(self, state: object, routes: ASGIApp) -> None:
        self._state = state
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request with this state."""
        await self._routes({**scope, _STATE: self._state}, receive, send)


async def bound(request: Request) -> Any:
    """A FastAPI dependency: the state of the instance whose request this is.

    It is ``async`` because FastAPI runs any other in a thread, which needs an event loop.
    """
    return request.scope[_STATE]


_STATE = "mocks.state"
"""Where ``Bound`` leaves the state in the ASGI scope, which has room for extensions."""
