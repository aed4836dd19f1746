"""A sidecar: it carries an application's calls through the mesh, and admits the calls of others by certificate.

The lesson and everything that is asked of you are in README.md. Names and parameters stay as they are; replace each
``raise NotImplementedError``, and add what helpers you like. ``forward`` and ``passed_back`` are ready to use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

CONTROL_PLANE = "http://control-plane.test"
CONTROL_PLANE_TIMEOUT = 2.0
TRUST_DOMAIN = "shop.test"

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})
RETRIABLE = frozenset({502, 503, 504})
OF_ONE_CONNECTION = frozenset({"host", "connection", "keep-alive", "te", "transfer-encoding", "upgrade"})
OF_THE_BODY = frozenset({"content-length", "content-encoding", "transfer-encoding", "connection"})


class NoEndpointError(Exception):
    """There is no endpoint to choose from."""


class IdentityError(Exception):
    """A certificate says of nobody in this mesh who it is."""


async def forward(request: Request, base_url: str, fields: Mapping[str, str | None], timeout: float) -> httpx.Response:
    """Send a request on to ``base_url``: method, path, query, body and header fields as they came.

    ``fields`` (names in lower case) take the place of the caller's fields of these names; None only takes them away.
    ``timeout`` is in seconds. Raises ``httpx.TransportError`` when there is no answer.
    """
    headers = [(name, value) for name, value in request.headers.items() if name not in OF_ONE_CONNECTION | set(fields)]
    headers += [(name, value) for name, value in fields.items() if value is not None]
    query = request.scope["query_string"].decode("latin-1")
    url = base_url + request.scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
    async with httpx.AsyncClient(timeout=timeout) as client:
        return await client.request(request.method, url, headers=headers, content=await request.body())


def passed_back(answer: httpx.Response) -> Response:
    """An upstream's answer as the sidecar's own; httpx has unpacked its body."""
    response = Response(answer.content, answer.status_code)
    fields = [(name, value) for name, value in answer.headers.raw if name.lower().decode() not in OF_THE_BODY]
    response.raw_headers.extend(fields)
    return response


def continue_trace(traceparent: str | None) -> str:
    """Return the ``traceparent`` to send on: a new span of the caller's trace if that is valid, else of a new trace.

    W3C Trace Context, section 3.2. Raises nothing.
    """
    # TODO(trace)
    raise NotImplementedError


def peer_id(pem: str, trust_domain: str = TRUST_DOMAIN) -> str:
    """Return the SPIFFE ID in a certificate (PEM). Raises IdentityError (SPIFFE X.509-SVID)."""
    # TODO(identity)
    raise NotImplementedError


def is_allowed(allow: Iterable[Mapping[str, Any]], principal: str, method: str, path: str) -> bool:
    """Return whether one of the rules lets this principal do that; without a rule nobody may do anything."""
    # TODO(identity)
    raise NotImplementedError


def inbound(
    app_url: str, allow: Sequence[Mapping[str, Any]], *, trust_domain: str = TRUST_DOMAIN, timeout: float = 5.0
) -> ASGIApp:
    """Return an app that answers 403 to whom ``allow`` does not admit, and passes the rest on to ``app_url``.

    ``timeout``: seconds that the application may take. It answers 503 if the application does not.
    """
    # TODO(identity)
    raise NotImplementedError


class Balancer:
    """Picks the endpoint that is likely to answer soonest.

    half_life: seconds after which an old answer counts for half.
    penalty: a failed call counts as if it had taken at least so many seconds.
    """

    def __init__(self, *, half_life: float = 10.0, penalty: float = 5.0) -> None:
        # TODO(balance)
        raise NotImplementedError

    def pick(self, candidates: Sequence[str]) -> str:
        """Return the candidate with the lowest cost, which is in flight from now on. Raises NoEndpointError."""
        # TODO(balance)
        raise NotImplementedError

    def done(self, endpoint: str, seconds: float, ok: bool) -> None:
        """A call to this endpoint is over, after so many seconds: it is in flight no more."""
        # TODO(balance)
        raise NotImplementedError

    def cost(self, endpoint: str) -> float:
        """Return what a further call to this endpoint would cost now, in seconds."""
        # TODO(balance)
        raise NotImplementedError


class RetryBudget:
    """Allows retries in proportion to the requests of the last ``window`` seconds, and always ``min_retries``."""

    def __init__(self, *, ratio: float = 0.2, min_retries: int = 3, window: float = 10.0) -> None:
        # TODO(resilience)
        raise NotImplementedError

    def request(self) -> None:
        """A request has come (not a retry of one)."""
        # TODO(resilience)
        raise NotImplementedError

    def allow_retry(self) -> bool:
        """Return whether a retry may be made now. True spends a part of the budget, False does not."""
        # TODO(resilience)
        raise NotImplementedError


class OutlierDetector:
    """Takes endpoints out that fail ``consecutive_errors`` times in a row, but never too many of them.

    base_ejection: seconds of the first ejection of an endpoint; its n-th is n times as long.
    max_ejected_percent: at most so many of the endpoints are out at a time, and never all.
    """

    def __init__(
        self,
        endpoints: Sequence[str],
        *,
        consecutive_errors: int = 5,
        base_ejection: float = 30.0,
        max_ejected_percent: int = 50,
    ) -> None:
        # TODO(resilience)
        raise NotImplementedError

    def available(self) -> list[str]:
        """Return the endpoints that are not ejected, in the order in which they were given."""
        # TODO(resilience)
        raise NotImplementedError

    def record(self, endpoint: str, ok: bool) -> None:
        """Take note of the outcome of a call to one of the endpoints."""
        # TODO(resilience)
        raise NotImplementedError


def bucket(salt: str, key: str, size: int) -> int:
    """Return a number from 0 to ``size - 1``, always and everywhere the same for the same salt and key."""
    # TODO(routing)
    raise NotImplementedError


def pick_route(routes: Iterable[dict[str, Any]], headers: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the first route that matches; None if none does. The names in ``headers`` are in lower case."""
    # TODO(routing)
    raise NotImplementedError


