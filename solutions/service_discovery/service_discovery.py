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
Headers = list[tuple[bytes, bytes]]


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
        urls = self._directory.instances()
        start = next(self._turn)
        problem: Exception | None = None
        for offset in range(len(urls)):
            url = urls[(start + offset) % len(urls)]
            try:
                answer = self._http.request(method, url + path, **options)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                problem = error  # it never got there, so that sending it again is safe
            except httpx.TransportError as error:
                if method.upper() not in IDEMPOTENT:
                    raise
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or method.upper() not in IDEMPOTENT:
                    return answer
        raise NoInstanceError("no instance answered") from problem


def load_balancer(service: str, *, max_age: float = 10.0, timeout: float = 2.0, registry: str = REGISTRY) -> ASGIApp:
    """Return an app that passes every request on to an instance, and the answer back."""
    app = FastAPI(openapi_url=None)
    client = ServiceClient(Directory(service, max_age=max_age, registry=registry), timeout=timeout)

    @app.api_route("/{path:path}", methods=METHODS)
    async def forward(request: Request) -> Response:
        target = request.scope["raw_path"].decode("ascii")  # as it was sent: "%2F" is not "/"
        if request.url.query:
            target += f"?{request.url.query}"
        headers = _end_to_end(request.headers.raw, {"host", "content-length"})
        body = await request.body()
        try:
            answer = await run_in_threadpool(client.request, request.method, target, headers=headers, content=body)
        except DiscoveryError:
            return Response("no instance available", 503)
        except httpx.TimeoutException:
            return Response("the instance did not answer in time", 504)
        except httpx.TransportError:
            return Response("the instance broke the connection", 502)
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
        params = {"passing": "true"}
        if self._index:
            params |= {"index": str(self._index), "wait": f"{self._wait}s"}
        try:
            answer = self._http.get(self._path, params=params)
            answer.raise_for_status()
        except httpx.HTTPError:
            time.sleep(RETRY_PAUSE)
            return {"added": [], "removed": []}
        index = int(answer.headers["X-Consul-Index"])
        self._index = 0 if index < self._index else index
        before, self._known = self._known, _base_urls(answer.json())
        return {
            "added": [url for url in self._known if url not in before],
            "removed": [url for url in before if url not in self._known],
        }


def _base_urls(entries: list[dict[str, Any]]) -> list[str]:
    """Return ``http://address:port`` for each entry of the registry's answer."""
    return [f"http://{entry['Service']['Address']}:{entry['Service']['Port']}" for entry in entries]


def _end_to_end(headers: Iterable[tuple[bytes, bytes]], also_without: set[str]) -> Headers:
    """Return the header fields that are meant for the other end (RFC 9110 section 7.6.1)."""
    fields = [(name.lower().decode("latin-1"), name, value) for name, value in headers]
    named = {
        option.strip().lower()
        for name, _, value in fields
        if name == "connection"
        for option in value.decode("latin-1").split(",")
    }
    drop = HOP_BY_HOP | named | also_without
    return [(name, value) for lower, name, value in fields if lower not in drop]


def _passed_back(answer: httpx.Response) -> Response:
    """Return an instance's answer as our own. httpx has unpacked the body: its coding and length are gone."""
    response = Response(answer.content, answer.status_code)
    response.raw_headers.extend(_end_to_end(answer.headers.raw, {"content-encoding", "content-length"}))
    return response
