"""What helps to try the control plane by hand: a configuration to begin with, and new routes. Only on loopback.

In a test there is no ``/lab``: the student's code shares the network with the test, and must not publish by itself.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException

from mocks.control_plane.api import Ours

router = APIRouter(prefix="/lab", tags=["lab"])


@router.get("/config", summary="A sidecar's configuration: the instances that were started here, and their routes")
async def _config(ours: Ours) -> dict[str, Any]:
    routes = {service["name"]: service["routes"] for service in ours.resources()}
    return {name: {"endpoints": subsets, "routes": routes.get(name, [])} for name, subsets in ours.endpoints.items()}


@router.put("/routes/{service}", summary="Publish the routes of a service")
async def _publish(ours: Ours, service: str, routes: list[dict[str, Any]]) -> dict[str, str]:
    return {"version_info": ours.publish(service, routes)}


@router.delete("/routes/{service}", summary="Publish nothing for a service any more")
async def _withdraw(ours: Ours, service: str) -> dict[str, str]:
    try:
        return {"version_info": ours.withdraw(service)}
    except KeyError as error:
        raise HTTPException(404, f"nothing is published for {service!r}") from error


@router.get("/polls", summary="Which sidecar asked, what it has, and what it refused; oldest first")
async def _polls(ours: Ours) -> list[dict[str, Any]]:
    return [vars(poll) for poll in ours.polls]
