"""A bench for the registry's tests: a clock that only sleeping moves, and requests without any event loop."""

from __future__ import annotations

import json
from collections.abc import Coroutine
from typing import Any

import httpx
from starlette.types import ASGIApp

from mocks.registry import Registry


class StillClock:
    """Time moves when somebody sleeps or a test says so. ``at`` holds what is to happen at a time to come."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.at: dict[float, Any] = {}

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        for moment in sorted(t for t in self.at if t <= self.now):
            self.at.pop(moment)()


class Bench:
    """A registry with its clock, what it told its observer, and the requests one may send it."""

    def __init__(self) -> None:
        self.clock = StillClock()
        self.seen: list[tuple[str, str]] = []
        self.registry = Registry(self.clock, observe=lambda lane, value: self.seen.append((lane, value)))

    def put(self, path: str, body: Any = None) -> httpx.Response:
        return send(self.registry.app, "PUT", path, body)

    def get(self, path: str) -> httpx.Response:
        return send(self.registry.app, "GET", path)

    def register(self, instance: str = "payment-1", **check: str) -> httpx.Response:
        form = {"Name": "payment", "ID": instance, "Address": f"{instance}.test", "Port": 80}
        return self.put("/v1/agent/service/register", {**form, **({"Check": check} if check else {})})

    def heartbeat(self, instance: str = "payment-1") -> httpx.Response:
        return self.put(f"/v1/agent/check/pass/service:{instance}")

    def passing(self, service: str = "payment") -> list[str]:
        return [e["Service"]["ID"] for e in self.get(f"/v1/health/service/{service}?passing").json()]


def send(app: ASGIApp, method: str, path: str, body: Any = None, headers: Any = ()) -> httpx.Response:
    """Send one request, driving the app by hand: it may not wait for anything."""
    content = b"" if body is None else json.dumps(body).encode()
    request = httpx.Request(method, f"http://mock.test{path}", content=content, headers=dict(headers))
    transport = httpx.ASGITransport(app=app)
    return _drive(_fetch(transport, request))


async def _fetch(transport: httpx.ASGITransport, request: httpx.Request) -> httpx.Response:
    response = await transport.handle_async_request(request)
    await response.aread()
    return response


def _drive(coroutine: Coroutine[Any, Any, httpx.Response]) -> httpx.Response:
    try:
        coroutine.send(None)
    except StopIteration as done:
        response: httpx.Response = done.value
        return response
    raise AssertionError("the service waits for an event loop")
