"""Service discovery: an entry in the registry, callers that look it up, a load balancer, a watcher."""

import contextlib
import itertools
import time
from collections.abc import Callable, Iterable
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, TypeVar

import httpx
from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

REGISTRY = "http://registry.test"
REGISTRY_TIMEOUT = 2.0
RETRY_PAUSE = 1.0

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})
UNAVAILABLE = frozenset({502, 503, 504})
HOP_BY_HOP = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-connection",
        "te",
        "transfer-encoding",
        "upgrade",
    }
)
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

T = TypeVar("T")


class DiscoveryError(Exception):
    """The base of what goes wrong in discovery."""


class RegistryError(DiscoveryError):
    """The registry can't be reached, does not answer in time, or answers with an error."""


class NoInstanceError(DiscoveryError):
    """There is no healthy instance, or none of them could be reached."""


class Registration:
    """One instance's entry in the registry."""

    def __init__(
        self,
        service: str,
        instance_id: str,
        address: str,
        port: int,
        *,
        ttl: float = 30.0,
        registry: str = REGISTRY,
    ) -> None:
        self._entry = {
            "Name": service,
            "ID": instance_id,
            "Address": address,
            "Port": port,
            "Check": {"TTL": f"{ttl}s", "Status": "passing"},
        }
        self._id = instance_id
        self._ttl = ttl
        self._http = httpx.Client(base_url=registry, timeout=REGISTRY_TIMEOUT)

    def register(self) -> None:
        """Enter the instance, passing at once."""
        self._expect_success(self._put("/v1/agent/service/register", json=self._entry))

    def heartbeat(self) -> None:
        """Renew the entry; register anew if the registry has forgotten it."""
        answer = self._put(f"/v1/agent/check/pass/service:{self._id}")
        if answer.status_code == 404:
            self.register()
        else:
            self._expect_success(answer)

    def keep_alive(self, seconds: float) -> None:
        """Send heartbeats for so long; a lost one is no reason to stop."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(self._ttl / 3, left))
            with contextlib.suppress(RegistryError):  # the next one is in time: two fit into one TTL
                self.heartbeat()

    def deregister(self) -> None:
        """Take the entry away, if that can be done."""
        with contextlib.suppress(RegistryError):  # the TTL takes the entry away instead
            self._put(f"/v1/agent/service/deregister/{self._id}")

    def run(self, work: Callable[[], T]) -> T:
        """Register, do the work, deregister whatever happens."""
        self.register()
        try:
            return work()
        finally:
            self.deregister()

    def _put(self, path: str, **body: Any) -> httpx.Response:
        try:
            return self._http.put(path, **body)
        except httpx.TransportError as error:
            raise RegistryError(f"the registry can't be reached: {error}") from error

    @staticmethod
    def _expect_success(answer: httpx.Response) -> None:
        if answer.is_error:
            raise RegistryError(f"the registry answered {answer.status_code}")


class Directory:
    """The healthy instances of one service, remembered for a while."""

    def __init__(self, service: str, *, max_age: float = 10.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._max_age = max_age
        self._http = httpx.Client(base_url=registry, timeout=REGISTRY_TIMEOUT)
        self._known: list[str] | None = None
        self._fresh_until = float("-inf")

    def instances(self) -> list[str]:
        """Return the base URLs of the healthy instances."""
        if time.monotonic() >= self._fresh_until:
            try:
                answer = self._http.get(self._path, params={"passing": "true"})
                answer.raise_for_status()
                self._known = _base_urls(answer.json())
            except httpx.HTTPError as error:
                if self._known is None:
                    raise RegistryError(f"the registry can't be asked: {error}") from error
            self._fresh_until = time.monotonic() + self._max_age
        return list(self._known)


class ServiceClient:
    """Calls one service, whichever instances it has just now."""

    def __init__(self, directory: Directory, *, timeout: float = 2.0) -> None:
        self._directory = directory
        # Without cookies: behind a load balancer it works for many callers, who are strangers to each other.
        self._http = httpx.Client(timeout=timeout, cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])))
        self._turn = itertools.count()

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        problem: Exception | None = None
        for url in self._in_turn(self._directory.instances()):
            try:
                answer = self._http.request(method, url + path, **options)
            except httpx.TransportError as error:
                if not (_never_arrived(error) or _is_idempotent(method)):
                    raise
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or not _is_idempotent(method):
                    return answer
        raise NoInstanceError("no instance answered") from problem

    def _in_turn(self, urls: list[str]) -> list[str]:
        """All of them once, beginning with the one whose turn it is."""
        start = next(self._turn)
        return [urls[(start + offset) % len(urls)] for offset in range(len(urls))]


def load_balancer(service: str, *, max_age: float = 10.0, timeout: float = 2.0, registry: str = REGISTRY) -> ASGIApp:
    """Return an app that passes every request on to an instance, and the answer back."""
    app = FastAPI(openapi_url=None)
    client = ServiceClient(Directory(service, max_age=max_age, registry=registry), timeout=timeout)

    @app.api_route("/{path:path}", methods=METHODS)
    async def forward(request: Request) -> Response:
        options = {"headers": _onward(request), "content": await request.body()}
        try:
            answer = await run_in_threadpool(client.request, request.method, _target(request), **options)
        except (DiscoveryError, httpx.TransportError) as error:
            return _failure(error)
        return _passed_back(answer)

    return app


class Watcher:
    """Knows a service's healthy instances by following the registry's changes."""

    def __init__(self, service: str, *, wait: float = 30.0, registry: str = REGISTRY) -> None:
        self._path = f"/v1/health/service/{service}"
        self._wait = wait
        # The registry may answer as late as it was asked to; only then does our patience begin.
        self._http = httpx.Client(base_url=registry, timeout=wait + REGISTRY_TIMEOUT)
        self._index = 0
        self._known: list[str] = []

    def instances(self) -> list[str]:
        """Return what is known, without asking anybody."""
        return list(self._known)

    def poll(self) -> dict[str, list[str]]:
        """Wait for a change, at most ``wait`` seconds, and say what is new."""
        try:
            answer = self._http.get(self._path, params=self._query())
            answer.raise_for_status()
        except httpx.HTTPError:
            time.sleep(RETRY_PAUSE)
            return {"added": [], "removed": []}
        self._take_index(int(answer.headers["X-Consul-Index"]))
        before, self._known = self._known, _base_urls(answer.json())
        return {"added": _without(self._known, before), "removed": _without(before, self._known)}

    def _query(self) -> dict[str, str]:
        """Ask to wait for something newer than what is known, if anything is."""
        waiting = {"index": str(self._index), "wait": f"{self._wait}s"} if self._index else {}
        return {"passing": "true", **waiting}

    def _take_index(self, index: int) -> None:
        """Remember the index; one that goes back is that of a registry that was restarted."""
        self._index = 0 if index < self._index else index


def _without(urls: list[str], others: list[str]) -> list[str]:
    return [url for url in urls if url not in others]


def _never_arrived(error: httpx.TransportError) -> bool:
    """Whether nobody has seen the request, so that sending it again is safe."""
    return isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout))


def _is_idempotent(method: str) -> bool:
    return method.upper() in IDEMPOTENT


def _base_urls(entries: list[dict[str, Any]]) -> list[str]:
    """Return ``http://address:port`` for each entry of the registry's answer."""
    return [f"http://{entry['Service']['Address']}:{entry['Service']['Port']}" for entry in entries]


