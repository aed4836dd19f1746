"""What surrounds the payment API: faults, and idempotency keys. The plain API inside knows of neither.

It wraps the whole FastAPI app rather than being a middleware of it, because a connection that breaks must not
first become a status 500, which is what Starlette's outermost layer makes of an exception.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mocks.faults import Fault, FaultPlan
from mocks.payment.idempotency import (
    LIFETIME,
    Answer,
    IdempotencyKeys,
    MalformedKeyError,
    ReusedKeyError,
    StillWorkingError,
    fingerprint,
    parse_key,
)
from mocks.payment.problems import problem
from mocks.service import Clock

NO_FAULTS = ("/docs", "/openapi.json", "/health", "/lab")
"""Paths that always work: how else would one look what is going on?"""
NOTHING_DONE = frozenset({400, 404, 405, 413, 422})
"""Statuses of the API after which nothing has been carried out, so the key stays free."""


class Gateway:
    """The payment API behind a plan of faults and a store of idempotency keys: an ASGI app around ``api``.

    ``told(name)`` hears of each request how it was served: ``healthy``, ``slow`` or ``failing``.
    Raises ``ConnectionResetError``, ``TimeoutError`` or ``ConnectionRefusedError`` for a broken connection.
    """

    def __init__(self, api: ASGIApp, clock: Clock, faults: FaultPlan, told: Callable[[str], None]) -> None:
        self._api = api
        self._clock = clock
        self._faults = faults
        self._told = told
        self._keys = IdempotencyKeys(clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or break it as planned."""
        if scope["type"] != "http" or scope["path"].startswith(NO_FAULTS):
            return await self._api(scope, receive, send)
        fault = self._faults.next(scope["path"], self._clock.time())
        self._told({"ok": "healthy", "delay": "slow"}.get(fault.kind, "failing"))
        body = b"" if fault.kind == "refuse" or fault.connecting else await _read(receive)
        if fault.works:
            answer = await self._once(scope, body, fault.seconds)
        if fault.kind not in ("ok", "delay"):
            answer = await _captured(_broken(fault), scope, b"")
        await _send(answer, send)
        return None

    async def _once(self, scope: Scope, body: bytes, seconds: float) -> Answer:
        """Carry the request out, unless its key says that this was done already."""
        header = dict(scope["headers"]).get(b"idempotency-key")
        if header is None or scope["method"] != "POST":
            await self._take(seconds)
            return await _captured(self._api, scope, body)
        try:
            key = parse_key(header.decode("latin-1"))
            known = self._keys.begin(key, fingerprint(scope["method"], scope["path"], body))
        except (MalformedKeyError, ReusedKeyError, StillWorkingError) as error:
            return await _captured(_REFUSALS[type(error)](), scope, b"")
        if known is not None:
            await self._take(seconds)
            return Answer(known.status, (*known.headers, (b"idempotent-replayed", b"true")), known.body)
        return await self._first_time(key, scope, body, seconds)

    async def _first_time(self, key: str, scope: Scope, body: bytes, seconds: float) -> Answer:
        answer = None
        try:
            await self._take(seconds)
            answer = await _captured(self._api, scope, body)
        finally:
            if answer is None or answer.status in NOTHING_DONE:
                self._keys.forget(key)
            else:
                self._keys.finish(key, answer)
        return answer

    async def _take(self, seconds: float) -> None:
        if seconds:
            await self._clock.sleep(seconds)


def _broken(fault: Fault) -> JSONResponse:
    """The error answer of a fault, or the break of the connection."""
    if (error := fault.error("payment.test")) is not None:
        raise error
    if fault.json is not None:
        return JSONResponse(fault.json, fault.status, headers=dict(fault.headers))
    return problem(fault.status, "The payment service can't answer just now.", headers=dict(fault.headers))


def _say_malformed() -> JSONResponse:
    return problem(
        400,
        "Idempotency-Key must be a string of 1 to 255 printable ASCII characters, such as a UUID.",
        kind="idempotency-key-malformed",
        title="Malformed Idempotency-Key",
    )


def _say_reused() -> JSONResponse:
    return problem(
        422,
        f"This key came with another request in the last {LIFETIME / 3600:.0f} hours. A new request needs a new key.",
        kind="idempotency-key-reused",
        title="Idempotency-Key is already used",
    )


def _say_working() -> JSONResponse:
    return problem(
        409,
        "The first request with this key is still being worked on. Try again in a moment.",
        kind="request-in-progress",
        title="A request is outstanding for this Idempotency-Key",
        headers={"Retry-After": "1"},
    )


_REFUSALS: dict[type[Exception], Callable[[], JSONResponse]] = {
    MalformedKeyError: _say_malformed,
    ReusedKeyError: _say_reused,
    StillWorkingError: _say_working,
}


async def _read(receive: Receive) -> bytes:
    """The whole body of a request."""
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def _captured(app: ASGIApp, scope: Scope, body: bytes) -> Answer:
    """What the app answers to this request."""
    start: dict[str, Any] = {}
    parts: list[bytes] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, send)
    return Answer(start["status"], tuple((k, v) for k, v in start["headers"]), b"".join(parts))


async def _send(answer: Answer, send: Send) -> None:
    """Answer a request."""
    await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
    await send({"type": "http.response.body", "body": answer.body})
