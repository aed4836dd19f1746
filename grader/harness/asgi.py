"""Asks a service's ASGI app without an event loop, so that services can be asked from anywhere, nested and in no time.

Works for apps that await nothing but their own coroutines: endpoints that are ``async def``. See
https://asgi.readthedocs.io/en/latest/specs/www.html. The harness only.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import httpx

ASGIApp = Callable[[Any, Any, Any], Awaitable[None]]


class NotImmediate(RuntimeError):
    """The app waited for something real; the author of the service has to make its endpoints ``async def``."""


def respond(app: ASGIApp, request: httpx.Request) -> httpx.Response:
    """The app's answer. Exceptions that the app lets out come out here, whatever it has sent."""
    sent: list[MutableMapping[str, Any]] = []
    waiting = [{"type": "http.request", "body": request.read(), "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    _run(app(_scope(request), receive, send))
    start = next((message for message in sent if message["type"] == "http.response.start"), None)
    if start is None:
        raise NotImmediate(f"no answer to {request.method} {request.url.path}")
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return httpx.Response(start["status"], headers=list(start.get("headers", [])), content=body, request=request)


def _scope(request: httpx.Request) -> dict[str, Any]:
    url = request.url
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": url.raw_path.split(b"?")[0],
        "query_string": url.query,
        "server": (url.host, url.port or (443 if url.scheme == "https" else 80)),
        "client": ("127.0.0.1", 50000),
        "root_path": "",
    }


def _run(coroutine: Any) -> None:
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise NotImmediate("a service may only await its own coroutines and clock.sleep")
