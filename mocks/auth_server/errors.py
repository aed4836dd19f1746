"""The errors of OAuth as exceptions, with the form in which each goes over the wire. Auth server only."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
"""No cache keeps what has a token or a password in it (RFC 6749, section 5.1)."""


class OAuthError(Exception):
    """An error answer of the token endpoint: ``{"error": code, "error_description": text}`` (RFC 6749, section 5.2)."""

    def __init__(self, code: str, text: str, *, status: int = 400, challenge: str = "") -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.status = status
        self.challenge = challenge


class PageError(Exception):
    """An error of the authorization endpoint that must not go back to the client: it may not be who it says.

    RFC 6749, section 4.1.2.1: no redirect if client or redirect URI are unknown.
    """


def add_handlers(app: FastAPI) -> None:
    """Let the app answer with these."""
    app.add_exception_handler(OAuthError, _say_error)
    app.add_exception_handler(PageError, _say_on_a_page)


# Handlers are async: Starlette runs other ones in a thread, which needs an event loop.
async def _say_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, OAuthError)
    headers = {**NO_STORE, **({"WWW-Authenticate": error.challenge} if error.challenge else {})}
    body = {"error": error.code, "error_description": error.text}
    return JSONResponse(body, status_code=error.status, headers=headers)


async def _say_on_a_page(_: Request, error: Exception) -> Response:
    return Response(f"{error}\n", status_code=400, media_type="text/plain", headers=NO_STORE)
