"""The registry's HTTP API: the part of Consul's that services and their callers need, in Consul's own words.

Paths, field names, error texts and blocking queries follow https://developer.hashicorp.com/consul/api-docs
(agent/service, agent/check, health, features/blocking); ``/v1/events`` is our own. What differs from Consul:
one node, no ACL, only TTL checks, no random addition to ``wait``. Nothing here waits but on the clock, so
a test can drive every endpoint without an event loop.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, Field
from starlette.types import ASGIApp, Receive, Scope, Send

from mocks.registry.catalogue import Catalogue, Definition, Entry, Status
from mocks.registry.durations import parse_duration
from mocks.service import bound

MAX_WAIT = 600.0
"""Seconds; Consul cuts a longer ``wait`` to this."""
DEFAULT_WAIT = 300.0
"""Seconds that a blocking query waits if it does not say."""
GLANCE = 0.5
"""Seconds after which a waiting answer looks again: changes by others don't wake it."""

Ours = Annotated[Catalogue, Depends(bound)]
Index = Annotated[int, Query(ge=0, description="answer only once the index is higher than this")]
Wait = Annotated[str, Query(description="but after this time at the latest, e.g. `30s`")]
FirstStatus = Literal["passing", "warning", "critical", ""]

_NODE = {"Node": "course", "Address": "127.0.0.1"}


class TtlCheck(BaseModel):
    """A TTL check: whoever registers promises to send a heartbeat at least every ``TTL``."""

    TTL: str = Field(examples=["30s"])
    Status: FirstStatus = Field("", description="the first one; without it `critical` until a heartbeat")
    DeregisterCriticalServiceAfter: str = Field("", examples=["1m"])


class Registration(BaseModel):
    """An instance that registers."""

    Name: str = Field(min_length=1, examples=["payment"], description="the service")
    ID: str = Field("", examples=["payment-1"], description="the instance; without it the service's name")
    Address: str = Field("127.0.0.1", examples=["payment-1.test"])
    Port: int = Field(80, ge=1, le=65535)
    Tags: list[str] = Field(default_factory=list)
    Meta: dict[str, str] = Field(default_factory=dict)
    Check: TtlCheck | None = None


class _BodyIsJson:
    """Takes every body for JSON, whatever its Content-Type: so does Consul, and `curl -d` sends a form's."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = [(k, v) for k, v in scope["headers"] if k != b"content-type"]
            scope = {**scope, "headers": [*headers, (b"content-type", b"application/json")]}
        await self._app(scope, receive, send)


class ConsulError(Exception):
    """A request that Consul answers with a status and one line of text."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


@cache
def routes() -> FastAPI:
    """Make the app, once: it holds no state, each request brings its catalogue (``mocks.service.Bound``)."""
    app = FastAPI(title="Service registry", description="A small Consul: PUT to change, GET to ask.")
    app.add_middleware(_BodyIsJson)
    app.add_exception_handler(ConsulError, _say_refusal)
    app.add_exception_handler(RequestValidationError, _say_invalid)
    app.include_router(_router)
    return app


_router = APIRouter()

# ---------------------------------------------------------------------- what an instance says of itself


@_router.put("/v1/agent/service/register", summary="Register an instance, or replace its entry")
async def _register(catalogue: Ours, registration: Registration) -> Response:
    catalogue.register(_definition(registration), _first_status(registration))
    return Response()


@_router.put("/v1/agent/service/deregister/{service_id}", summary="Remove an instance")
async def _deregister(catalogue: Ours, service_id: str) -> Response:
    if not catalogue.deregister(service_id):
        raise ConsulError(
            404,
            f'Unknown service ID "{service_id}". Ensure that the service ID is passed, not the service name.',
        )
    return Response()


@_router.put("/v1/agent/check/pass/{check_id}", summary="Heartbeat: the check `service:<ID>` is passing")
async def _check_pass(catalogue: Ours, check_id: str, note: str = "") -> Response:
    return _update(catalogue, check_id, "passing", note)


@_router.put("/v1/agent/check/warn/{check_id}", summary="The check is in the state warning")
async def _check_warn(catalogue: Ours, check_id: str, note: str = "") -> Response:
    return _update(catalogue, check_id, "warning", note)


@_router.put("/v1/agent/check/fail/{check_id}", summary="The check is in the state critical")
async def _check_fail(catalogue: Ours, check_id: str, note: str = "") -> Response:
    return _update(catalogue, check_id, "critical", note)


def _update(catalogue: Catalogue, check_id: str, status: Status, note: str) -> Response:
    kind, _, instance = check_id.partition(":")
    if kind != "service" or not catalogue.update_check(instance, status, note):
        raise ConsulError(
            404, f'Unknown check ID "{check_id}". Ensure that the check ID is passed, not the check name.'
        )
    return Response()


