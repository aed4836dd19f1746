"""Tables and closures: outcomes by a table, two mounted applications, a consumer that is one loop."""

from __future__ import annotations

import contextlib
import json
import random
import time
import urllib.parse
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

import httpx
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel, StrictFloat, StrictInt, StrictStr, constr, field_validator

PAYMENT_SERVICE = "http://payment.test"
BROKER = "http://broker.test"

V1_DEPRECATED = datetime(2026, 1, 1, tzinfo=UTC)
V1_SUNSET = datetime(2026, 7, 1, tzinfo=UTC)

Schema = dict[str, Any]
HTTP_DATE = "%a, %d %b %Y %H:%M:%S GMT"


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


Repeat = Literal["always", "if safe", "never"]
BY_STATUS: dict[int, Repeat] = dict.fromkeys((408, 429, 500, 502, 503, 504), "if safe")
BY_ERROR: dict[type[Exception], Repeat] = {
    httpx.ConnectError: "always",
    httpx.ConnectTimeout: "always",
    httpx.PoolTimeout: "always",
    httpx.ReadTimeout: "if safe",
    httpx.WriteTimeout: "if safe",
    httpx.ReadError: "if safe",
    httpx.WriteError: "if safe",
    httpx.CloseError: "if safe",
    httpx.RemoteProtocolError: "if safe",
}


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
        self.settings = timeout, deadline, attempts, base, cap

    def request(
        self,
        method: str,
        url: str,
        *,
        idempotency_key: str | None = None,
        deadline: float | None = None,
        **options: Any,
    ) -> httpx.Response:
        """Send a request and return the answer, whatever its status."""
        timeout, default, attempts, base, cap = self.settings
        began = time.monotonic()
        limit = default if deadline is None else deadline
        headers = list(httpx.Headers(options.pop("headers", {})).multi_items())
        if idempotency_key is not None:
            headers.append(("idempotency-key", idempotency_key))
        safe = idempotency_key is not None or method in {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"}

        auth = options.pop("auth", None)
        request = httpx.Client().build_request(method, url, headers=headers, **options)
        content = request.read()

        def once(number: int) -> httpx.Response:
            left = limit - (time.monotonic() - began)
            answer: httpx.Response | None = None
            with httpx.Client(timeout=httpx.Timeout(min(left, timeout))) as http:
                try:
                    answer = http.request(method, request.url, headers=request.headers, content=content, auth=auth)
                    repeat = BY_STATUS.get(answer.status_code, "never")
                    failure: Exception | None = None
                except Exception as error:
                    repeat, failure = BY_ERROR.get(type(error), "never"), error
            if number == attempts or repeat == "never" or (repeat == "if safe" and not safe):
                if failure:
                    raise failure
                assert answer is not None
                return answer
            wait = requested(answer) + random.random() * min(cap, base * 2 ** (number - 1))
            if time.monotonic() - began + wait >= limit:
                raise DeadlineExceededError(method, url)
            time.sleep(wait)
            return once(number + 1)

        return once(1)


def requested(answer: httpx.Response | None) -> float:
    """Return the seconds of Retry-After."""
    value = answer.headers.get("retry-after", "") if answer is not None else ""
    if value.isdecimal():
        return int(value)
    with contextlib.suppress(ValueError):
        date = datetime.strptime(value, HTTP_DATE).replace(tzinfo=UTC)
        return max(timedelta(0), date - datetime.now(UTC)).total_seconds()
    return 0.0


class Payments:
    """The payment service, as the order service calls it."""

    def __init__(self, client: Client, base_url: str = PAYMENT_SERVICE) -> None:
        self.post = lambda **options: client.request("POST", f"{base_url}/charges", **options)

    def charge(self, amount: int, reference: str) -> str:
        """Take ``amount`` cents once; return the charge's id."""
        answer = self.post(json={"amount": amount, "reference": reference}, idempotency_key=f'"{uuid.uuid4()}"')
        answer.raise_for_status()
        return answer.json()["id"]


def publish(queue_url: str, kind: str, key: str, data: Any, *, attempts: int = 3) -> str:
    """Send an event to the queue; return the event's id."""
    event_id = f"{kind[:1]}-{uuid.uuid4().hex}"
    fields = {
        "QueueUrl": queue_url,
        "MessageBody": json.dumps({"data": data, "key": key, "kind": kind, "id": event_id}, indent=1),
        "MessageGroupId": key,
        "MessageDeduplicationId": event_id,
    }
    for _ in range(attempts - 1):
        try:
            ask_broker("SendMessage", **fields)
        except BrokerError as error:
            if error.status and error.status // 100 == 4:
                raise
        else:
            return event_id
    ask_broker("SendMessage", **fields)
    return event_id


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
        self.__dict__.update(locals())

    def drain(self) -> int:
        """Handle messages until none can be received."""
        count = 0
        while True:
            got = ask_broker(
                "ReceiveMessage",
                QueueUrl=self.queue_url,
                VisibilityTimeout=self.visibility,
                AttributeNames=["MessageGroupId", "MessageDeduplicationId"],
            )
            if "Messages" not in got:
                return count
            message = got["Messages"][0]
            handle = {"QueueUrl": self.queue_url, "ReceiptHandle": message["ReceiptHandle"]}

            def extend(handle: dict[str, str] = handle) -> None:
                ask_broker("ChangeMessageVisibility", **handle, VisibilityTimeout=self.visibility)

            finished, bad = False, False
            try:
                event = json.loads(message["Body"])
                if not (isinstance(event, dict) and isinstance(event.get("id"), str)):
                    bad = True
                elif event["id"] in self.done:
                    finished = True
                else:
                    self.work(event, extend)
                    self.done.add(event["id"])
                    count += 1
                    finished = True
            except ValueError:
                bad = True
            except Exception:
                continue
            if bad:
                with contextlib.suppress(BrokerError):
                    where = {"QueueUrl": self.dead_letter_url, **message["Attributes"]}
                    ask_broker("SendMessage", MessageBody=message["Body"], **where)
                    finished = True
            if finished:
                with contextlib.suppress(BrokerError):
                    ask_broker("DeleteMessage", **handle)


def types_of(schema: Schema) -> set[str]:
    """Return the types that a schema allows, numbers split into whole ones and others."""
    named = schema.get("type", ["null", "boolean", "number", "string", "array", "object"])
    names = {named} if isinstance(named, str) else set(named)
    return names - {"number"} | ({"integer", "fraction"} if "number" in names else set())


def schema_breaks(old: Schema, new: Schema, direction: str) -> list[tuple[str, str]]:
    """What breaks a consumer when ``new`` takes the place of ``old``."""
    asking = direction == "request"

    def fits(inner: Any, outer: Any) -> bool:
        return outer is None or (inner is not None and set(inner) <= set(outer))

    def walk(was: Schema, now: Schema, path: str) -> list[tuple[str, str]]:
        narrow, wide = (was, now) if asking else (now, was)
        if not fits(types_of(narrow), types_of(wide)):
            return [("type", path)]
        found = [] if fits(narrow.get("enum"), wide.get("enum")) else [("enum", path)]
        had, has = was.get("properties", {}), now.get("properties", {})
        needed, needs = was.get("required", []), now.get("required", [])
        for name, schema in had.items():
            found += walk(schema, has[name], f"{path}.{name}") if name in has else [("removed", f"{path}.{name}")]
        if asking:
            found += [("required", f"{path}.{name}") for name in needs if name not in needed]
        else:
            found += [("optional", f"{path}.{name}") for name in needed if name in has and name not in needs]
        if "items" in {**was, **now}:
            found += walk(was.get("items", {}), now.get("items", {}), f"{path}[]")
        return found

    return walk(old, new, "$")


def contract_breaks(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    """What breaks a consumer of an API."""
    found: list[tuple[str, str]] = []
    for endpoint in old:
        if endpoint not in new:
            found.append(("removed", endpoint))
            continue
        pairs = [("request", old[endpoint].get("request", {}), new[endpoint].get("request", {}))]
        codes = old[endpoint].get("responses", {})
        for code, schema in new[endpoint].get("responses", {}).items():
            pairs.append((code, codes.get(code), schema))
        for place, was, now in pairs:
            if was is None:
                found.append(("status", f"{endpoint} {place}"))
            else:
                direction = "request" if place == "request" else "response"
                found += [(rule, f"{endpoint} {place} {path}") for rule, path in schema_breaks(was, now, direction)]
    return found


Text = constr(min_length=1, strict=True)


class V1Order(BaseModel):
    customer: Text
    total: StrictFloat | StrictInt

    @field_validator("total")
    @classmethod
    def positive(cls, value: float) -> float:
        if value < 0 or isinstance(value, bool):
            raise ValueError("below zero")
        return value


class V2Customer(BaseModel):
    name: Text


class V2Order(BaseModel):
    customer: V2Customer
    total_cents: StrictInt

    @field_validator("total_cents")
    @classmethod
    def positive(cls, value: int) -> int:
        if value < 0:
            raise ValueError("below zero")
        return value


class Row(BaseModel):
    id: StrictStr
    name: str
    euros: Decimal


def create_app(*, deprecated: datetime = V1_DEPRECATED, sunset: datetime = V1_SUNSET) -> FastAPI:
    """Return an application with two others mounted, one a version."""
    rows: dict[str, Row] = {}
    both, v1, v2 = FastAPI(), FastAPI(), FastAPI()

    def keep(name: str, euros: Decimal) -> Row:
        row = Row(id=uuid.uuid4().hex, name=name, euros=euros)
        rows[row.id] = row
        return row

    def old(row: Row) -> dict[str, Any]:
        return {"id": row.id, "customer": row.name, "total": float(row.euros)}

    def young(row: Row) -> dict[str, Any]:
        return {"id": row.id, "customer": {"name": row.name}, "total_cents": int(row.euros * 100)}

    @v1.post("/orders")
    def make_old(order: V1Order) -> JSONResponse:
        row = keep(order.customer, Decimal(str(order.total)))
        return JSONResponse(old(row), 201, headers={"location": f"/v1/orders/{row.id}"})

    @v2.post("/orders")
    def make_young(order: V2Order) -> JSONResponse:
        row = keep(order.customer.name, Decimal(order.total_cents) / 100)
        return JSONResponse(young(row), 201, headers={"location": f"/v2/orders/{row.id}"})

    @v1.get("/orders/{name}")
    def read_old(name: str) -> JSONResponse:
        return JSONResponse(old(rows[name])) if name in rows else JSONResponse(None, 404)

    @v2.get("/orders/{name}")
    def read_young(name: str) -> JSONResponse:
        return JSONResponse(young(rows[name])) if name in rows else JSONResponse(None, 404)

    @v1.middleware("http")
    async def ending(request: Any, proceed: Any) -> Any:
        over = datetime.now(UTC).timestamp() >= sunset.timestamp()
        answer = JSONResponse({"gone": True}, 410) if over else await proceed(request)
        answer.headers["Deprecation"] = f"@{int(deprecated.timestamp())}"
        answer.headers["Sunset"] = sunset.astimezone(UTC).strftime(HTTP_DATE)
        path = urllib.parse.quote(request.scope["path"].removeprefix("/v1"))
        answer.headers["Link"] = f'</v2{path}>; rel="successor-version"'
        return answer

    both.mount("/v1", v1)
    both.mount("/v2", v2)
    return both
