"""Threads where something has to wait, an ASGI application without a framework, httpx without clients.

Registers as critical and sends the first heartbeat itself; asks for all instances and keeps the healthy.
"""

import asyncio
import json
import threading
import time
from contextlib import contextmanager
from urllib.parse import quote

import httpx

REGISTRY = "http://registry.test"
REGISTRY_TIMEOUT = 2.0
RETRY_PAUSE = 1.0


class DiscoveryError(Exception):
    """Discovery failed."""


class RegistryError(DiscoveryError):
    """The registry failed."""


class NoInstanceError(DiscoveryError):
    """No instance answered."""


@contextmanager
def registry_errors():
    try:
        yield
    except (httpx.HTTPStatusError, httpx.TransportError) as error:
        raise RegistryError(repr(error)) from error


def put(registry, path, body=None):
    return httpx.put(registry + path, content=json.dumps(body) if body else b"", timeout=REGISTRY_TIMEOUT)


def passing(entries):
    for entry in entries:
        if all(check["Status"] == "passing" for check in entry["Checks"]):
            yield "http://{Address}:{Port}".format(**entry["Service"])


class Registration:
    def __init__(self, service, instance_id, address, port, *, ttl=30.0, registry=REGISTRY):
        self.registry, self.instance_id, self.ttl = registry, instance_id, ttl
        self.definition = {"Name": service, "ID": instance_id, "Address": address, "Port": port}
        self.definition["Check"] = {"TTL": f"{ttl}s"}

    def register(self):
        with registry_errors():
            put(self.registry, "/v1/agent/service/register", self.definition).raise_for_status()
            put(self.registry, self.check).raise_for_status()

    @property
    def check(self):
        return f"/v1/agent/check/pass/service:{quote(self.instance_id)}"

    def heartbeat(self):
        with registry_errors():
            answer = put(self.registry, self.check)
            if answer.status_code != 404:
                answer.raise_for_status()
                return
        self.register()

    def keep_alive(self, seconds):
        over = threading.Event()

        def beat():
            while not over.wait(self.ttl / 3):
                try:
                    self.heartbeat()
                except RegistryError as error:
                    print("heartbeat lost:", error)

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        time.sleep(seconds)
        over.set()
        thread.join()

    def deregister(self):
        try:
            put(self.registry, f"/v1/agent/service/deregister/{quote(self.instance_id)}")
        except httpx.TransportError as error:
            print("not deregistered:", error)

    def run(self, work):
        with self:
            return work()

    def __enter__(self):
        self.register()
        return self

    def __exit__(self, *error):
        self.deregister()


class Directory:
    def __init__(self, service, *, max_age=10.0, registry=REGISTRY):
        self.url = f"{registry}/v1/health/service/{service}"
        self.max_age = max_age
        self.lock = threading.Lock()
        self.seen, self.good_until = None, 0

    def instances(self):
        with self.lock:
            if self.seen is not None and time.time() < self.good_until:
                return list(self.seen)
            try:
                with registry_errors():
                    answer = httpx.get(self.url, timeout=REGISTRY_TIMEOUT).raise_for_status()
                self.seen = tuple(passing(answer.json()))
            except RegistryError:
                if self.seen is None:
                    raise
            self.good_until = time.time() + self.max_age
            return list(self.seen)


def safe_to_repeat(method):
    return method.upper() not in {"POST", "PATCH"}


class ServiceClient:
    def __init__(self, directory, *, timeout=2.0):
        self.directory, self.timeout = directory, timeout
        self.lock, self.last = threading.Lock(), None

    def order(self):
        """All instances, beginning behind the one that was first in the last call."""
        instances = self.directory.instances()
        with self.lock:
            start = instances.index(self.last) + 1 if self.last in instances else 0
            order = instances[start:] + instances[:start]
            self.last = order[0] if order else None
        return order

    def attempt(self, instance, method, path, options):
        """The answer, or the exception after which the next instance may be tried."""
        try:
            answer = httpx.request(method, f"{instance}{path}", timeout=self.timeout, **options)
        except httpx.TransportError as error:
            arrived = not isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout))
            if arrived and not safe_to_repeat(method):
                raise
            return error
        if answer.status_code in (502, 503, 504) and safe_to_repeat(method):
            return NoInstanceError(f"{instance} answered {answer.status_code}")
        return answer

    def request(self, method, path, **options):
        outcome = NoInstanceError("there is none")
        for instance in self.order():
            outcome = self.attempt(instance, method, path, options)
            if isinstance(outcome, httpx.Response):
                return outcome
        raise NoInstanceError(str(outcome))


HOPS = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
]


def filtered(headers, *more):
    headers = [(name.lower(), value) for name, value in headers]
    listed = [v.decode("latin-1").lower() for n, v in headers if n == b"connection"]
    drop = {*HOPS, *more, *(token.strip() for value in listed for token in value.split(","))}
    return [(name, value) for name, value in headers if name.decode("latin-1") not in drop]


def load_balancer(service, *, max_age=10.0, timeout=2.0, registry=REGISTRY):
    client = ServiceClient(Directory(service, max_age=max_age, registry=registry), timeout=timeout)

    def forward(method, target, headers, body):
        try:
            answer = client.request(method, target, headers=headers, content=body)
        except DiscoveryError:
            return 503, [], b"unavailable"
        except httpx.TimeoutException:
            return 504, [], b"timeout"
        except httpx.TransportError:
            return 502, [], b"bad gateway"
        return (
            answer.status_code,
            filtered(answer.headers.raw, "content-length", "content-encoding"),
            answer.content,
        )

    async def app(scope, receive, send):
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        query = scope["query_string"].decode("ascii")
        target = scope["raw_path"].decode("ascii") + (f"?{query}" if query else "")
        headers = filtered(scope["headers"], "host", "content-length")
        status, fields, content = await asyncio.to_thread(forward, scope["method"], target, headers, body)
        await send({"type": "http.response.start", "status": status, "headers": fields})
        await send({"type": "http.response.body", "body": content})

    return app


class Watcher:
    def __init__(self, service, *, wait=30.0, registry=REGISTRY):
        self.url, self.wait = f"{registry}/v1/health/service/{service}", wait
        self.index, self.current = None, ()

    def instances(self):
        return list(self.current)

    def poll(self):
        patience = self.wait * 1.1 + 2
        query = {} if self.index is None else {"index": self.index, "wait": f"{round(self.wait * 1000)}ms"}
        try:
            answer = httpx.get(self.url, params=query, timeout=patience).raise_for_status()
        except (httpx.TransportError, httpx.HTTPStatusError):
            time.sleep(RETRY_PAUSE)
            return {"added": [], "removed": []}
        self.index = int(answer.headers["X-Consul-Index"])
        before, self.current = self.current, tuple(passing(answer.json()))
        changes = {"added": [], "removed": []}
        changes["added"] += [url for url in self.current if url not in before]
        changes["removed"] += [url for url in before if url not in self.current]
        return changes
