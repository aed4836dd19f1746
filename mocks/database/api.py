"""The database's HTTP side: one query endpoint behind HTTP Basic authentication (RFC 7617).

A refusal has PostgreSQL's words and its code, 28P01 (invalid_password), whichever of user, password and time it was.
"""

from __future__ import annotations

import base64
import binascii
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, FastAPI, Header
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from mocks.service import bound

if TYPE_CHECKING:
    from mocks.database import Database


class Query(BaseModel):
    """What is asked. The answer is always the same."""

    sql: str = Field(min_length=1, max_length=10_000, examples=["select 1"])


@cache
def routes() -> FastAPI:
    """Make the app, once: it holds no state, each request brings its database (``mocks.service.Bound``)."""
    app = FastAPI(title="Database", description="POST /query with the credentials of a live user.")

    @app.post("/query", summary="Run a query as the user of the Basic credentials")
    async def _query(
        database: Annotated[Any, Depends(bound)],
        query: Query,
        authorization: Annotated[str, Header(examples=["Basic dXNlcjpwYXNz"])] = "",
    ) -> JSONResponse:
        return _answer(database, query, *_credentials(authorization))

    return app


def _answer(database: Database, query: Query, username: str, password: str) -> JSONResponse:
    if database.login(username, password):
        return JSONResponse({"user": username, "sql": query.sql, "rows": [[1]]})
    message = f'password authentication failed for user "{username[:64]}"'
    challenge = {"WWW-Authenticate": 'Basic realm="database", charset="UTF-8"'}
    return JSONResponse({"code": "28P01", "message": message}, 401, headers=challenge)


def _credentials(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        username, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return username, password
