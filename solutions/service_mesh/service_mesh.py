"""A sidecar: it carries an application's calls through the mesh, and admits the calls of others by certificate."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import secrets
import time
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from cryptography import x509
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import request_response
from starlette.types import ASGIApp, Receive, Scope, Send

CONTROL_PLANE = "http://control-plane.test"
CONTROL_PLANE_TIMEOUT = 2.0
TRUST_DOMAIN = "shop.test"

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})
RETRIABLE = frozenset({502, 503, 504})
OF_ONE_CONNECTION = frozenset({"host", "connection", "keep-alive", "te", "transfer-encoding", "upgrade"})
OF_THE_BODY = frozenset({"content-length", "content-encoding", "transfer-encoding", "connection"})

TRACEPARENT = re.compile(r"([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
SPIFFE_ID = re.compile(r"spiffe://([a-z0-9._-]+)((?:/[A-Za-z0-9._-]+)+)")


class NoEndpointError(Exception):
    """There is no endpoint to choose from."""


class IdentityError(Exception):
    """A certificate says of nobody in this mesh who it is."""


async def forward(request: Request, base_url: str, fields: Mapping[str, str | None], timeout: float) -> httpx.Response:
    """Send a request on to ``base_url``: method, path, query, body and header fields as they came."""
    headers = [(name, value) for name, value in request.headers.items() if name not in OF_ONE_CONNECTION | set(fields)]
    headers += [(name, value) for name, value in fields.items() if value is not None]
    query = request.scope["query_string"].decode("latin-1")
    url = base_url + request.scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
    async with httpx.AsyncClient(timeout=timeout) as client:
        return await client.request(request.method, url, headers=headers, content=await request.body())


def passed_back(answer: httpx.Response) -> Response:
    """An answer as the sidecar's own; httpx has unpacked its body."""
    response = Response(answer.content, answer.status_code)
    fields = [(name, value) for name, value in answer.headers.raw if name.lower().decode() not in OF_THE_BODY]
    response.raw_headers.extend(fields)
    return response


def continue_trace(traceparent: str | None) -> str:
    """The ``traceparent`` to send on: a new span of the caller's trace, or of a new one."""
    found = TRACEPARENT.fullmatch(traceparent or "")
    if found is None or found[1] == "ff" or (found[1] == "00" and found[5]):
        return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    sampled = int(found[4], 16) & 1
    return f"00-{found[2]}-{secrets.token_hex(8)}-0{sampled}"


def peer_id(pem: str, trust_domain: str = TRUST_DOMAIN) -> str:
    """The SPIFFE ID in a certificate."""
    try:
        certificate = x509.load_pem_x509_certificate(pem.encode())
        extensions = certificate.extensions
        names = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound, x509.DuplicateExtension) as error:
        raise IdentityError("there is no name to go by") from error
    if not certificate.not_valid_before_utc <= datetime.now(UTC) <= certificate.not_valid_after_utc:
        raise IdentityError("the certificate is not valid at this time")
    if any(isinstance(one.value, x509.BasicConstraints) and one.value.ca for one in extensions):
        raise IdentityError("an authority's certificate is no workload's")
    uris = names.get_values_for_type(x509.UniformResourceIdentifier)
    found = SPIFFE_ID.fullmatch(uris[0]) if len(uris) == 1 else None
    if found is None or found[1] != trust_domain or {".", ".."} & set(found[2].split("/")):
        raise IdentityError("it takes exactly one SPIFFE ID of this trust domain")
    return str(uris[0])


def is_allowed(allow: Iterable[Mapping[str, Any]], principal: str, method: str, path: str) -> bool:
    """Whether a rule lets this principal do that."""
    if {".", ".."} & set(path.split("/")):
        return False
    return any(
        rule["principal"] == principal
        and ("methods" not in rule or method in rule["methods"])
        and ("paths" not in rule or any(_is_under(path, prefix) for prefix in rule["paths"]))
        for rule in allow
    )


def _is_under(path: str, prefix: str) -> bool:
    prefix = prefix.rstrip("/")
    return path == prefix or path.startswith(f"{prefix}/")


