"""Drives the student's ASGI application with a request that the test made. Sandbox only."""

from __future__ import annotations

import asyncio
import base64
import contextlib
from functools import partial
from typing import Any

import httpx


class Application:
    """One ASGI application: started up (lifespan) at the first request, then asked as often as the test likes.

    See https://asgi.readthedocs.io/en/latest/specs/ for the protocol.
    """

    def __init__(self, app: Any) -> None:
        self._app = app
        self._lifespan: asyncio.Task[None] | None = None
        self._state: dict[str, Any] = {}
        self.error: Exception | None = None

    async def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Status, headers and body; an exception that the application lets out becomes a 500, kept in ``error``."""
        if self._lifespan is None:
            await self._start_up()
        self.error = None
        transport = httpx.ASGITransport(app=partial(self._watched, request["tls"]), raise_app_exceptions=False)
        response = await transport.handle_async_request(
            httpx.Request(
                request["method"],
                request["url"],
                headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in request["headers"]],
                content=base64.b64decode(request["body"]),
            )
        )
        body = b"".join([part async for part in response.aiter_raw()])
        return {
            "status": response.status_code,
            "headers": [[name.decode("latin-1"), value.decode("latin-1")] for name, value in response.headers.raw],
            "body": base64.b64encode(body).decode("ascii"),
        }

    async def _watched(self, tls: dict[str, Any] | None, scope: Any, receive: Any, send: Any) -> None:
        scope["state"] = dict(self._state)  # what the lifespan has put there, a copy for each request
        if tls is not None:  # https://asgi.readthedocs.io/en/latest/specs/tls.html
            scope["extensions"] = {"tls": tls}
        complete = False

        async def sending(message: dict[str, Any]) -> None:
            nonlocal complete
            await send(message)
            complete = message["type"] == "http.response.body" and not message.get("more_body", False)

        try:
            await self._app(scope, receive, sending)
            if not complete:  # a server would say so in its log, and answer 500
                raise RuntimeError("the application returned without completing its response")
        except Exception as error:
            self.error = error
            raise

    async def _start_up(self) -> None:
        started = asyncio.get_running_loop().create_future()
        asked = False

        async def receive() -> dict[str, Any]:
            nonlocal asked
            if asked:
                await asyncio.get_running_loop().create_future()  # never shuts down: the process just ends
            asked = True
            return {"type": "lifespan.startup"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "lifespan.startup.failed":
                started.set_exception(RuntimeError(message.get("message") or "the application failed to start"))
            elif not started.done():
                started.set_result(None)

        async def run() -> None:
            scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": self._state}
            # An application that does not know lifespan raises; the specification says to go on without.
            with contextlib.suppress(Exception):
                await self._app(scope, receive, send)
            if not started.done():
                started.set_result(None)

        self._lifespan = asyncio.ensure_future(run())
        await started
