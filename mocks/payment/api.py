"""The payment service's HTTP API: charges, refunds, ways to pay. What it is while nothing goes wrong.

Amounts are integers in the smallest unit of the currency. Errors are problem details (RFC 9457).
Every endpoint is ``async def`` and awaits nothing, so a test can drive it without an event loop.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, FastAPI, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from mocks.payment import ledger
from mocks.payment.ledger import METHODS, DeclinedError, TooMuchError, UnknownChargeError
from mocks.payment.problems import problem
from mocks.payment.state import Ours

Key = Annotated[
    str | None,
    Header(description="the same key and body again give the same answer, and nothing is charged twice"),
]
Amount = Annotated[int, Field(gt=0, le=99_999_999, examples=[1250], description="in the smallest unit: cents")]


class NewCharge(BaseModel):
    """A request to take money."""

    model_config = ConfigDict(extra="forbid", strict=True)

    amount: Amount
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$", description="ISO 4217")] = "EUR"
    source: Annotated[str, Field(max_length=100, description="`tok_declined`, `tok_expired` … are declined")] = (
        "tok_visa"
    )
    reference: Annotated[str, Field(max_length=100, description="the caller's own, e.g. an order")] = ""


class NewRefund(BaseModel):
    """A request to give money back; without an amount, all that is left."""

    model_config = ConfigDict(extra="forbid", strict=True)

    amount: Amount | None = None


class Charge(BaseModel):
    """Money taken."""

    id: str
    amount: int
    currency: str
    source: str
    reference: str
    status: str
    refunded: int
    created: datetime


class Refund(BaseModel):
    """Money given back."""

    id: str
    charge: str
    amount: int
    created: datetime


def add_api(app: FastAPI) -> None:
    """Add the endpoints, and what becomes of the errors of the ledger."""
    app.add_exception_handler(DeclinedError, _say_declined)
    app.add_exception_handler(UnknownChargeError, _say_unknown)
    app.add_exception_handler(TooMuchError, _say_too_much)
    app.include_router(_router)


_router = APIRouter()


@_router.post("/charges", status_code=201, summary="Take money")
async def _charge(ours: Ours, new: NewCharge, response: Response, idempotency_key: Key = None) -> Charge:
    del idempotency_key  # for the documentation; the gateway has dealt with it
    charge = ours.ledger.charge(new.amount, new.currency, new.source, new.reference)
    response.headers["Location"] = f"/charges/{charge.id}"
    return _show(charge)


@_router.get("/charges", summary="Charges, oldest first")
async def _charges(
    ours: Ours,
    reference: Annotated[str | None, Query(description="only with this reference")] = None,
) -> dict[str, list[Charge]]:
    return {
        "charges": [_show(each) for each in ours.ledger.charges if reference in (None, each.reference)],
    }


@_router.get("/charges/{charge_id}", summary="One charge")
async def _one_charge(ours: Ours, charge_id: str) -> Charge:
    return _show(ours.ledger.find_charge(charge_id))


@_router.post("/charges/{charge_id}/refunds", status_code=201, summary="Give money back")
async def _refund(
    ours: Ours, charge_id: str, response: Response, new: NewRefund | None = None, idempotency_key: Key = None
) -> Refund:
    del idempotency_key  # for the documentation; the gateway has dealt with it
    refund = ours.ledger.refund(charge_id, new.amount if new else None)
    response.headers["Location"] = f"/refunds/{refund.id}"
    return _show_refund(refund)


@_router.get("/refunds/{refund_id}", summary="One refund")
async def _one_refund(ours: Ours, refund_id: str) -> Refund:
    return _show_refund(ours.ledger.find_refund(refund_id))


@_router.get("/methods", summary="Ways to pay")
async def _methods() -> dict[str, list[str]]:
    return {"methods": list(METHODS)}


@_router.get("/health", summary="Whether an outage is on")
async def _health(ours: Ours) -> JSONResponse:
    # It tells the truth whatever the plan of faults says: the gateway leaves this path alone.
    down = ours.faults.down(ours.clock.time())
    return JSONResponse({"status": "fail" if down else "pass"}, status_code=503 if down else 200)


def _show(charge: ledger.Charge) -> Charge:
    return Charge(
        id=charge.id,
        amount=charge.amount,
        currency=charge.currency,
        source=charge.source,
        reference=charge.reference,
        status=charge.status,
        refunded=charge.refunded,
        created=charge.created,
    )


def _show_refund(refund: ledger.Refund) -> Refund:
    return Refund(id=refund.id, charge=refund.charge, amount=refund.amount, created=refund.created)


async def _say_declined(_: Request, error: Exception) -> JSONResponse:
    return problem(402, str(error), kind="declined", title="Payment declined")


async def _say_unknown(_: Request, error: Exception) -> JSONResponse:
    return problem(404, str(error))


async def _say_too_much(_: Request, error: Exception) -> JSONResponse:
    return problem(409, str(error), kind="too-much", title="More than is left to refund")
