"""The HTTP side of the shop's services and of their directory.

=============================  =======================================================================
``GET /summary?user=jane``     200 with a JSON object; ``{}`` if the service knows nothing of the user
``GET /health``                200 or 503, with ``status`` as in draft-inadarei-api-health-check-06
``PUT /health``                make it ``healthy``, ``slow`` or ``failing``: ``{"health": "slow"}``
``GET /services``              at the directory: the base URL and the health of each service
=============================  =======================================================================

A failing service answers 503 with a problem (RFC 9457), a slow one answers well, but late.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import Depends, FastAPI, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from mocks.service import bound
from mocks.shop.received import Received

if TYPE_CHECKING:
    from mocks.shop import Shop
    from mocks.shop.part import Part

PASS_OR_FAIL = {"healthy": "pass", "slow": "warn", "failing": "fail"}


class _Switch(BaseModel):
    """How a service is to be from now on."""

    health: Literal["healthy", "slow", "failing"]


@cache
def service() -> FastAPI:
    """The routes of a service, made once: each request brings its service along."""
    app = FastAPI(title="A service of the shop")

    @app.get("/summary")
    async def summary(part: Annotated[Any, Depends(bound)], request: Request, user: Annotated[str, Query()]) -> Any:
        return await _summary(part, request, user)

    @app.get("/health")
    async def health(part: Annotated[Any, Depends(bound)]) -> JSONResponse:
        status = 503 if part.health == "failing" else 200
        return JSONResponse(
            {"status": PASS_OR_FAIL[part.health], "serviceId": part.name}, status, media_type="application/health+json"
        )

    @app.put("/health", status_code=204)
    async def switch(part: Annotated[Any, Depends(bound)], wanted: _Switch) -> None:
        part.health = wanted.health

    return app


@cache
def directory() -> FastAPI:
    """The routes of the directory, made once."""
    app = FastAPI(title="Directory of the shop's services")

    @app.get("/services")
    async def services(shop: Annotated[Any, Depends(bound)]) -> dict[str, dict[str, str]]:
        return _services(shop)

    return app


async def _summary(part: Part, request: Request, user: str) -> JSONResponse:
    part.requests.append(Received(user, part.clock.time(), dict(request.headers)))
    await part.clock.sleep(part.delay)
    if part.health == "failing":
        problem = {"title": "Service Unavailable", "status": 503, "detail": f"{part.name} is failing"}
        return JSONResponse(problem, 503, media_type="application/problem+json")
    return JSONResponse(part.known.get(user, {}))


def _services(shop: Shop) -> dict[str, dict[str, str]]:
    return {name: {"url": part.url, "health": part.health} for name, part in shop.parts.items()}
