"""What surrounds the directory's API: faults. The plain API inside does not know of them.

It wraps the whole FastAPI app rather than being a middleware of it, because a connection that breaks must not
first become a status 500, which is what Starlette's outermost layer makes of an exception.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from mocks.directory import scim
from mocks.faults import Fault, FaultPlan
from mocks.service import Clock

NO_FAULTS = ("/docs", "/openapi.json", "/lab")
"""Paths that always work: how else would one look what is going on?"""


class Gateway:
    """The directory's API behind a plan of faults: an ASGI app around ``api``.

    ``told(name)`` hears of each request how it was served: ``healthy``, ``slow`` or ``failing``.
    Raises ``ConnectionResetError``, ``TimeoutError`` or ``ConnectionRefusedError`` for a broken connection.
    """

    def __init__(self, api: ASGIApp, clock: Clock, faults: FaultPlan, told: Callable[[str], None]) -> None:
        self._api = api
        self._clock = clock
        self._faults = faults
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or break it as planned. The directory only answers, so no work is lost or done twice."""
        if scope["type"] != "http" or scope["path"].startswith(NO_FAULTS):
            return await self._api(scope, receive, send)
        fault = self._faults.next(scope["path"], self._clock.time())
        self._told({"ok": "healthy", "delay": "slow"}.get(fault.kind, "failing"))
        if fault.seconds:
            await self._clock.sleep(fault.seconds)
        served: Any = self._api if fault.kind in ("ok", "delay") else _broken(fault)
        return await served(scope, receive, send)  # type: ignore[no-any-return]


def _broken(fault: Fault) -> Response:
    """Return the error answer of a fault, or break the connection."""
    if (error := fault.error("directory.test")) is not None:
        raise error
    if fault.json is not None:
        return JSONResponse(fault.json, fault.status, headers=dict(fault.headers))
    return scim.error(fault.status, "The directory can't answer just now.", headers=fault.headers)
