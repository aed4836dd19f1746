"""A service instance behind the registry: it answers over HTTP under its own host and says who it is.

Tests use it through ``Registry.launch``; on loopback curl is pointed at it. Its health is a switch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

Health = Literal["passing", "critical"]

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


@dataclass(frozen=True)
class Received:
    """One request as the instance got it. ``headers`` in the order and spelling of the wire, lower case."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the values of that field joined by commas (RFC 9110 section 5.3); None if it is missing."""
        values = [value for field, value in self.headers if field == name.lower()]
        return ", ".join(values) if values else None


class Instance:
    """One instance of a service. While it is critical it answers everything with 503.

    ``requests`` is what it received apart from its own ``/health``. ``on_health`` is told of each switch.
    """

    def __init__(
        self,
        service: str,
        name: str,
        host: str = "",
        port: int = 80,
        *,
        on_health: Callable[[Health], None] | None = None,
    ) -> None:
        self.service = service
        self.name = name
        self.host = host or f"{name}.test"
        self.port = port
        self.requests: list[Received] = []
        self._health: Health = "passing"
        self._on_health = on_health
        self.app = _build(self)

    @property
    def url(self) -> str:
        """Where it is reached, as a client would write it: without the port if that is the default one."""
        return f"http://{self.host}" if self.port == 80 else f"http://{self.host}:{self.port}"

    @property
    def health(self) -> Health:
        """How it is now."""
        return self._health

    @health.setter
    def health(self, health: Health) -> None:
        self._health = health
        if self._on_health is not None:
            self._on_health(health)


def _build(instance: Instance) -> FastAPI:
    """Make the instance's app: its health, the switch for it, and an echo for everything else."""
    app = FastAPI(title=f"{instance.name} (instance of {instance.service})")

    @app.get("/health", summary="How the instance is")
    async def health() -> Response:
        return JSONResponse({"status": instance.health}, 200 if instance.health == "passing" else 503)

    @app.put("/health/{status}", summary="Make the instance passing or critical")
    async def switch(status: Health) -> dict[str, str]:
        instance.health = status
        return {"status": status}

    @app.api_route("/{path:path}", methods=_METHODS, include_in_schema=False)
    async def echo(request: Request) -> Response:
        received = await _receive(request)
        instance.requests.append(received)
        status = 200 if instance.health == "passing" else 503
        return JSONResponse(_describe(instance, received), status, {"X-Instance": instance.name})

    return app


async def _receive(request: Request) -> Received:
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in request.headers.raw)
    body = await request.body()
    return Received(request.method, request.url.path, request.url.query, headers, body)


def _describe(instance: Instance, received: Received) -> dict[str, Any]:
    return {
        "instance": instance.name,
        "service": instance.service,
        "method": received.method,
        "path": received.path,
        "query": received.query,
        "headers": dict(received.headers),
        "body": received.body.decode("utf-8", "replace"),
    }
