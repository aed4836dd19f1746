"""The payment service's HTTP API: charges, refunds, ways to pay. What it is while nothing goes wrong.

Amounts are integers in the smallest unit of the currency. Errors are problem details (RFC 9457).
Every endpoint is ``async def`` and awaits nothing, so a test can drive it without an event loop.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, FastAPI, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from mocks.payment import ledger
from mocks.payment.ledger import METHODS, DeclinedError, Ledger, TooMuchError, UnknownChargeError
from mocks.payment.problems import problem

Key = Annotated[
    str | None,
    Header(description="the same key and body again give the same answer, and nothing is charged twice"),
]
Amount = Annotated[
    int, Field(gt=0, le=99_999_999, examples=[1250], description="in the smallest unit: cents")
]


class NewCharge(BaseModel):
    """A request to take money."""

    model_config = ConfigDict(extra="forbid", strict=True)

    amount: Amount
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$", description="ISO 4217")] = "EUR"
    source: Annotated[
        str, Field(max_length=100, description="`tok_declined`, `tok_expired` … are declined")
    ] = "tok_visa"
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


def build(api: FastAPI, book: Ledger) -> None:
    """Add the endpoints over this ledger."""
    api.add_exception_handler(DeclinedError, _say_declined)
    api.add_exception_handler(UnknownChargeError, _say_unknown)
    api.add_exception_handler(TooMuchError, _say_too_much)
    api.include_router(_charges(book))
    api.include_router(_refunds(book))

    @api.get("/methods", summary="Ways to pay")
    async def methods() -> dict[str, list[str]]:
        return {"methods": list(METHODS)}


def _charges(book: Ledger) -> APIRouter:
    router = APIRouter(prefix="/charges")

    @router.post("", status_code=201, summary="Take money")
    async def charge(new: NewCharge, response: Response, idempotency_key: Key = None) -> Charge:
        del idempotency_key  # for the documentation; the gateway has dealt with it
        charge = book.charge(new.amount, new.currency, new.source, new.reference)
        response.headers["Location"] = f"/charges/{charge.id}"
        return _show(charge)

    @router.get("", summary="Charges, oldest first")
    async def charges(
        reference: Annotated[str | None, Query(description="only with this reference")] = None,
    ) -> dict[str, list[Charge]]:
        return {
            "charges": [_show(each) for each in book.charges if reference in (None, each.reference)],
        }

    @router.get("/{charge_id}", summary="One charge")
    async def one_charge(charge_id: str) -> Charge:
        return _show(book.find_charge(charge_id))

    return router


def _refunds(book: Ledger) -> APIRouter:
    router = APIRouter()

    @router.post("/charges/{charge_id}/refunds", status_code=201, summary="Give money back")
    async def refund(
        charge_id: str, response: Response, new: NewRefund | None = None, idempotency_key: Key = None
    ) -> Refund:
        del idempotency_key  # for the documentation; the gateway has dealt with it
        refund = book.refund(charge_id, new.amount if new else None)
        response.headers["Location"] = f"/refunds/{refund.id}"
        return _show_refund(refund)

    @router.get("/refunds/{refund_id}", summary="One refund")
    async def one_refund(refund_id: str) -> Refund:
        return _show_refund(book.find_refund(refund_id))

    return router


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


def add_health(api: FastAPI, is_down: Callable[[], bool]) -> None:
    """Add the health check, which tells the truth whatever the plan of faults says."""

    @api.get("/health", summary="Whether an outage is on")
    async def health() -> JSONResponse:
        down = is_down()
        return JSONResponse({"status": "fail" if down else "pass"}, status_code=503 if down else 200)