def pick_subset(route: Mapping[str, Any], headers: Mapping[str, str], trace_id: str) -> str:
    """Return the subset to which a request goes by the route's ``split``."""
    # TODO(routing)
    raise NotImplementedError


def pick_fault(route: Mapping[str, Any], trace_id: str) -> tuple[float, int | None]:
    """Return by how many seconds to delay a request (0.0: not at all), and the status to abort it with, or None."""
    # TODO(faults)
    raise NotImplementedError


class Sidecar:
    """Carries an application's calls: an ASGI app that gets them with the service's name as ``Host``.

    config: service to ``endpoints``, ``routes``, ``outliers``, ``retry_budget``.
    node: the service at whose side it stands. control_plane: the base URL that ``refresh`` asks.
    """

    def __init__(
        self, config: Mapping[str, Mapping[str, Any]], *, node: str = "orders", control_plane: str = CONTROL_PLANE
    ) -> None:
        # TODO(trace)
        raise NotImplementedError

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry one call (ASGI): route it, pick an endpoint, send it on, log and count it."""
        # TODO(trace): a span of its own for each attempt, a line of log.
        # TODO(balance): the subset's balancer picks the endpoint.
        # TODO(resilience): retries, ejected endpoints.
        # TODO(routing): the route and the subset.
        # TODO(faults): delay or abort, where the route says so.
        raise NotImplementedError

    def refresh(self) -> bool:
        """Ask the control plane for newer routes; return whether there were any. Raises nothing. May be async."""
        # TODO(routing)
        raise NotImplementedError

    def metrics(self) -> str:
        """Return the calls so far, by service and status, in the text format of OpenMetrics."""
        # TODO(trace)
        raise NotImplementedError