def inbound(
    app_url: str, allow: Sequence[Mapping[str, Any]], *, trust_domain: str = TRUST_DOMAIN, timeout: float = 5.0
) -> ASGIApp:
    """An app that admits callers by their certificate, and passes on to ``app_url`` what is allowed."""

    async def respond(request: Request) -> Response:
        chain = request.scope.get("extensions", {}).get("tls", {}).get("client_cert_chain") or [""]
        try:
            principal = peer_id(chain[0], trust_domain)
        except IdentityError:
            return Response("forbidden", 403)
        if not is_allowed(allow, principal, request.method, request.scope["path"]):
            return Response("forbidden", 403)
        try:
            fields = {"x-forwarded-client-cert": f"URI={principal}"}
            return passed_back(await forward(request, app_url, fields, timeout))
        except httpx.TransportError:
            return Response("the application does not answer", 503)

    return request_response(respond)


class Balancer:
    """Picks the endpoint that is likely to answer soonest."""

    def __init__(self, *, half_life: float = 10.0, penalty: float = 5.0) -> None:
        self._half_life = half_life
        self._penalty = penalty
        self._estimates: dict[str, tuple[float, float]] = {}  # seconds, and when that was
        self._in_flight: Counter[str] = Counter()

    def pick(self, candidates: Sequence[str]) -> str:
        """The cheapest of the candidates; it counts as in flight until ``done``."""
        if not candidates:
            raise NoEndpointError("there is no endpoint")
        endpoint = min(candidates, key=self.cost)
        self._in_flight[endpoint] += 1
        return endpoint

    def done(self, endpoint: str, seconds: float, ok: bool) -> None:
        """A call to the endpoint is over."""
        self._in_flight[endpoint] -= 1
        sample = seconds if ok else max(seconds, self._penalty)
        if endpoint in self._estimates:
            weight = self._weight(endpoint)
            sample = max(sample, weight * self._estimates[endpoint][0] + (1 - weight) * sample)
        self._estimates[endpoint] = (sample, time.monotonic())

    def cost(self, endpoint: str) -> float:
        """What a further call to the endpoint is expected to cost, in seconds."""
        if endpoint not in self._estimates:
            return self._penalty * self._in_flight[endpoint]
        return self._weight(endpoint) * self._estimates[endpoint][0] * (self._in_flight[endpoint] + 1)

    def _weight(self, endpoint: str) -> float:
        """What the estimate still counts for: half of it after each half-life."""
        return float(0.5 ** ((time.monotonic() - self._estimates[endpoint][1]) / self._half_life))


class RetryBudget:
    """Allows retries in proportion to the requests of the last ``window`` seconds."""

    def __init__(self, *, ratio: float = 0.2, min_retries: int = 3, window: float = 10.0) -> None:
        self._ratio = ratio
        self._min_retries = min_retries
        self._window = window
        self._requests: deque[float] = deque()
        self._retries: deque[float] = deque()

    def request(self) -> None:
        """A request has come."""
        self._requests.append(time.monotonic())

    def allow_retry(self) -> bool:
        """Whether a retry may be made now; if so, it counts as made."""
        allowed = max(self._min_retries, int(self._ratio * self._recent(self._requests)))
        if self._recent(self._retries) >= allowed:
            return False
        self._retries.append(time.monotonic())
        return True

    def _recent(self, moments: deque[float]) -> int:
        while moments and moments[0] <= time.monotonic() - self._window:
            moments.popleft()
        return len(moments)


@dataclass
class _Record:
    failures: int = 0
    ejections: int = 0
    out_until: float = float("-inf")


