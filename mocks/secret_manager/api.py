"""The secret manager's HTTP side, after Vault's: KV version 2, dynamic database credentials, leases.

Source: https://developer.hashicorp.com/vault/api-docs (secret/kv/kv-v2, secret/databases, system/leases).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from mocks.service import bound

if TYPE_CHECKING:
    from mocks.secret_manager import SecretManager

Here = Annotated[Any, Depends(bound)]
Token = Annotated[str, Header(alias="X-Vault-Token")]
router = APIRouter(prefix="/v1")


class LeaseBody(BaseModel):
    """A lease, by its id."""

    lease_id: str


class Written(BaseModel):
    """A secret to be written."""

    data: dict[str, str]


class _RefusedError(Exception):
    def __init__(self, status: int, *errors: str) -> None:
        super().__init__(status)
        self.answer = JSONResponse({"errors": list(errors)}, status)


@cache
def routes() -> FastAPI:
    """Make the app, once: it holds no state, each request brings its manager (``mocks.service.Bound``)."""
    app = FastAPI(title="Secret manager", description="A small HashiCorp Vault. On loopback the token is `root`.")
    app.include_router(router)

    @app.exception_handler(_RefusedError)
    async def _refused(_: Request, error: _RefusedError) -> JSONResponse:
        return error.answer

    return app


def _check(manager: SecretManager, token: str, path: str, capability: str) -> None:
    if not manager.allows(token, path, capability):
        raise _RefusedError(403, "permission denied")


@router.get("/secret/data/{path:path}", summary="Read the newest version of a secret")
async def _read(manager: Here, path: str, token: Token = "") -> dict[str, Any]:
    _check(manager, token, f"secret/data/{path}", "read")
    found = manager.latest(path)
    if found is None:
        raise _RefusedError(404)
    data, version = found
    return {"data": {"data": data, "metadata": {"version": version, "destroyed": False}}}


@router.post("/secret/data/{path:path}", summary="Write a new version of a secret")
async def _write(manager: Here, path: str, body: Written, token: Token = "") -> dict[str, Any]:
    _check(manager, token, f"secret/data/{path}", "create")
    return {"data": {"version": manager.put(path, **body.data)}}


@router.get("/database/creds/{role}", summary="Make a user of the database")
async def _creds(manager: Here, role: str, token: Token = "") -> dict[str, Any]:
    _check(manager, token, f"database/creds/{role}", "read")
    made = manager.lease(role)
    if made is None:
        raise _RefusedError(400, f'unknown role: "{role[:64]}"')
    lease, password = made
    return {
        "lease_id": lease.id,
        "lease_duration": int(lease.duration),
        "renewable": lease.renewable,
        "data": {"username": lease.username, "password": password},
    }


@router.put("/sys/leases/renew", summary="Prolong a lease")
async def _renew(manager: Here, body: LeaseBody, token: Token = "") -> dict[str, Any]:
    _check(manager, token, "sys/leases/renew", "update")
    left = manager.renew(body.lease_id)
    if left is None:
        raise _RefusedError(400, "lease not found or lease is not renewable")
    return {"lease_id": body.lease_id, "lease_duration": int(left), "renewable": True}


@router.put("/sys/leases/revoke", status_code=204, summary="End a lease")
async def _revoke(manager: Here, body: LeaseBody, token: Token = "") -> None:
    _check(manager, token, "sys/leases/revoke", "update")
    if not manager.revoke(body.lease_id):
        raise HTTPException(400, {"errors": ["lease not found"]})
