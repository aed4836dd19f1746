"""The HTTP side of the session store: Redis over HTTP, in the form of Upstash's REST API.

A command comes as the path (``GET /set/foo/bar``), with a body as its last argument and the query behind it, or as a
JSON array that is posted to ``/``. ``/pipeline`` and ``/multi-exec`` take several. An answer is a JSON object with
``result`` or ``error``. Source: https://upstash.com/docs/redis/features/restapi
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any
from urllib.parse import parse_qsl, unquote

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from mocks.service import bound
from mocks.session_store.commands import check, execute
from mocks.session_store.keyspace import RedisError
from mocks.session_store.state import State

Ours = Annotated[State, Depends(bound)]

_MOST_COMMANDS = 1000
"""Commands in one pipeline or transaction."""
_EXAMPLE = ["SET", "greeting", "hello", "EX", "60"]


@cache
def routes() -> FastAPI:
    """Make the app, once: it holds no state, each request brings its own (``mocks.service.Bound``)."""
    app = FastAPI(title="Session store", description="A small Redis over HTTP: one command a request, or several.")
    app.include_router(_router)
    return app


_router = APIRouter()


def _body_of(example: Any) -> dict[str, Any]:
    """Describe a body that FastAPI is not to parse: the store takes any Content-Type, as `curl -d` sends a form's."""
    return {"requestBody": {"content": {"application/json": {"example": example}}, "required": True}}


@_router.post("/", summary="One command as a JSON array", openapi_extra=_body_of(_EXAMPLE))
async def _command(state: Ours, request: Request) -> Response:
    return _answer(state, request, lambda body: _run(state, _words(_decoded(body))), await request.body())


@_router.post(
    "/pipeline",
    summary="Several commands, one after the other; each has an answer of its own",
    openapi_extra=_body_of([_EXAMPLE]),
)
async def _pipeline(state: Ours, request: Request) -> Response:
    def run(body: bytes) -> Any:
        return [_attempt(state, command) for command in _commands(_decoded(body))]

    return _answer(state, request, run, await request.body())


@_router.post(
    "/multi-exec",
    summary="Several commands as one transaction: nobody else's command comes in between",
    openapi_extra=_body_of([_EXAMPLE]),
)
async def _multi_exec(state: Ours, request: Request) -> Response:
    def run(body: bytes) -> Any:
        commands = _commands(_decoded(body))
        try:
            for command in commands:
                check(command)
        except RedisError as error:
            raise RedisError(f"EXECABORT Transaction discarded because of: {error}") from None
        return [_attempt(state, command) for command in commands]

    return _answer(state, request, run, await request.body())


@_router.api_route("/{path:path}", methods=["GET", "HEAD", "POST", "PUT"], summary="One command as the path")
async def _path(state: Ours, request: Request, path: str) -> Response:
    del path  # it is decoded already, so that a %2F in a key looks like a border between two arguments

    def run(body: bytes) -> Any:
        return _run(state, [*_path_words(request), *([_text(body)] if body else []), *_query_words(request)])

    return _answer(state, request, run, await request.body())


def _answer(state: State, request: Request, run: Any, body: bytes) -> Response:
    """Run it if the caller may, and put the result or the error into JSON."""
    if state.token and not _may(state.token, request):
        return JSONResponse({"error": "WRONGPASS invalid or missing auth token"}, 401)
    try:
        result = run(body)
    except RedisError as error:
        return JSONResponse({"error": str(error)}, 400)
    return JSONResponse(result)


def _run(state: State, command: Sequence[str]) -> dict[str, Any]:
    state.commands.append(tuple(command))
    return {"result": execute(state.keyspace, command)}


def _attempt(state: State, command: Sequence[str]) -> dict[str, Any]:
    try:
        return _run(state, command)
    except RedisError as error:
        return {"error": str(error)}


def _may(token: str, request: Request) -> bool:
    return token in (
        request.headers.get("Authorization", "").removeprefix("Bearer "),
        request.query_params.get("_token"),
    )


# ---------------------------------------------------------------------- commands in a request


def _decoded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise RedisError("ERR failed to parse command: the body is no JSON") from None


def _commands(rows: Any) -> list[list[str]]:
    if not isinstance(rows, list) or not rows or len(rows) > _MOST_COMMANDS:
        raise RedisError("ERR failed to parse pipeline: expected a JSON array of commands")
    return [_words(row) for row in rows]


def _words(row: Any) -> list[str]:
    """Return a command's name and arguments as texts. Numbers are taken, as they are written in JSON."""
    if not isinstance(row, list) or not row:
        raise RedisError("ERR failed to parse command: expected a JSON array")
    if not all(isinstance(word, str | int | float) and not isinstance(word, bool) for word in row):
        raise RedisError("ERR failed to parse command: expected texts and numbers in it")
    return [word if isinstance(word, str) else json.dumps(word) for word in row]


def _path_words(request: Request) -> list[str]:
    raw = request.scope.get("raw_path") or request.url.path.encode()
    return [unquote(part) for part in raw.decode("latin-1").split("?")[0].strip("/").split("/") if part]


def _query_words(request: Request) -> list[str]:
    pairs = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=None)
    return [word for name, value in pairs if name != "_token" for word in ((name, value) if value else (name,))]


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")
