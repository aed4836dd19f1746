"""Services that talk to each other: a call that waits for its answer, messages through a broker, and contracts.

What each name is for stands in the skeleton.
"""

from __future__ import annotations

import contextlib
import json
import random
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

import httpx
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

PAYMENT_SERVICE = "http://payment.test"
BROKER = "http://broker.test"

V1_DEPRECATED = datetime(2026, 1, 1, tzinfo=UTC)
V1_SUNSET = datetime(2026, 7, 1, tzinfo=UTC)

IDEMPOTENT_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})
RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
NO_ANSWER = (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError)

Schema = dict[str, Any]
Break = tuple[str, str]
Order = tuple[str, int]  # customer, cents

ALL_TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})


class DeadlineExceededError(Exception):
    """There is no time left for another try."""


class BrokerError(Exception):
    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


def ask_broker(action: str, **fields: Any) -> dict[str, Any]:
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"AmazonSQS.{action}"}
    try:
        answer = httpx.post(BROKER, content=json.dumps(fields), headers=headers, timeout=5.0)
    except httpx.TransportError as error:
        raise BrokerError(f"{action}: {error}") from error
    if answer.status_code >= 400:
        raise BrokerError(f"{action}: {answer.status_code} {answer.text}", answer.status_code)
    result: dict[str, Any] = answer.json() if answer.content else {}
    return result


class DoneEvents:
    def __init__(self) -> None:
        self._ids: set[str] = set()

    def __contains__(self, event_id: str) -> bool:
        return event_id in self._ids

    def add(self, event_id: str) -> None:
        self._ids.add(event_id)


class Client:
    def __init__(
        self, *, timeout: float = 2.0, deadline: float = 10.0, attempts: int = 4, base: float = 0.1, cap: float = 2.0
    ) -> None:
        self._timeout = timeout
        self._deadline = deadline
        self._attempts = attempts
        self._base = base
        self._cap = cap
        self._http = httpx.Client(follow_redirects=False)

    def request(
        self,
        method: str,
        url: str,
        *,
        idempotency_key: str | None = None,
        deadline: float | None = None,
        **options: Any,
    ) -> httpx.Response:
        end = time.monotonic() + (self._deadline if deadline is None else deadline)
        safe = method in IDEMPOTENT_METHODS or idempotency_key is not None
        auth = options.pop("auth", httpx.USE_CLIENT_DEFAULT)
        request = self._http.build_request(method, url, **options)
        request.read()  # once: a stream is empty the second time
        if idempotency_key is not None:
            request.headers["Idempotency-Key"] = idempotency_key
        failed = 0
        while True:
            outcome = self._try(end, request, auth)
            failed += 1
            if failed == self._attempts or not _may_repeat(outcome, safe):
                if isinstance(outcome, Exception):
                    raise outcome
                return outcome
            pause = _retry_after(outcome) + self._jitter(failed)
            if time.monotonic() + pause >= end:
                raise DeadlineExceededError(f"no time for another try after {failed}")
            time.sleep(pause)

    def _try(self, end: float, request: httpx.Request, auth: Any) -> httpx.Response | Exception:
        """One try, and what became of it."""
        left = min(self._timeout, end - time.monotonic())
        request.extensions["timeout"] = httpx.Timeout(left).as_dict()
        try:
            return self._http.send(request, auth=auth)
        except Exception as error:
            return error

    def _jitter(self, failed: int) -> float:
        return random.uniform(0.0, min(self._cap, self._base * 2 ** (failed - 1)))


def _may_repeat(outcome: httpx.Response | Exception, safe: bool) -> bool:
    if isinstance(outcome, httpx.Response):
        return safe and outcome.status_code in RETRIED_STATUSES
    return isinstance(outcome, NOTHING_SENT) or (safe and isinstance(outcome, NO_ANSWER))


def _retry_after(outcome: httpx.Response | Exception) -> float:
    """The seconds that ``Retry-After`` asks for (RFC 9110, section 10.2.3); 0 without one that makes sense."""
    value = outcome.headers.get("Retry-After", "") if isinstance(outcome, httpx.Response) else ""
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return 0.0


