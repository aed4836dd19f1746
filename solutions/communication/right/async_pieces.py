"""Coroutines and small objects: an async client, a middleware of plain ASGI, schemas as flat tables."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

PAYMENT_SERVICE = "http://payment.test"
BROKER = "http://broker.test"

V1_DEPRECATED = datetime(2026, 1, 1, tzinfo=UTC)
V1_SUNSET = datetime(2026, 7, 1, tzinfo=UTC)

Schema = dict[str, Any]


class DeadlineExceededError(Exception):
    """There is no time left for another try."""


class BrokerError(Exception):
    """The broker refused a request, or could not be reached."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


def ask_broker(action: str, **fields: Any) -> dict[str, Any]:
    """Ask the broker for an action of Amazon SQS."""
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"AmazonSQS.{action}"}
    try:
        answer = httpx.post(BROKER, content=json.dumps(fields), headers=headers, timeout=5.0)
    except httpx.TransportError as error:
        raise BrokerError(f"{action}: {error}") from error
    if answer.status_code >= 400:
        raise BrokerError(f"{action}: {answer.status_code} {answer.text}", answer.status_code)
    return answer.json() if answer.content else {}


class DoneEvents:
    """The ids of the events that are done."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def __contains__(self, event_id: str) -> bool:
        return event_id in self._ids

    def add(self, event_id: str) -> None:
        """Remember this event as done."""
        self._ids.add(event_id)


@dataclass(frozen=True)
class Budget:
    """How much time is left of a call."""

    end: float

    @property
    def left(self) -> float:
        return self.end - time.time()


class Client:
    """An HTTP client that gives up in time, and tries again where that is safe."""

    def __init__(
        self,
        *,
        timeout: float = 2.0,
        deadline: float = 10.0,
        attempts: int = 4,
        base: float = 0.1,
        cap: float = 2.0,
    ) -> None:
        self.timeout, self.deadline, self.attempts = timeout, deadline, attempts
        self.bounds = [min(cap, base * 2**n) for n in range(attempts)]

    async def request(
        self,
        method: str,
        url: str,
        *,
        idempotency_key: str | None = None,
        deadline: float | None = None,
        **options: Any,
    ) -> httpx.Response:
        """Send a request and return the answer, whatever its status."""
        budget = Budget(time.time() + (deadline if deadline is not None else self.deadline))
        safe = idempotency_key is not None or method in ("GET", "PUT", "HEAD", "DELETE", "TRACE", "OPTIONS")
        if idempotency_key is not None:
            options["headers"] = {**dict(options.get("headers") or {}), "Idempotency-Key": idempotency_key}
        auth = options.pop("auth", httpx.USE_CLIENT_DEFAULT)
        async with httpx.AsyncClient() as http:
            request = http.build_request(method, url, **options)
            await request.aread()

            async def once() -> httpx.Response:
                request.extensions["timeout"] = httpx.Timeout(min(self.timeout, budget.left)).as_dict()
                return await http.send(request, auth=auth)

            for attempt in range(1, self.attempts):
                asked = 0.0
                try:
                    answer = await once()
                    if not safe or answer.status_code not in (408, 429, 500, 502, 503, 504):
                        return answer
                    asked = self._asked(answer.headers.get("retry-after"))
                except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
                    pass
                except (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError):
                    if not safe:
                        raise
                pause = asked + secrets.SystemRandom().random() * self.bounds[attempt - 1]
                if pause >= budget.left:
                    raise DeadlineExceededError
                await asyncio.sleep(pause)
            return await once()

    @staticmethod
    def _asked(value: str | None) -> float:
        if value is None:
            return 0.0
        if set(value) <= set("0123456789") and value:
            return float(value)
        try:
            ahead = parsedate_to_datetime(value) - datetime.now(UTC)
        except (TypeError, ValueError):
            return 0.0
        return max(0.0, ahead.total_seconds())


class Payments:
    """The payment service, as the order service calls it."""

    def __init__(self, client: Client, base_url: str = PAYMENT_SERVICE) -> None:
        self.client, self.charges = client, base_url + "/charges"

    async def charge(self, amount: int, reference: str) -> str:
        """Take ``amount`` cents once; return the charge's id."""
        key = secrets.token_urlsafe(24)
        fields = {"reference": reference, "amount": amount}
        answer = await self.client.request("POST", self.charges, json=fields, idempotency_key=key)
        return answer.raise_for_status().json()["id"]


