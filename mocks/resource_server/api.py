"""The resource server's endpoints. Each names the scope that a token needs. Resource server only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, Field

from mocks.resource_server.bearer import Caller
from mocks.resource_server.state import Ours

router = APIRouter()


class _New(BaseModel):
    """An order that somebody places."""

    item: str = Field(min_length=1, max_length=100)
    quantity: int = Field(1, ge=1, le=100)


def _with(scope: str) -> Callable[[Ours, Request], Awaitable[Caller]]:
    """A dependency: whose token the request has, if that may do this."""

    async def caller(ours: Ours, request: Request) -> Caller:
        return await ours.bearer.caller(request, scope)

    return caller


Reader = Annotated[Caller, Depends(_with("orders:read"))]
Writer = Annotated[Caller, Depends(_with("orders:write"))]


@router.get("/orders", summary="The user's orders; to a service, everybody's. Scope orders:read")
async def _orders(ours: Ours, caller: Reader) -> dict[str, Any]:
    return {"orders": [asdict(order) for order in ours.shelf.seen_by(caller)]}


@router.get("/orders/{order_id}", summary="One of them. Scope orders:read")
async def _order(ours: Ours, caller: Reader, order_id: str) -> dict[str, Any]:
    for order in ours.shelf.seen_by(caller):
        if order.id == order_id:
            return asdict(order)
    raise HTTPException(404, "You have no such order.")  # the same for another user's order as for none


@router.post("/orders", summary="Place an order. Scope orders:write", status_code=201)
async def _place(ours: Ours, caller: Writer, new: _New) -> dict[str, Any]:
    order = ours.shelf.add(caller, new.item, new.quantity)
    if order is None:
        raise HTTPException(507, "There are too many orders.")
    return asdict(order)
