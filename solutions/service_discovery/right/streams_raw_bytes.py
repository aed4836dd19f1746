"""A plain function does the load balancing, in FastAPI's own threads; bodies are passed on still compressed.

Heartbeats keep to a fixed timetable; the list is a record that is replaced whole; a generator gives the order.
"""

from __future__ import annotations

import itertools
import time
from typing import Annotated, NamedTuple

import httpx
from fastapi import Depends, FastAPI, Request
from fastapi.responses import PlainTextResponse, Response

REGISTRY = "http://registry.test"
REGISTRY_TIMEOUT = 2.0
RETRY_PAUSE = 1.0
NO_CHANGE = {"added": [], "removed": []}


class DiscoveryError(Exception):
    pass


class RegistryError(DiscoveryError):
    pass


class NoInstanceError(DiscoveryError):
    pass


class Snapshot(NamedTuple):
    urls: tuple[str, ...]
    index: int

    @classmethod
    def of(cls, response):
        if response.status_code != 200:
            raise RegistryError(response.text)
        entries = (entry["Service"] for entry in response.json())
        urls = tuple(f"http://{entry['Address']}:{entry['Port']}" for entry in entries)
        return cls(urls, int(response.headers["X-Consul-Index"]))


class Api(httpx.Client):
    """An httpx client that knows what a failing registry is."""

    def send(self, request, **options):
        try:
            return super().send(request, **options)
        except httpx.TransportError as error:
            raise RegistryError(f"{type(error).__name__}: {error}") from error


class Registration:
    def __init__(self, service, instance_id, address, port, *, ttl=30.0, registry=REGISTRY):
        self.api = Api(base_url=registry, timeout=REGISTRY_TIMEOUT)
        self.service, self.instance_id, self.address, self.port, self.ttl = (
            service,
            instance_id,
            address,
            port,
            ttl,
        )

    def register(self):
        form = {"Name": self.service, "ID": self.instance_id, "Address": self.address, "Port": self.port}
        form["Check"] = {"TTL": f"{self.ttl}s", "Status": "passing"}
        response = self.api.put("/v1/agent/service/register", json=form)
        if response.status_code != 200:
            raise RegistryError(response.text)

    def heartbeat(self):
        match self.api.put(f"/v1/agent/check/pass/service:{self.instance_id}").status_code:
            case 200:
                pass
            case 404:
                self.register()
            case status:
                raise RegistryError(f"heartbeat answered with {status}")

    def keep_alive(self, seconds):
        start = time.monotonic()
        for number in itertools.count():
            due = number * self.ttl / 3
            if due > seconds:
                break
            time.sleep(max(0, start + due - time.monotonic()))
            try:
                self.heartbeat()
            except RegistryError:
                continue
        time.sleep(max(0, start + seconds - time.monotonic()))

    def deregister(self):
        try:
            self.api.put(f"/v1/agent/service/deregister/{self.instance_id}")
        except RegistryError:
            return

    def run(self, work):
        try:
            self.register()
            return work()
        finally:
            self.deregister()


class Directory:
    def __init__(self, service, *, max_age=10.0, registry=REGISTRY):
        self.api = Api(base_url=registry, timeout=REGISTRY_TIMEOUT)
        self.path = f"/v1/health/service/{service}?passing"
        self.max_age = max_age
        self.snapshot, self.tried = None, None

    def instances(self):
        if self.tried is None or time.perf_counter() - self.tried > self.max_age:
            try:
                self.snapshot = Snapshot.of(self.api.get(self.path))
            except RegistryError:
                if self.snapshot is None:
                    raise
            self.tried = time.perf_counter()
        return list(self.snapshot.urls)


class ServiceClient:
    def __init__(self, directory, *, timeout=2.0):
        self.directory = directory
        self.http = httpx.Client(timeout=timeout)
        self.calls = itertools.count()

    def candidates(self):
        known = sorted(self.directory.instances())
        first = next(self.calls) % len(known) if known else 0
        yield from known[first:]
        yield from known[:first]

    def send(self, method, path, stream, **options):
        repeatable = method.upper() in {"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"}
        for base in self.candidates():
            request = httpx.Request(method, base + path, **options)  # not the client's, which adds kept cookies
            try:
                response = self.http.send(request, stream=stream)
            except httpx.TransportError as error:
                if repeatable or isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                    continue
                raise
            if not (repeatable and response.status_code in (502, 503, 504)):
                return response
            response.close()
        raise NoInstanceError(f"nobody for {method} {path}")

    def request(self, method, path, **options):
        return self.send(method, path, False, **options)


async def body_of(request: Request) -> bytes:
    return await request.body()


def end_to_end(headers, *without):
    pairs = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers]
    connection = {t.strip().lower() for n, v in pairs if n == "connection" for t in v.split(",")}
    hop = {"connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade"}
    return [(name, value) for name, value in pairs if name not in hop | connection | set(without)]


def load_balancer(service, *, max_age=10.0, timeout=2.0, registry=REGISTRY):
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    client = ServiceClient(Directory(service, max_age=max_age, registry=registry), timeout=timeout)

    def forward(request: Request, body: Annotated[bytes, Depends(body_of)]):
        raw = request.scope["raw_path"] + (b"?" + request.scope["query_string"]).rstrip(b"?")
        headers = end_to_end(request.headers.raw, "host", "content-length")
        try:
            answer = client.send(request.method, raw.decode(), True, headers=headers, content=body)
        except DiscoveryError as error:
            return PlainTextResponse(str(error), 503, {"Retry-After": "1"})
        except httpx.TimeoutException as error:
            return PlainTextResponse(str(error), 504)
        except httpx.TransportError as error:
            return PlainTextResponse(str(error), 502)
        response = Response(b"".join(answer.iter_raw()), answer.status_code)
        if "content-length" in response.headers:
            del response.headers["content-length"]
        for name, value in end_to_end(answer.headers.raw):
            response.headers.append(name, value)
        return response

    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        app.add_api_route("/{path:path}", forward, methods=[method], response_model=None)
    return app


class Watcher:
    def __init__(self, service, *, wait=30.0, registry=REGISTRY):
        self.api = Api(base_url=registry, timeout=wait + 4)
        self.path, self.wait = f"/v1/health/service/{service}", wait
        self.last = Snapshot((), 0)
        self.index = 0

    def instances(self):
        return list(self.last.urls)

    def poll(self):
        params = {"passing": True, "index": self.index, "wait": f"{self.wait}s"}
        try:
            new = Snapshot.of(self.api.get(self.path, params=params))
        except RegistryError:
            time.sleep(RETRY_PAUSE)
            return NO_CHANGE
        old, self.last = self.last, new
        self.index = new.index if new.index >= old.index else 0
        added = [url for url in new.urls if url not in old.urls]
        return {"added": added, "removed": [url for url in old.urls if url not in new.urls]}
