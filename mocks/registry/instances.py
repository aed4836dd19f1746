"""A service instance behind the registry: it answers over HTTP under its own host and says who it is.

Tests use it through ``Registry.launch``; on loopback curl is pointed at it. Its health is a switch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse

from mocks.service import Bound, bound

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
        self.app = Bound(self, _routes())

    @property
    def url(self) -> str:
        """Where it is reached, as a client would write it: without the port if that is the default one."""
        return f"http://{self.host}" if self.port == 80 else f"http://{self.host}:{self.port}"

    @property
    def title(self) -> str:
        """What its page of documentation is called."""
        return f"{self.name} (instance of {self.service})"

    @property
    def health(self) -> Health:
        """How it is now."""
        return self._health

    @health.setter
    def health(self, health: Health) -> None:
        self._health = health
        if self._on_health is not None:
            self._on_health(health)


Ours = Annotated[Instance, Depends(bound)]
_router = APIRouter()


@cache
def _routes() -> FastAPI:
    """Make the app of all instances, once: each request brings its instance (``mocks.service.Bound``)."""
    # The pages below take the place of FastAPI's own, which know only one title.
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(_router)
    return app


@_router.get("/docs", include_in_schema=False)
async def _docs(instance: Ours) -> HTMLResponse:
    return get_swagger_ui_html(openapi_url="/openapi.json", title=f"{instance.title} - Swagger UI")


@_router.get("/openapi.json", include_in_schema=False)
async def _openapi(instance: Ours) -> dict[str, Any]:
    return get_openapi(title=instance.title, version=_routes().version, routes=_routes().routes)


@_router.get("/health", summary="How the instance is")
async def _tell_health(instance: Ours) -> Response:
    return JSONResponse({"status": instance.health}, 200 if instance.health == "passing" else 503)


@_router.put("/health/{status}", summary="Make the instance passing or critical")
async def _switch(instance: Ours, status: Health) -> dict[str, str]:
    instance.health = status
    return {"status": status}


@_router.api_route("/{path:path}", methods=_METHODS, include_in_schema=False)
async def _echo(instance: Ours, request: Request) -> Response:
    received = await _receive(request)
    instance.requests.append(received)
    status = 200 if instance.health == "passing" else 503
    return JSONResponse(_describe(instance, received), status, {"X-Instance": instance.name})


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
