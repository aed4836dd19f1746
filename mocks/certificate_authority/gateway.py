"""What surrounds the service's API: faults. The plain API inside knows of none.

It wraps the whole FastAPI app rather than being a middleware of it, because a connection that breaks must not
first become a status 500, which is what Starlette's outermost layer makes of an exception.
"""

from __future__ import annotations

from collections.abc import Callable

from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mocks.faults import Fault, FaultPlan
from mocks.service import Clock

NO_FAULTS = ("/docs", "/openapi.json")
"""Paths that always work: how else would one look what is going on?"""
HOST = "ca.test"


class Gateway:
    """The API behind a plan of faults: an ASGI app around ``api``.

    ``told(name)`` hears of each request how it was served: ``healthy``, ``slow`` or ``failing``.
    Raises ``ConnectionResetError``, ``TimeoutError`` or ``ConnectionRefusedError`` for a broken connection.
    """

    def __init__(self, api: ASGIApp, clock: Clock, faults: FaultPlan, told: Callable[[str], None]) -> None:
        self._api = api
        self._clock = clock
        self._faults = faults
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or break it as planned."""
        if scope["type"] != "http" or scope["path"].startswith(NO_FAULTS):
            return await self._api(scope, receive, send)
        fault = self._faults.next(scope["path"], self._clock.time())
        self._told({"ok": "healthy", "delay": "slow"}.get(fault.kind, "failing"))
        if fault.kind in ("ok", "delay"):
            if fault.seconds:
                await self._clock.sleep(fault.seconds)
            return await self._api(scope, receive, send)
        if fault.works:
            await self._api(scope, receive, _nowhere)
        return await _broken(fault)(scope, receive, send)


async def _nowhere(message: Message) -> None:
    """Where an answer goes that nobody gets."""


def _broken(fault: Fault) -> JSONResponse:
    """The error answer of a fault, or the break of the connection."""
    if (error := fault.error(HOST)) is not None:
        raise error
    body = {"status": fault.status, "message": "Try again later."} if fault.json is None else fault.json
    return JSONResponse(body, fault.status, headers=dict(fault.headers))