def publish(queue_url: str, kind: str, key: str, data: Any, *, attempts: int = 3) -> str:
    """Send an event to the queue; return the event's id."""
    event = {"id": secrets.token_hex(16), "kind": kind, "key": key, "data": data}
    failures = 0
    while True:
        try:
            ask_broker(
                "SendMessage",
                QueueUrl=queue_url,
                MessageBody=json.dumps(event, ensure_ascii=False),
                MessageGroupId=key,
                MessageDeduplicationId=event["id"],
            )
            return event["id"]
        except BrokerError as error:
            failures += 1
            if failures >= attempts or 400 <= (error.status or 0) < 500:
                raise
            time.sleep(0.5)


class Poison(Exception):
    """A message that can never be handled."""


class Delivery:
    """One received message, and what may be done with it."""

    def __init__(self, queue_url: str, message: dict[str, Any], visibility: int) -> None:
        self._to = {"QueueUrl": queue_url, "ReceiptHandle": message["ReceiptHandle"]}
        self._visibility = visibility
        self.body = message["Body"]
        self.ids = {name: value for name, value in message["Attributes"].items() if name.startswith("Message")}

    def event(self) -> dict[str, Any]:
        try:
            event = json.loads(self.body)
        except ValueError as error:
            raise Poison from error
        if isinstance(event, dict) and isinstance(event.get("id"), str):
            return event
        raise Poison

    def delete(self) -> None:
        try:
            ask_broker("DeleteMessage", **self._to)
        except BrokerError as error:
            print("not acknowledged:", error)

    def extend(self) -> None:
        ask_broker("ChangeMessageVisibility", VisibilityTimeout=self._visibility, **self._to)

    def send_to(self, queue_url: str) -> None:
        ask_broker("SendMessage", QueueUrl=queue_url, MessageBody=self.body, **self.ids)


class Consumer:
    """Takes events from a queue and has them worked on, one at a time."""

    def __init__(
        self,
        queue_url: str,
        work: Callable[[dict[str, Any], Callable[[], None]], object],
        *,
        done: DoneEvents,
        dead_letter_url: str,
        visibility: int = 30,
    ) -> None:
        self.queue_url, self.work, self.done = queue_url, work, done
        self.dead_letter_url, self.visibility = dead_letter_url, visibility

    def drain(self) -> int:
        """Handle messages until none can be received."""
        worked = 0
        while (delivery := self._receive()) is not None:
            try:
                worked += self._try(delivery)
            except Poison:
                try:
                    delivery.send_to(self.dead_letter_url)
                except BrokerError:
                    continue
            except Exception as error:
                print("left for later:", repr(error))
                continue
            delivery.delete()
        return worked

    def _receive(self) -> Delivery | None:
        answer = ask_broker(
            "ReceiveMessage",
            QueueUrl=self.queue_url,
            MaxNumberOfMessages=1,
            VisibilityTimeout=self.visibility,
            MessageSystemAttributeNames=["All"],
        )
        for message in answer.get("Messages", []):
            wanted = ("MessageGroupId", "MessageDeduplicationId")
            message["Attributes"] = {name: message["Attributes"][name] for name in wanted}
            return Delivery(self.queue_url, message, self.visibility)
        return None

    def _try(self, delivery: Delivery) -> int:
        event = delivery.event()
        if event["id"] in self.done:
            return 0
        try:
            self.work(event, delivery.extend)
        except ValueError as error:
            raise Poison from error
        self.done.add(event["id"])
        return 1


EVERY = ["null", "boolean", "integer", "number", "string", "array", "object"]


def expand(types: Any) -> set[str]:
    """Return all types that a value of ``type`` stands for."""
    names = {types} if isinstance(types, str) else set(types)
    if "number" in names:
        names.add("integer")
    return names


def schema_breaks(old: Schema, new: Schema, direction: str) -> list[tuple[str, str]]:
    """What breaks a consumer when ``new`` takes the place of ``old``."""
    found: list[tuple[str, str]] = []
    todo = [("$", old, new)]
    while todo:
        path, before, after = todo.pop()
        sent, understood = (before, after) if direction == "request" else (after, before)
        if expand(sent.get("type", EVERY)) - expand(understood.get("type", EVERY)):
            found.append(("type", path))
            continue
        allowed = understood.get("enum")
        if allowed is not None and ("enum" not in sent or any(value not in allowed for value in sent["enum"])):
            found.append(("enum", path))
        mine, theirs = before.get("properties", {}), after.get("properties", {})
        for name in {**mine, **theirs}:
            place = f"{path}.{name}"
            was, now = name in before.get("required", []), name in after.get("required", [])
            if name not in theirs:
                found.append(("removed", place))
                continue
            if now and not was and direction == "request":
                found.append(("required", place))
            if was and not now and direction == "response":
                found.append(("optional", place))
            if name in mine:
                todo.append((place, mine[name], theirs[name]))
        if before.get("items") or after.get("items"):
            todo.append((path + "[]", before.get("items") or {}, after.get("items") or {}))
    return found


