"""The control plane's HTTP API: Envoy's discovery over REST, which asks again and again instead of listening.

The path, the fields of a ``DiscoveryRequest`` and a ``DiscoveryResponse``, and what versions and nonces mean follow
https://www.envoyproxy.io/docs/envoy/latest/api-docs/xds_protocol; JSON is that of proto3, so a field may be
``version_info`` or ``versionInfo``. What differs from Envoy: the resources are ours (a service's name and its routes),
the Content-Type is not looked at, and an answer waits for nothing.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import AliasChoices, BaseModel, Field, ValidationError

from mocks.control_plane.snapshots import TYPE_URL, Snapshots
from mocks.service import bound

Ours = Annotated[Snapshots, Depends(bound)]
router = APIRouter()


class Node(BaseModel):
    """Who asks."""

    id: str = Field(min_length=1, max_length=256, examples=["orders"])
    cluster: str = ""


class ErrorDetail(BaseModel):
    """What is wrong with an answer: a ``google.rpc.Status``."""

    code: int = 0
    message: str = "refused"


def _either(snake: str) -> Any:
    """A text that is empty by default, under its proto name or that in camel case."""
    first, *rest = snake.split("_")
    camel = first + "".join(word.capitalize() for word in rest)
    return Field("", validation_alias=AliasChoices(snake, camel), max_length=256)


class DiscoveryRequest(BaseModel):
    """What a sidecar has, and has made of the last answer: with ``error_detail`` it could not use it."""

    node: Node
    version_info: str = _either("version_info")
    response_nonce: str = _either("response_nonce")
    type_url: str = _either("type_url")
    resource_names: list[str] = Field(
        default_factory=list, validation_alias=AliasChoices("resource_names", "resourceNames")
    )
    error_detail: ErrorDetail | None = Field(None, validation_alias=AliasChoices("error_detail", "errorDetail"))


def add_api(app: FastAPI) -> None:
    """Add the endpoint, and what becomes of a request that can't be read."""
    app.include_router(router)
    app.add_exception_handler(ValidationError, _say_invalid)


@router.post(
    "/v3/discovery:routes",
    summary="The routes of the services, if they are newer than `version_info`",
    responses={304: {"description": "nothing is newer"}},
    openapi_extra={"requestBody": {"content": {"application/json": {"schema": DiscoveryRequest.model_json_schema()}}}},
)
async def _discover(ours: Ours, request: Request) -> Any:
    asked = DiscoveryRequest.model_validate_json(await request.body())
    refusal = "" if asked.error_detail is None else asked.error_detail.message or "refused"
    if not ours.poll(asked.node.id, asked.version_info, asked.response_nonce, refusal):
        return Response(status_code=304)
    return {
        "version_info": ours.version,
        "resources": ours.resources(asked.resource_names),
        "type_url": TYPE_URL,
        "nonce": ours.nonce,
    }


async def _say_invalid(_: Request, error: Exception) -> Response:
    """Say which fields are wrong as a ``google.rpc.Status``; what was sent is not repeated, it may be anything."""
    problems = error.errors() if isinstance(error, ValidationError) else ()
    named = sorted({part for problem in problems for part in problem["loc"] if part in DiscoveryRequest.model_fields})
    return JSONResponse({"code": 3, "message": f"invalid DiscoveryRequest: {', '.join(named) or 'body'}"}, 400)
