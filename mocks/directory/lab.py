"""Switches for trying the directory by hand: change a user, break the service, let it recover. Only on loopback.

In a test there is no ``/lab``: the student's code shares the network with the test, and could make itself an admin.
"""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from mocks.directory.state import Ours
from mocks.faults import Fault


class User(BaseModel):
    """All that the directory is to know of a user."""

    model_config = ConfigDict(extra="forbid")

    roles: list[str] = Field(default_factory=list, examples=[["editor"]])
    department: str | None = Field(None, examples=["engineering"])
    clearance: str | None = Field(None, examples=["internal"])
    region: str | None = Field(None, examples=["eu"])
    timezone: str | None = Field(None, examples=["Europe/Berlin"])
    active: bool = True


class Outage(BaseModel):
    """A fault that lasts."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["status", "reset", "drop", "hang", "refuse"] = "status"
    status: int = Field(503, ge=400, le=599)
    lasts: float = Field(60, gt=0, description="seconds")


router = APIRouter(prefix="/lab", tags=["lab"])


@router.put("/users/{user_id}", status_code=204, summary="Enter a user, or replace what is known of them")
async def _put(ours: Ours, user_id: str, user: User) -> None:
    ours.people.put(user_id, user.model_dump())


@router.delete("/users/{user_id}", status_code=204, summary="Forget a user")
async def _delete(ours: Ours, user_id: str) -> None:
    try:
        ours.people.remove(user_id)
    except KeyError:
        raise HTTPException(404, "There is no such user.") from None


@router.post("/outage", status_code=204, summary="The same fault for every request, for some time")
async def _outage(ours: Ours, outage: Outage) -> None:
    ours.faults.outage(Fault(outage.kind, status=outage.status), ours.clock.time() + outage.lasts)


@router.post("/recover", status_code=204, summary="Nothing goes wrong any more")
async def _recover(ours: Ours) -> None:
    ours.faults.recover()