class Payments:
    def __init__(self, client: Client, base_url: str = PAYMENT_SERVICE) -> None:
        self._client = client
        self._base_url = base_url

    def charge(self, amount: int, reference: str) -> str:
        body = {"amount": amount, "reference": reference}
        url = f"{self._base_url}/charges"
        answer = self._client.request("POST", url, idempotency_key=str(uuid.uuid4()), json=body)
        answer.raise_for_status()
        return str(answer.json()["id"])


def publish(queue_url: str, kind: str, key: str, data: Any, *, attempts: int = 3) -> str:
    event_id = str(uuid.uuid4())
    body = json.dumps({"id": event_id, "kind": kind, "key": key, "data": data})
    message = {"MessageBody": body, "MessageGroupId": key, "MessageDeduplicationId": event_id}
    for left in reversed(range(attempts)):
        try:
            ask_broker("SendMessage", QueueUrl=queue_url, **message)
            break
        except BrokerError as error:
            if left == 0 or (error.status is not None and error.status < 500):
                raise
    return event_id


class Consumer:
    def __init__(
        self,
        queue_url: str,
        work: Callable[[dict[str, Any], Callable[[], None]], object],
        *,
        done: DoneEvents,
        dead_letter_url: str,
        visibility: int = 30,
    ) -> None:
        self._queue_url = queue_url
        self._work = work
        self._done = done
        self._dead_letter_url = dead_letter_url
        self._visibility = visibility

    def drain(self) -> int:
        return sum(self._handle(message) for message in self._messages())

    def _messages(self) -> Iterator[dict[str, Any]]:
        # One at a time: those behind a failed one of their group would count as received, though nobody tried them.
        while found := ask_broker(
            "ReceiveMessage",
            QueueUrl=self._queue_url,
            MaxNumberOfMessages=1,
            VisibilityTimeout=self._visibility,
            MessageSystemAttributeNames=["MessageGroupId", "MessageDeduplicationId"],
        ).get("Messages"):
            yield from found

    def _handle(self, message: dict[str, Any]) -> bool:
        """Whether the work was done. A message that is not deleted comes again by itself."""
        worked = False
        try:
            event = _read_event(message["Body"])
            event_id = event["id"]  # before the work, which may do with the event what it likes
            if event_id not in self._done:
                self._work(event, lambda: self._extend(message))
                self._done.add(event_id)
                worked = True
        except ValueError:
            return self._bury(message)
        except Exception:
            return False
        self._acknowledge(message)
        return worked

    def _bury(self, message: dict[str, Any]) -> bool:
        try:
            ask_broker(
                "SendMessage", QueueUrl=self._dead_letter_url, MessageBody=message["Body"], **message["Attributes"]
            )
        except BrokerError:
            return False
        self._acknowledge(message)
        return False

    def _acknowledge(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(BrokerError):  # the message comes again, and is known by then
            ask_broker("DeleteMessage", QueueUrl=self._queue_url, ReceiptHandle=message["ReceiptHandle"])

    def _extend(self, message: dict[str, Any]) -> None:
        ask_broker(
            "ChangeMessageVisibility",
            QueueUrl=self._queue_url,
            ReceiptHandle=message["ReceiptHandle"],
            VisibilityTimeout=self._visibility,
        )


def _read_event(body: str) -> dict[str, Any]:
    event = json.loads(body)
    if not isinstance(event, dict) or not isinstance(event.get("id"), str):
        raise ValueError("this is no event")
    return event


def schema_breaks(old: Schema, new: Schema, direction: str) -> list[Break]:
    return list(_breaks(old, new, "$", is_request=direction == "request"))


def contract_breaks(old: dict[str, Any], new: dict[str, Any]) -> list[Break]:
    found: list[Break] = []
    for endpoint, before in old.items():
        if endpoint not in new:
            found.append(("removed", endpoint))
            continue
        after = new[endpoint]
        found += _breaks(before.get("request", {}), after.get("request", {}), f"{endpoint} request $", is_request=True)
        known = before.get("responses", {})
        for status, schema in after.get("responses", {}).items():
            place = f"{endpoint} {status}"
            if status in known:
                found += _breaks(known[status], schema, f"{place} $", is_request=False)
            else:
                found.append(("status", place))
    return found


def _breaks(old: Schema, new: Schema, path: str, *, is_request: bool) -> Iterator[Break]:
    # What goes over the wire was written for one of the two, and the other one has to accept it.
    written, reader = (old, new) if is_request else (new, old)
    if not _types(written) <= _types(reader):
        yield "type", path
        return
    if "enum" in reader and not ("enum" in written and set(written["enum"]) <= set(reader["enum"])):
        yield "enum", path
    before, after = old.get("properties", {}), new.get("properties", {})
    was_required, is_required = set(old.get("required", ())), set(new.get("required", ()))
    for name in before.keys() - after.keys():
        yield "removed", f"{path}.{name}"
    if is_request:
        yield from (("required", f"{path}.{name}") for name in is_required - was_required)
    else:
        yield from (("optional", f"{path}.{name}") for name in (was_required - is_required) & after.keys())
    for name in before.keys() & after.keys():
        yield from _breaks(before[name], after[name], f"{path}.{name}", is_request=is_request)
    if "items" in old or "items" in new:
        yield from _breaks(old.get("items", {}), new.get("items", {}), f"{path}[]", is_request=is_request)


def _types(schema: Schema) -> frozenset[str]:
    """The types that are allowed; whoever allows numbers allows whole ones."""
    named = schema.get("type", ALL_TYPES)
    names = frozenset({named} if isinstance(named, str) else named)
    return names | {"integer"} if "number" in names else names


Name = Annotated[str, Field(min_length=1, strict=True)]


class _OrderV1(BaseModel):
    customer: Name
    total: Annotated[float, Field(ge=0, strict=True, allow_inf_nan=False)]

    def stored(self) -> Order:
        return self.customer, round(self.total * 100)


class _Customer(BaseModel):
    name: Name


class _OrderV2(BaseModel):
    customer: _Customer
    total_cents: Annotated[int, Field(ge=0, strict=True)]

    def stored(self) -> Order:
        return self.customer.name, self.total_cents


SHOW: dict[str, Callable[[str, int], dict[str, Any]]] = {
    "v1": lambda customer, cents: {"customer": customer, "total": cents / 100},
    "v2": lambda customer, cents: {"customer": {"name": customer}, "total_cents": cents},
}


def create_app(*, deprecated: datetime = V1_DEPRECATED, sunset: datetime = V1_SUNSET) -> FastAPI:
    app = FastAPI(title="Orders")
    orders: dict[str, Order] = {}

    def create(version: str, order: _OrderV1 | _OrderV2, response: Response) -> dict[str, Any]:
        order_id = str(len(orders) + 1)
        orders[order_id] = order.stored()
        response.headers["Location"] = f"/{version}/orders/{order_id}"
        return show(version, order_id)

    def show(version: str, order_id: str) -> dict[str, Any]:
        if order_id not in orders:
            raise HTTPException(HTTPStatus.NOT_FOUND, f"there is no order {order_id}")
        return {"id": order_id, **SHOW[version](*orders[order_id])}

    @app.post("/v1/orders", status_code=201)
    async def create_v1(order: _OrderV1, response: Response) -> dict[str, Any]:
        return create("v1", order, response)

    @app.post("/v2/orders", status_code=201)
    async def create_v2(order: _OrderV2, response: Response) -> dict[str, Any]:
        return create("v2", order, response)

    @app.get("/v1/orders/{order_id}")
    async def read_v1(order_id: str) -> dict[str, Any]:
        return show("v1", order_id)

    @app.get("/v2/orders/{order_id}")
    async def read_v2(order_id: str) -> dict[str, Any]:
        return show("v2", order_id)

    @app.middleware("http")
    async def say_goodbye(request: Request, proceed: Callable[[Request], Awaitable[Response]]) -> Response:
        path = request.url.path
        if not path.startswith("/v1/"):
            return await proceed(request)
        if time.time() >= sunset.timestamp():
            answer: Response = JSONResponse({"detail": "v1 has ended; use v2"}, HTTPStatus.GONE)
        else:
            answer = await proceed(request)
        answer.headers["Deprecation"] = f"@{deprecated.timestamp():.0f}"
        answer.headers["Sunset"] = format_datetime(sunset.astimezone(UTC), usegmt=True)
        answer.headers["Link"] = f'<{quote("/v2/" + path.removeprefix("/v1/"))}>; rel="successor-version"'
        return answer

    return app
