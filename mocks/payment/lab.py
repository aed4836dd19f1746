"""Switches for trying the payment service by hand: break it, watch, let it recover. Only on loopback.

In a test there is no ``/lab``: the student's code shares the network with the test, and must not be able to
repair the service instead of coping with it.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from mocks.faults import Fault, Kind
from mocks.payment.state import Ours

FAULT_FIELDS = {"kind", "seconds", "status", "after_work", "connecting", "path"}


class Step(BaseModel):
    """A fault, as JSON."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind = Field(examples=["status"])
    seconds: float = Field(0, ge=0, le=60, description="of a delay")
    status: int = Field(503, ge=400, le=599)
    retry_after: int | None = Field(None, ge=0, description="seconds")
    after_work: bool = Field(False, description="break only once the money has moved")
    connecting: bool = Field(False, description="of a hang: no connection, rather than no answer")
    path: str = Field("", description="only requests whose path begins like this")

    def fault(self) -> Fault:
        """The same as a fault."""
        given = self.model_dump(include=FAULT_FIELDS)
        return Fault(**given, headers={} if self.retry_after is None else {"Retry-After": str(self.retry_after)})


class Outage(Step):
    """A fault that lasts."""

    lasts: float = Field(60, gt=0, description="seconds")


class Flaky(BaseModel):
    """Faults by chance."""

    rate: Annotated[float, Field(ge=0, le=1, examples=[0.3])]
    faults: Annotated[list[Step], Field(min_length=1, examples=[[{"kind": "status"}, {"kind": "reset"}]])]


router = APIRouter(prefix="/lab", tags=["lab"])


@router.post("/plan", status_code=204, summary="One fault each for the next requests")
async def _plan(ours: Ours, steps: list[Step]) -> None:
    ours.faults.script(*(step.fault() for step in steps))


@router.post("/outage", status_code=204, summary="The same fault for every request, for some time")
async def _outage(ours: Ours, outage: Outage) -> None:
    ours.faults.outage(outage.fault(), ours.clock.time() + outage.lasts)


@router.post("/flaky", status_code=204, summary="Faults by chance")
async def _flaky(ours: Ours, flaky: Flaky) -> None:
    ours.faults.flaky(flaky.rate, [step.fault() for step in flaky.faults])


@router.post("/recover", status_code=204, summary="Nothing goes wrong any more")
async def _recover(ours: Ours) -> None:
    ours.faults.recover()
