"""Switches for trying the resource server by hand: whom it trusts, what it takes no more. Only on loopback.

In a test there is no ``/lab``: a student's code shares the network with the test, and could trust itself.
"""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from mocks.resource_server.published import Published
from mocks.resource_server.state import Ours

router = APIRouter(prefix="/lab", tags=["lab"])


class _Issuer(BaseModel):
    """An auth server, by its address."""

    issuer: str


class _Token(BaseModel):
    """An access token."""

    token: str


@router.get("/trust", summary="Whose tokens count")
async def _trusted(ours: Ours) -> dict[str, str]:
    return {"issuer": ours.bearer.issuer}


@router.post("/trust", summary="Take the tokens of this auth server and no other", status_code=204)
async def _trust(ours: Ours, wanted: _Issuer) -> None:
    issuer = wanted.issuer.rstrip("/")
    ours.bearer.trust(issuer, Published(issuer))


@router.post("/revoke", summary="Take this access token no more", status_code=204)
async def _revoke(ours: Ours, unwanted: _Token) -> None:
    ours.bearer.revoke(unwanted.token)
