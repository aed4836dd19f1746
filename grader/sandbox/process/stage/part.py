"""A student's module for the rehearsal (``grader.sandbox.process.rehearsal``): a little of what all of them do."""

from __future__ import annotations

import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

URL = "http://part.test/things"


class Refused(Exception):
    """As modules raise them."""

    def __init__(self, after: float) -> None:
        super().__init__(f"wait for {after:.0f} s")
        self.after = after


class Part:
    """Locks, asks the time, calls what it is given, and asks a service."""

    def __init__(self, *, size: int = 1) -> None:
        self.size = size
        self._lock = threading.Lock()
        self._since = time.monotonic()
        self._client = httpx.Client(timeout=2.0)

    @property
    def state(self) -> str:
        """As what a test watches."""
        with self._lock:
            return "ready"

    def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Hand on what comes back."""
        return function(*args, **kwargs)

    def ask(self, method: str, **options: Any) -> dict[str, Any]:
        """What a service says."""
        response = self._client.request(method, URL, **options)
        return dict(response.json())

    def refuse(self) -> None:
        """Raise an exception of the module's own."""
        raise Refused(1.5)


async def fetch() -> httpx.Response:
    """The same without blocking."""
    async with httpx.AsyncClient() as client:
        return await client.get(URL, headers={"Accept": "application/json"})


async def app(scope: dict[str, Any], receive: Any, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
    """An ASGI application."""
    message = await receive()
    if scope["type"] == "lifespan":
        await send({"type": f"{message['type']}.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"here"})