# ---------------------------------------------------------------------- what callers ask


@_router.get("/v1/health/service/{service}", summary="The instances of a service")
async def _instances(
    catalogue: Ours, service: str, passing: str | None = None, index: Index = 0, wait: Wait = ""
) -> Response:
    only_passing = _flag(passing)
    seen = await _block(catalogue, service, index, wait)
    entries = [e for e in seen.entries(service) if not only_passing or e.status == "passing"]
    return _indexed([_health(e) for e in entries], seen.index(service))


@_router.get("/v1/catalog/services", summary="Every service that has an instance, with its tags")
async def _services(catalogue: Ours, index: Index = 0, wait: Wait = "") -> Response:
    seen = await _block(catalogue, None, index, wait)
    tags: dict[str, set[str]] = {}
    for entry in seen.entries():
        tags.setdefault(entry.definition.service, set()).update(entry.definition.tags)
    return _indexed({name: sorted(tags[name]) for name in sorted(tags)}, seen.index())


@_router.get("/v1/events", summary="Every change after the given index, oldest first (not part of Consul)")
async def _events(catalogue: Ours, index: Index = 0, wait: Wait = "") -> Response:
    seen = await _block(catalogue, None, index, wait)
    return _indexed([asdict(e) for e in seen.events() if e.index > index], seen.index())


async def _block(catalogue: Catalogue, service: str | None, index: int, wait: str) -> Catalogue:
    """Let time pass until the index is higher than the given one or the wait is over. Say what holds then."""
    clock = catalogue.clock
    seconds = _seconds(wait, "wait") if wait else DEFAULT_WAIT
    end = clock.time() + min(seconds, MAX_WAIT)
    seen, revision = catalogue, -1
    while index > 0 and seen.index(service) <= index and clock.time() < end:
        now = clock.time()
        due = seen.next_deadline()
        await clock.sleep(min(GLANCE, end - now, GLANCE if due is None else due - now))
        if revision != catalogue.revision:  # else what was seen ahead goes on as it was
            seen, revision = catalogue.preview(), catalogue.revision
    return seen


def _indexed(content: Any, index: int) -> Response:
    return JSONResponse(content, headers={"X-Consul-Index": str(index)})


def _health(entry: Entry) -> dict[str, Any]:
    """Return an entry in the form of Consul's health endpoint."""
    d = entry.definition
    check = {
        "Node": _NODE["Node"],
        "CheckID": f"service:{d.instance}",
        "Name": f"Service '{d.service}' check",
        "Status": entry.status,
        "Output": entry.output,
        "ServiceID": d.instance,
        "ServiceName": d.service,
        "Type": "ttl",
    }
    service = {
        "ID": d.instance,
        "Service": d.service,
        "Tags": list(d.tags),
        "Meta": dict(d.meta),
        "Address": d.address,
        "Port": d.port,
    }
    return {"Node": _NODE, "Service": service, "Checks": [check]}


def _definition(registration: Registration) -> Definition:
    check = registration.Check
    reap = check.DeregisterCriticalServiceAfter if check else ""
    return Definition(
        service=registration.Name,
        instance=registration.ID or registration.Name,
        address=registration.Address,
        port=registration.Port,
        tags=tuple(registration.Tags),
        meta=registration.Meta,
        ttl=_positive(check.TTL, "TTL") if check else None,
        reap_after=_positive(reap, "DeregisterCriticalServiceAfter") if reap else None,
    )


def _first_status(registration: Registration) -> Status | None:
    return (registration.Check.Status or None) if registration.Check else None


def _flag(value: str | None) -> bool:
    """Return whether ``?passing`` was asked for: Consul takes the bare name as true."""
    if value is None:
        return False
    if value.lower() in ("", "1", "t", "true"):
        return True
    if value.lower() in ("0", "f", "false"):
        return False
    raise ConsulError(400, "Invalid value for ?passing")


def _seconds(text: str, name: str) -> float:
    try:
        return parse_duration(text)
    except ValueError as error:
        raise ConsulError(400, f"Invalid {name}: {error}") from None


def _positive(text: str, name: str) -> float:
    seconds = _seconds(text, name)
    if seconds <= 0:
        raise ConsulError(400, f"Invalid {name}: must be more than zero")
    return seconds


async def _say_refusal(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ConsulError)
    return PlainTextResponse(error.text, error.status)


async def _say_invalid(_request: Request, error: Exception) -> Response:
    """Answer a malformed request with 400 and one line, as Consul does, where FastAPI would say 422."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return PlainTextResponse(f"Request decode failed: {where}: {first['msg']}", 400)
