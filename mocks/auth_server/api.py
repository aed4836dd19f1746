"""The auth server's endpoints; what they do is in the modules that they call. Auth server only."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import HTMLResponse

from mocks.auth_server import lab, published
from mocks.auth_server.errors import add_handlers
from mocks.auth_server.forms import in_body, in_query
from mocks.auth_server.state import Ours


@cache  # holds no state: see mocks.service.Bound
def routes(with_lab: bool) -> FastAPI:
    """The endpoints, once a process."""
    about = "OpenID provider: authorization code with PKCE, refresh with rotation, client credentials."
    app = FastAPI(title="Auth server", description=about)
    add_handlers(app)
    app.include_router(_router)
    if with_lab:
        app.include_router(lab.router)
    return app


_router = APIRouter()


@_router.get("/.well-known/openid-configuration", summary="Where everything is")
@_router.get("/.well-known/oauth-authorization-server", summary="The same, by the name of RFC 8414")
async def _metadata(ours: Ours, request: Request) -> dict[str, Any]:
    return published.discovery(ours.origin.of(request))


@_router.get(published.JWKS_PATH, summary="The public keys by which tokens are verified")
async def _jwks(ours: Ours) -> Response:
    return published.key_set(ours.keys)


@_router.get("/authorize", summary="Ask for an authorization code", response_class=HTMLResponse)
async def _authorize(ours: Ours, request: Request) -> Response:
    return ours.front.authorize(request, in_query(request))


@_router.post("/authorize", summary="The same, by a form", response_class=HTMLResponse)
async def _authorize_by_form(ours: Ours, request: Request) -> Response:
    return ours.front.authorize(request, await in_body(request))


@_router.post("/login", summary="What the login page sends", response_class=HTMLResponse)
async def _login(ours: Ours, request: Request) -> Response:
    return ours.front.log_in(request, await in_body(request))


@_router.post("/logout", summary="End the browser's session", status_code=204)
async def _logout(ours: Ours, request: Request) -> Response:
    return ours.front.log_out(request)


@_router.post("/token", summary="Tokens for a code, for a refresh token, or for the client itself")
async def _token(ours: Ours, request: Request) -> Response:
    return ours.back.token(request, await in_body(request))


@_router.post("/revoke", summary="Make a refresh token void")
async def _revoke(ours: Ours, request: Request) -> Response:
    return ours.back.revoke(request, await in_body(request))


@_router.get("/userinfo", summary="Who the bearer of an access token is")
async def _userinfo(ours: Ours, request: Request) -> Response:
    return published.userinfo(request, ours.accounts, ours.keys, ours.origin.of(request), ours.clock.time())
