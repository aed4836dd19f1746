"""Errors as problem details (RFC 9457): one JSON form for every error of the payment service."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

PROBLEM_JSON = "application/problem+json"
MAX_ERRORS = 20
"""Of the fields of one request; it may have a hundred thousand."""
_TYPES = "https://payment.test/problems/"


def problem(
    status: int,
    detail: str,
    *,
    kind: str = "",
    title: str = "",
    headers: dict[str, str] | None = None,
    **extensions: Any,
) -> JSONResponse:
    """A problem details answer.

    ``kind`` names the type of problem under ``https://payment.test/problems/``; without it the type is
    ``about:blank`` and the title that of the status, as RFC 9457, section 4.2.1, has it.
    """
    body = {
        "type": _TYPES + kind if kind else "about:blank",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **extensions,
    }
    return JSONResponse(body, status_code=status, headers=headers, media_type=PROBLEM_JSON)


def add_handlers(app: FastAPI) -> None:
    """Let the app's own errors (unknown path, wrong method, invalid body) be problem details too."""
    app.add_exception_handler(HTTPException, _say_http_error)
    app.add_exception_handler(RequestValidationError, _say_invalid)


# Handlers are async: Starlette runs other ones in a thread, which needs an event loop.
async def _say_http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    detail = f"{request.method} {request.url.path}: {error.detail}"
    return problem(error.status_code, detail, headers=dict(error.headers or {}))


async def _say_invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = error.errors()[:MAX_ERRORS]
    errors = [{"field": ".".join(str(part) for part in each["loc"]), "detail": each["msg"]} for each in found]
    return problem(422, "The request is not valid.", kind="invalid-request", title="Invalid request", errors=errors)
