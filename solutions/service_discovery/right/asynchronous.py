"""Everything on asyncio: coroutines throughout, one AsyncClient each, the load balancer on bare Starlette."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

REGISTRY = "http://registry.test"
REGISTRY_TIMEOUT = 2.0
RETRY_PAUSE = 1.0


class DiscoveryError(Exception):
    pass


class RegistryError(DiscoveryError):
    pass


class NoInstanceError(DiscoveryError):
    pass


class Consul:
    """The few questions that we ask the registry."""

    def __init__(self, base_url, timeout=REGISTRY_TIMEOUT):
        self.client = httpx.AsyncClient(base_url=base_url, timeout=timeout)

    async def ask(self, method, path, *, accept=(), **options):
        try:
            response = await self.client.request(method, path, **options)
        except httpx.RequestError as error:
            raise RegistryError(str(error)) from error
        if not response.is_success and response.status_code not in accept:
            raise RegistryError(f"{method} {path}: {response.status_code}")
        return response

    async def healthy(self, service, **query):
        response = await self.ask("GET", f"/v1/health/service/{service}", params={"passing": "1", **query})
        services = [entry["Service"] for entry in response.json()]
        return [f"http://{s['Address']}:{s['Port']}" for s in services], int(response.headers["x-consul-index"])


class Registration:
    def __init__(self, service, instance_id, address, port, *, ttl=30.0, registry=REGISTRY):
        self.consul = Consul(registry)
        self.id = instance_id
        self.ttl = ttl
        check = {"TTL": f"{int(ttl * 1000)}ms", "Status": "passing"}
        self.form = {"Name": service, "ID": instance_id, "Address": address, "Port": port, "Check": check}

    async def register(self):
        await self.consul.ask("PUT", "/v1/agent/service/register", json=self.form)

    async def heartbeat(self):
        path = f"/v1/agent/check/pass/service:{self.id}"
        response = await self.consul.ask("PUT", path, accept=(404,))
        if response.status_code == 404:
            await self.register()

    async def keep_alive(self, seconds):
        async def forever():
            while True:
                with suppress(RegistryError):
                    await self.heartbeat()
                await asyncio.sleep(self.ttl / 3)

        beating = asyncio.create_task(forever())
        try:
            await asyncio.sleep(seconds)
        finally:
            beating.cancel()

    async def deregister(self):
        with suppress(RegistryError):
            await self.consul.ask("PUT", f"/v1/agent/service/deregister/{self.id}", accept=(404,))

    async def run(self, work):
        await self.register()
        try:
            return work()
        finally:
            await self.deregister()


class Directory:
    def __init__(self, service, *, max_age=10.0, registry=REGISTRY):
        self.consul = Consul(registry)
        self.service = service
        self.max_age = max_age
        self.known = None
        self.asked_at = None
        self.asking = asyncio.Lock()

    async def instances(self):
        async with self.asking:
            now = asyncio.get_running_loop().time()
            if self.asked_at is None or now - self.asked_at >= self.max_age:
                await self.refresh()
                self.asked_at = asyncio.get_running_loop().time()
        return self.known

    async def refresh(self):
        try:
            self.known, _ = await self.consul.healthy(self.service)
        except RegistryError:
            if self.known is None:
                raise


class ServiceClient:
    def __init__(self, directory, *, timeout=2.0):
        self.directory = directory
        self.client = httpx.AsyncClient(timeout=timeout)
        self.client.cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
        self.queue = deque()

    async def turn(self):
        """The instances, the one that waited longest first; it goes to the back of the queue."""
        listed = await self.directory.instances()
        kept = [url for url in self.queue if url in listed]
        self.queue = deque(kept + [url for url in listed if url not in kept])
        order = list(self.queue)
        self.queue.rotate(-1)
        return order

    async def request(self, method, path, **options):
        again = method.upper() in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE")
        for url in await self.turn():
            try:
                response = await self.client.request(method, url + path, **options)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
            except httpx.RequestError:
                if not again:
                    raise
                continue
            if again and response.status_code in (502, 503, 504):
                continue
            return response
        raise NoInstanceError(path)


SINGLE_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-connection",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
}


def without_hops(raw, *more):
    raw = [(name.lower(), value) for name, value in raw]
    named = b",".join(value for name, value in raw if name == b"connection").lower().split(b",")
    gone = SINGLE_HOP | {name.strip() for name in named} | set(more)
    return [(name, value) for name, value in raw if name not in gone]


def load_balancer(service, *, max_age=10.0, timeout=2.0, registry=REGISTRY):
    client = None

    async def forward(request):
        nonlocal client
        if client is None:
            client = ServiceClient(Directory(service, max_age=max_age, registry=registry), timeout=timeout)
        path = request.scope["raw_path"].decode()
        if request.scope["query_string"]:
            path += "?" + request.scope["query_string"].decode()
        headers = without_hops(request.headers.raw, b"host", b"content-length")
        try:
            answer = await client.request(request.method, path, headers=headers, content=await request.body())
        except DiscoveryError as error:
            return PlainTextResponse(repr(error), 503)
        except httpx.TimeoutException:
            return PlainTextResponse("too slow", 504)
        except httpx.RequestError:
            return PlainTextResponse("broken", 502)
        response = Response(answer.content, answer.status_code)
        for name, value in without_hops(answer.headers.raw, b"content-length", b"content-encoding"):
            response.headers.append(name.decode("latin-1"), value.decode("latin-1"))
        return response

    methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    return Starlette(routes=[Route("/{path:path}", forward, methods=methods)])


class Watcher:
    def __init__(self, service, *, wait=30.0, registry=REGISTRY):
        self.consul = Consul(registry, timeout=httpx.Timeout(5, read=wait + 5))
        self.service = service
        self.query = {}
        self.wait = wait
        self.known = []

    async def instances(self):
        return self.known

    async def poll(self):
        try:
            now, index = await self.consul.healthy(self.service, **self.query)
        except RegistryError:
            await asyncio.sleep(RETRY_PAUSE)
            return {"added": [], "removed": []}
        if index < self.query.get("index", 0):
            self.query = {}
        else:
            self.query = {"index": index, "wait": f"{self.wait:g}s"}
        old, self.known = self.known, now
        return {"added": sorted(set(now) - set(old)), "removed": sorted(set(old) - set(now))}