class OutlierDetector:
    """Takes endpoints out that fail again and again, but never too many of them."""

    def __init__(
        self,
        endpoints: Sequence[str],
        *,
        consecutive_errors: int = 5,
        base_ejection: float = 30.0,
        max_ejected_percent: int = 50,
    ) -> None:
        self._records = {endpoint: _Record() for endpoint in endpoints}
        self._consecutive_errors = consecutive_errors
        self._base_ejection = base_ejection
        self._most = min(len(self._records) * max_ejected_percent // 100, len(self._records) - 1)

    def available(self) -> list[str]:
        """The endpoints that are not ejected."""
        return [name for name, record in self._records.items() if record.out_until <= time.monotonic()]

    def record(self, endpoint: str, ok: bool) -> None:
        """The outcome of a call to an endpoint."""
        record, available = self._records[endpoint], self.available()
        if endpoint not in available:
            return
        record.failures = 0 if ok else record.failures + 1
        if record.failures >= self._consecutive_errors and len(self._records) - len(available) < self._most:
            record.failures = 0
            record.ejections += 1
            record.out_until = time.monotonic() + self._base_ejection * record.ejections


def bucket(salt: str, key: str, size: int) -> int:
    """A number from 0 to ``size - 1`` for a key, the same everywhere and always."""
    digest = hashlib.sha256(f"{salt}:{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % size


def pick_route(routes: Iterable[dict[str, Any]], headers: Mapping[str, str]) -> dict[str, Any] | None:
    """The first route that matches."""
    for route in routes:
        if not route.get("match") or any(_matches(condition, headers) for condition in route["match"]):
            return route
    return None


def _matches(condition: Mapping[str, Mapping[str, str]], headers: Mapping[str, str]) -> bool:
    """Whether every field is there and as it should be."""
    for name, test in condition.items():
        value = headers.get(name.lower())
        if value is None or not (value == test["exact"] if "exact" in test else value.startswith(test["prefix"])):
            return False
    return True


def pick_subset(route: Mapping[str, Any], headers: Mapping[str, str], trace_id: str) -> str:
    """The subset of the service for this request, by the weights of the route."""
    key = headers.get(route.get("sticky", "").lower()) or trace_id
    place = bucket(route["name"], key, sum(target["weight"] for target in route["split"]))
    for target in route["split"]:
        place -= target["weight"]
        if place < 0:
            break
    return str(target["subset"])


def pick_fault(route: Mapping[str, Any], trace_id: str) -> tuple[float, int | None]:
    """The seconds by which to delay a request, and the status with which to abort it, if so."""
    fault = route.get("fault", {})
    delay, abort = (fault.get(kind, {"percent": 0}) for kind in ("delay", "abort"))
    late = bucket(f"{route['name']}:delay", trace_id, 100) < delay["percent"]
    ends = bucket(f"{route['name']}:abort", trace_id, 100) < abort["percent"]
    return (delay["seconds"] if late else 0.0), (abort["status"] if ends else None)


class _Pool:
    """The endpoints of one subset, and what has been learnt of them."""

    def __init__(self, endpoints: Sequence[str], outliers: Mapping[str, Any]) -> None:
        self._balancer = Balancer()
        self._detector = OutlierDetector(endpoints, **outliers)

    def pick(self, tried: Sequence[str]) -> str:
        """An endpoint, if possible one that was not tried yet."""
        usable = self._detector.available()
        return self._balancer.pick([one for one in usable if one not in tried] or usable)

    def done(self, endpoint: str, seconds: float, ok: bool) -> None:
        self._balancer.done(endpoint, seconds, ok)
        self._detector.record(endpoint, ok)


@dataclass
class _Call:
    """One call through the sidecar, and what there is to log of it."""

    request: Request
    service: str
    traceparent: str
    tracestate: str | None
    endpoint: str = ""
    attempts: int = 0
    flags: str = "-"

    @property
    def trace_id(self) -> str:
        return self.traceparent.split("-")[1]

    def own_answer(self, status: int, flags: str) -> Response:
        """An answer of the sidecar's own, and why."""
        self.flags = flags
        return Response(f"sidecar: {flags}", status)


class Sidecar:
    """Carries an application's calls: an ASGI app that gets them with the service's name as ``Host``."""

    def __init__(
        self, config: Mapping[str, Mapping[str, Any]], *, node: str = "orders", control_plane: str = CONTROL_PLANE
    ) -> None:
        self._app = request_response(self._carry)
        self._routes = {name: service["routes"] for name, service in config.items()}
        self._budgets = {name: RetryBudget(**service.get("retry_budget", {})) for name, service in config.items()}
        self._pools = {
            (name, subset): _Pool(endpoints, service.get("outliers", {}))
            for name, service in config.items()
            for subset, endpoints in service["endpoints"].items()
        }
        self._counts: Counter[tuple[str, int]] = Counter()
        self._discovery = f"{control_plane}/v3/discovery:routes"
        self._asked = {"node": {"id": node}, "version_info": "", "response_nonce": ""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def refresh(self) -> bool:
        """Ask the control plane for newer routes; say whether there were any."""
        try:
            answer = httpx.post(self._discovery, json=self._asked, timeout=CONTROL_PLANE_TIMEOUT)
            news = answer.json() if answer.status_code == 200 else {}
            routes = {service["name"]: service["routes"] for service in news["resources"]}
            version = {"version_info": news["version_info"], "response_nonce": news["nonce"]}
        except (httpx.TransportError, ValueError, KeyError, TypeError):  # what is known goes on to hold
            return False
        self._routes |= {name: routes[name] for name in self._routes.keys() & routes.keys()}
        self._asked |= version
        return True

    def metrics(self) -> str:
        """The calls so far by service and status, in the text format of OpenMetrics."""
        samples = [
            f'mesh_requests_total{{service="{service}",code="{status}"}} {count}'
            for (service, status), count in self._counts.items()
        ]
        return "\n".join(["# TYPE mesh_requests counter", *samples, "# EOF", ""])

    async def _carry(self, request: Request) -> Response:
        began = time.monotonic()
        given = ",".join(request.headers.getlist("traceparent"))  # of two, neither is to be believed
        traceparent = continue_trace(given)
        tracestate = ",".join(request.headers.getlist("tracestate")) if traceparent[3:35] in given else ""
        host = request.headers.get("host", "").split(":")[0].lower()
        call = _Call(request, host, traceparent, tracestate or None)
        response = await self._respond(call)
        self._tell(call, response.status_code, time.monotonic() - began)
        return response

    async def _respond(self, call: _Call) -> Response:
        route = pick_route(self._routes.get(call.service, []), call.request.headers)
        if route is None:
            return call.own_answer(404, "NR")
        delay, status = pick_fault(route, call.trace_id)
        await asyncio.sleep(delay)
        if status is not None:
            return call.own_answer(status, "FI")
        self._budgets[call.service].request()
        pool = self._pools[call.service, pick_subset(route, call.request.headers, call.trace_id)]
        try:
            return passed_back(await self._attempts(call, route, pool))
        except NoEndpointError:
            return call.own_answer(503, "UH")
        except httpx.TimeoutException:
            return call.own_answer(504, "UT")
        except httpx.TransportError:
            return call.own_answer(503, "UF")

    async def _attempts(self, call: _Call, route: Mapping[str, Any], pool: _Pool) -> httpx.Response:
        """Try one endpoint after the other until one has answered well, or no further try is allowed."""
        tried: list[str] = []
        while True:
            tried.append(pool.pick(tried))
            call.endpoint, call.attempts = tried[-1], len(tried)
            outcome = await _attempt(call, pool, route.get("timeout", 1.0))
            may_repeat = len(tried) <= route.get("retries", 0) and _may_repeat(call.request.method, outcome)
            if may_repeat and self._budgets[call.service].allow_retry():
                continue
            if isinstance(outcome, httpx.TransportError):
                raise outcome
            return outcome

    def _tell(self, call: _Call, status: int, seconds: float) -> None:
        """Log and count a call. A name that nobody serves could be any, and would fill the memory."""
        self._counts[call.service if call.service in self._routes else "unknown", status] += 1
        entry = {name: getattr(call, name) for name in ("service", "endpoint", "attempts", "trace_id", "flags")}
        entry |= {"method": call.request.method, "path": call.request.scope["path"]}
        print(json.dumps({**entry, "status": status, "duration_ms": round(seconds * 1000)}), flush=True)


async def _attempt(call: _Call, pool: _Pool, timeout: float) -> httpx.Response | httpx.TransportError:
    """One try, a span of its own."""
    began = time.monotonic()
    fields = {"traceparent": continue_trace(call.traceparent), "tracestate": call.tracestate}
    outcome: httpx.Response | httpx.TransportError
    try:
        outcome = await forward(call.request, call.endpoint, fields, timeout)
    except httpx.TransportError as error:
        outcome = error
    ok = isinstance(outcome, httpx.Response) and not outcome.is_server_error
    pool.done(call.endpoint, time.monotonic() - began, ok)
    return outcome


def _may_repeat(method: str, outcome: httpx.Response | httpx.TransportError) -> bool:
    """Whether a second request could help, and does no harm."""
    if isinstance(outcome, (httpx.ConnectError, httpx.ConnectTimeout)):
        return True  # nobody has seen the first
    failed = isinstance(outcome, httpx.TransportError) or outcome.status_code in RETRIABLE
    return failed and method in IDEMPOTENT
