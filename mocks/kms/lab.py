"""Switches for trying the key management service by hand: break it, watch, let it recover. Only on loopback.

In a test there is no ``/lab``: the student's code shares the network with the test, and must not be able to
repair the service instead of coping with it.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from mocks.faults import Fault, Kind
from mocks.kms.state import Ours

router = APIRouter(prefix="/lab", tags=["lab"])


class Outage(BaseModel):
    """A fault of every request, as JSON."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind = Field(examples=["status"])
    seconds: float = Field(0, ge=0, le=60, description="of a delay")
    status: int = Field(500, ge=400, le=599)
    connecting: bool = Field(False, description="of a hang: no connection, rather than no answer")
    lasts: float = Field(60, gt=0, description="seconds")


@router.post("/outage", status_code=204, summary="The same fault for every request, for some time")
async def _outage(ours: Ours, outage: Outage) -> None:
    fault = Fault(**outage.model_dump(exclude={"lasts"}))
    ours.faults.outage(fault, ours.clock.time() + outage.lasts)


@router.post("/recover", status_code=204, summary="Nothing goes wrong any more")
async def _recover(ours: Ours) -> None:
    ours.faults.recover()


@router.get("/keys", summary="The keys, how many versions each has, and its state")
async def _keys(ours: Ours) -> list[dict[str, Any]]:
    return [
        {"KeyId": key.id, "Alias": key.alias, "Versions": len(key.versions), "KeyState": key.state}
        for key in ours.ring.all()
    ]


@router.get("/trail", summary="Who asked for what: the audit trail, oldest first")
async def _trail(ours: Ours) -> list[dict[str, Any]]:
    return [
        {"operation": call.operation, "key": call.key, "context": dict(call.context), "error": call.error}
        for call in ours.ring.calls
    ]
