"""The directory's HTTP API: users as JSON, tokens by introspection as in RFC 7662.

Every request has to carry the directory's key as a bearer token (RFC 6750), or gets 401: whoever reads password
records can guess passwords at leisure. Errors are ``{"detail": ...}``, those of introspection as in RFC 6749,
section 5.2. Nothing here waits.
"""

from __future__ import annotations

import hmac
from functools import cache
from typing import Annotated, Any
from urllib.parse import parse_qs, unquote

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from mocks.accounts.store import Account, Store
from mocks.service import bound

FORM = "application/x-www-form-urlencoded"
MAX_RECORD = 1000
"""Characters of a password record."""


class NewRecord(BaseModel):
    """A password record that takes the place of another one."""

    model_config = ConfigDict(extra="forbid")

    record: str = Field(min_length=1, max_length=MAX_RECORD)
    replaces: str = Field(max_length=MAX_RECORD, description="the present one, or nothing is changed")


async def _known_caller(request: Request) -> Store:
    """The directory, for a caller that has its key."""
    store: Store = await bound(request)
    given = request.headers.get("Authorization", "").encode("latin-1")
    if not hmac.compare_digest(given, f"Bearer {store.key}".encode()):
        raise HTTPException(401, "The directory's key is needed.", {"WWW-Authenticate": 'Bearer realm="accounts"'})
    return store


async def _account(request: Request, store: Annotated[Store, Depends(_known_caller)]) -> Account:
    """The account in the path: one segment of it, percent-encoded where need be (RFC 3986, section 3.3)."""
    segments = request.scope["raw_path"].partition(b"?")[0].split(b"/")
    usual = 4 if request.method == "PUT" else 3
    name = unquote(segments[2].decode("latin-1")) if len(segments) == usual else ""
    if (account := store.find(name)) is None:
        raise HTTPException(404, "There is no such user.")
    return account


Ours = Annotated[Store, Depends(_known_caller)]
Named = Annotated[Account, Depends(_account)]

_router = APIRouter()


@_router.put(
    "/users/{username:path}/password", status_code=204, summary="Replace a password record; 409 if it has changed"
)
async def _replace(store: Ours, account: Named, new: NewRecord) -> Response:
    if not store.replace_record(account, new.record, new.replaces):
        raise HTTPException(409, "The record is another one by now.")
    return Response(status_code=204)


@_router.get("/users/{username:path}", summary="A user, whatever the case of the name's letters")
async def _user(account: Named) -> dict[str, Any]:
    return {
        "username": account.username,
        "record": account.record,
        "permissions": list(account.permissions),
        "active": account.active,
    }


@_router.post("/introspect", summary="What a token is good for (RFC 7662): a form with `token`")
async def _introspect(store: Ours, request: Request) -> Response:
    token = await _token_in_form(request)
    if not token:
        return JSONResponse({"error": "invalid_request"}, status_code=400)
    found = store.active_token(token)
    if found is None:
        return JSONResponse({"active": False})
    told = {"active": True, "username": found.username, "token_type": "Bearer", "exp": int(found.expires)}
    return JSONResponse({**told, **({"scope": found.scope} if found.scope else {})})


async def _token_in_form(request: Request) -> str:
    """The form's one ``token``; empty if the body is no form, or has none or several."""
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != FORM:
        return ""
    try:
        form = parse_qs((await request.body()).decode(), errors="strict", max_num_fields=20)
    except ValueError:
        return ""
    tokens = form.get("token", [])
    return tokens[0] if len(tokens) == 1 else ""


_lab = APIRouter(prefix="/lab", tags=["lab"])


@_lab.get("/token", summary="Issue a token, to try things by hand")
async def _issue(
    store: Annotated[Store, Depends(bound)],
    username: str = "jane",
    scope: str = "seats:read",
    lifetime: Annotated[float, Query(gt=0, le=86_400, description="seconds")] = 300,
) -> Response:
    if store.find(username) is None:
        raise HTTPException(404, "There is no such user.")
    return Response(store.issue(username, scope, lifetime, "") + "\n", media_type="text/plain")


@cache
def routes(*, with_lab: bool) -> FastAPI:
    """Make the app, once each: it holds no state, each request brings its own (``mocks.service.Bound``)."""
    app = FastAPI(title="User directory", description="Accounts with their password records, and their tokens.")
    app.include_router(_router)
    if with_lab:
        app.include_router(_lab)
    return app
