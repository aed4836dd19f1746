"""The directory's HTTP API: the part of SCIM 2.0 that asks (RFC 7644, section 3.4). Writing is on loopback only.

What differs from SCIM: no authentication, filters of one ``eq`` only, no sorting, no choice of attributes, no
``/Schemas`` and ``/ResourceTypes``. Every endpoint is ``async def`` and awaits nothing, so a test can drive it
without an event loop.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from mocks.directory import scim
from mocks.directory.people import Person
from mocks.directory.state import Ours

PREFIX = "/scim/v2"
MOST = 100
"""Users on a page."""
_FILTER = re.compile(r'(id|userName) eq "([^"\\]*)"', re.IGNORECASE)

Filter = Annotated[str | None, Query(max_length=300, description='`userName eq "jane@shop.test"`, or by `id`')]
Start = Annotated[int, Query(alias="startIndex", description="the first one to show, from 1")]
Count = Annotated[int, Query(description="how many to show")]


def add_api(app: FastAPI) -> None:
    """Add the endpoints, and SCIM's form for the app's own errors."""
    app.add_exception_handler(HTTPException, _say_http_error)
    app.add_exception_handler(RequestValidationError, _say_invalid)
    app.include_router(_router)


_router = APIRouter(prefix=PREFIX, default_response_class=scim.ScimResponse)


@_router.get("/Users", summary="Users, a page of them, all or those that a filter finds")
async def _users(
    ours: Ours, request: Request, filter: Filter = None, start: Start = 1, count: Count = MOST
) -> scim.ScimResponse:
    try:
        found = [person for person in ours.people.all() if filter is None or _matches(filter, person)]
    except ValueError as error:
        return scim.error(400, str(error), scim_type="invalidFilter")
    first, most = max(start, 1), min(max(count, 0), MOST)  # RFC 7644, section 3.4.2.4: below 1 is 1, below 0 is 0
    page = [scim.user(person, _base(request)) for person in found[first - 1 : first - 1 + most]]
    return scim.ScimResponse(scim.listed(page, len(found), first))


@_router.get("/Users/{user_id:path}", summary="One user")
async def _user(ours: Ours, request: Request, user_id: str) -> scim.ScimResponse:
    try:
        person = ours.people.find(user_id)
    except KeyError:
        return scim.error(404, f"Resource {user_id[:100]} not found")
    return scim.ScimResponse(scim.user(person, _base(request)), headers={"ETag": scim.version(person)})


@_router.get("/ServiceProviderConfig", summary="What this directory can do")
async def _config() -> dict[str, Any]:
    return scim.service_provider_config()


def _matches(wanted: str, person: Person) -> bool:
    """Say whether a filter finds the user. ValueError if it can't be read."""
    found = _FILTER.fullmatch(wanted)
    if found is None:
        raise ValueError("This directory filters by id or userName and eq, with a text in quotes.")
    if found[1].lower() == "id":
        return person.id == found[2]
    return f"{person.id}@shop.test".lower() == found[2].lower()  # RFC 7643, section 4.1.1: in any case


def _base(request: Request) -> str:
    return f"{str(request.base_url).rstrip('/')}{PREFIX}"


# Handlers are async: Starlette runs other ones in a thread, which needs an event loop.
async def _say_http_error(request: Request, error: Exception) -> scim.ScimResponse:
    assert isinstance(error, HTTPException)
    detail = f"{request.method} {request.url.path[:100]}: {error.detail}"
    return scim.error(error.status_code, detail, headers=error.headers)


async def _say_invalid(_: Request, error: Exception) -> scim.ScimResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return scim.error(400, f"{'.'.join(map(str, first['loc']))[:100]}: {first['msg']}", scim_type="invalidValue")