def _target(request: Request) -> str:
    """Return path and query as they were sent: "%2F" is not "/"."""
    query = request.scope["query_string"].decode("ascii")
    return request.scope["raw_path"].decode("ascii") + (f"?{query}" if query else "")


def _onward(request: Request) -> list[tuple[bytes, bytes]]:
    """Return the fields for the instance. httpx adds Host and Content-Length."""
    return _end_to_end(request.headers.raw, {"host", "content-length"})


def _end_to_end(headers: Iterable[tuple[bytes, bytes]], also_without: set[str]) -> list[tuple[bytes, bytes]]:
    """Return the header fields that are meant for the other end (RFC 9110 section 7.6.1)."""
    fields = [(name.lower().decode("latin-1"), name, value) for name, value in headers]
    drop = HOP_BY_HOP | _named_by_connection(fields) | also_without
    return [(name, value) for lower, name, value in fields if lower not in drop]


def _named_by_connection(fields: list[tuple[str, bytes, bytes]]) -> set[str]:
    values = [value.decode("latin-1") for lower, _, value in fields if lower == "connection"]
    return {option.strip().lower() for value in values for option in value.split(",")}


def _failure(error: Exception) -> Response:
    """Return the load balancer's own answer: no 500, for it works."""
    if isinstance(error, DiscoveryError):
        return Response("no instance available", 503)
    if isinstance(error, httpx.TimeoutException):
        return Response("the instance did not answer in time", 504)
    return Response("the instance broke the connection", 502)


def _passed_back(answer: httpx.Response) -> Response:
    """Return an instance's answer as our own. httpx has unpacked the body: its coding and length are gone."""
    response = Response(answer.content, answer.status_code)
    response.raw_headers.extend(_end_to_end(answer.headers.raw, {"content-encoding", "content-length"}))
    return response