def contract_breaks(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    """What breaks a consumer of an API."""
    found = [("removed", endpoint) for endpoint in old if endpoint not in new]
    for endpoint in [each for each in old if each in new]:
        was, now = old[endpoint], new[endpoint]
        inner = schema_breaks(was.get("request", {}), now.get("request", {}), "request")
        found += [(rule, f"{endpoint} request {path}") for rule, path in inner]
        for code, schema in now.get("responses", {}).items():
            if code not in was.get("responses", {}):
                found.append(("status", f"{endpoint} {code}"))
                continue
            inner = schema_breaks(was["responses"][code], schema, "response")
            found += [(rule, f"{endpoint} {code} {path}") for rule, path in inner]
    return found


class Ending:
    """ASGI middleware: tells under /v1/ that it will end, and ends it."""

    def __init__(self, app: Any, deprecated: datetime, sunset: datetime) -> None:
        self.app, self.sunset = app, sunset
        moment = sunset.astimezone(UTC)
        days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        months = "JanFebMarAprMayJunJulAugSepOctNovDec"
        month = months[3 * moment.month - 3 : 3 * moment.month]
        date = f"{days[moment.weekday()]}, {moment:%d} {month} {moment:%Y %H:%M:%S} GMT"
        self.times = [(b"deprecation", b"@%d" % deprecated.timestamp()), (b"sunset", date.encode())]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/v1/"):
            return await self.app(scope, receive, send)
        link = "</v2" + urllib.parse.quote(scope["path"][3:]) + '>; rel="successor-version"'

        async def tell(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", []), *self.times, (b"link", link.encode())]
                message = {**message, "headers": headers}
            await send(message)

        over = datetime.now(UTC) >= self.sunset
        app = JSONResponse({"error": "gone"}, status_code=410) if over else self.app
        return await app(scope, receive, tell)


def create_app(*, deprecated: datetime = V1_DEPRECATED, sunset: datetime = V1_SUNSET) -> FastAPI:
    """Return an application with ``/v1/orders`` and ``/v2/orders`` on one set of orders."""
    rows: list[tuple[str, int]] = []

    def refuse() -> None:
        raise RequestValidationError([])

    def read_v1(body: Any) -> tuple[Any, Any]:
        total = body["total"]
        if type(total) not in (int, float) or total < 0:
            refuse()
        return body["customer"], int(total * 100 + 0.5)

    def read_v2(body: Any) -> tuple[Any, Any]:
        if type(body["total_cents"]) is not int or body["total_cents"] < 0:
            refuse()
        return body["customer"]["name"], body["total_cents"]

    def show_v1(number: int) -> dict[str, Any]:
        return {"id": f"o-{number}", "customer": rows[number][0], "total": float(f"{rows[number][1] / 100:.2f}")}

    def show_v2(number: int) -> dict[str, Any]:
        return {"id": f"o-{number}", "customer": {"name": rows[number][0]}, "total_cents": rows[number][1]}

    def version(name: str, read: Callable[[Any], tuple[Any, Any]], show: Callable[[int], dict[str, Any]]) -> APIRouter:
        router = APIRouter(prefix=f"/{name}/orders")

        @router.post("")
        async def make(request: Request) -> JSONResponse:
            try:
                customer, cents = read(await request.json())
            except (KeyError, TypeError, ValueError):
                return JSONResponse({"error": "no order"}, 422)
            if not isinstance(customer, str) or not customer:
                return JSONResponse({"error": "no customer"}, 422)
            rows.append((customer, cents))
            number = len(rows) - 1
            return JSONResponse(show(number), 201, {"Location": f"/{name}/orders/o-{number}"})

        @router.get("/{order}")
        def look(order: str) -> JSONResponse:
            known = {f"o-{number}": number for number in range(len(rows))}
            if order not in known:
                return JSONResponse({"error": "unknown"}, 404)
            return JSONResponse(show(known[order]))

        return router

    app = FastAPI()
    app.include_router(version("v1", read_v1, show_v1))
    app.include_router(version("v2", read_v2, show_v2))
    app.add_middleware(Ending, deprecated=deprecated, sunset=sunset)
    return app
