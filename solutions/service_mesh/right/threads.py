"""In threads: a FastAPI app with a plain endpoint, httpx.Client, parsing by hand, dataclasses for what is learnt."""

import itertools
import json
import math
import struct
import sys
import threading
import time
import uuid
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import urlsplit

import httpx
from cryptography.x509 import (
    BasicConstraints,
    ExtensionNotFound,
    SubjectAlternativeName,
    UniformResourceIdentifier,
    load_pem_x509_certificate,
)
from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool

CONTROL_PLANE = "http://control-plane.test"
CONTROL_PLANE_TIMEOUT = 2.0
TRUST_DOMAIN = "shop.test"
IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})
RETRIABLE = frozenset({502, 503, 504})
SKIPPED = {"host", "connection", "keep-alive", "te", "transfer-encoding", "upgrade", "content-length"}
METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "POST", "PATCH"]
SEGMENT = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")


class NoEndpointError(Exception):
    """Nobody to pick."""


class IdentityError(Exception):
    """Nobody to know."""


def hexadecimal(text, length):
    return len(text) == length and set(text) <= set("0123456789abcdef")


def parse(traceparent):
    """(trace id, sampled), or None."""
    parts = (traceparent or "").split("-", 4)
    if len(parts) < 4 or not all(map(hexadecimal, parts, (2, 32, 16, 2))):
        return None
    version, trace_id, span_id, flags, *rest = parts
    if version == "ff" or (version == "00" and rest):
        return None
    if not int(trace_id, 16) or not int(span_id, 16):
        return None
    return trace_id, int(flags, 16) % 2 == 1


def continue_trace(traceparent):
    trace_id, sampled = parse(traceparent) or (uuid.uuid4().hex, True)
    return f"00-{trace_id}-{uuid.uuid4().hex[16:]}-{'01' if sampled else '00'}"


def peer_id(pem, trust_domain=TRUST_DOMAIN):
    try:
        certificate = load_pem_x509_certificate(pem.encode())
    except ValueError:
        raise IdentityError("no certificate") from None
    now = datetime.fromtimestamp(time.time(), UTC)
    if now < certificate.not_valid_before_utc or now > certificate.not_valid_after_utc:
        raise IdentityError("too early or too late")
    try:
        if certificate.extensions.get_extension_for_class(BasicConstraints).value.ca:
            raise IdentityError("an authority")
    except ExtensionNotFound:
        pass
    try:
        san = certificate.extensions.get_extension_for_class(SubjectAlternativeName)
    except ExtensionNotFound:
        raise IdentityError("no names") from None
    uris = san.value.get_values_for_type(UniformResourceIdentifier)
    if len(uris) != 1:
        raise IdentityError(f"{len(uris)} URIs")
    start, segments = f"spiffe://{trust_domain}/", uris[0].split("/")[3:]
    good = uris[0].startswith(start) and all(
        s and set(s) <= SEGMENT and s.strip(".") + "x" * (len(s) > 2) for s in segments
    )
    if not good:
        raise IdentityError(f"{uris[0]!r} is no identity here")
    return uris[0]


def below(path, prefix):
    return (path + "/").startswith(prefix if prefix.endswith("/") else prefix + "/")


def is_allowed(allow, principal, method, path):
    if any(segment in (".", "..") for segment in path.split("/")):
        return False
    for rule in allow:
        if rule["principal"] != principal or method not in rule.get("methods", [method]):
            continue
        if any(below(path, prefix) for prefix in rule.get("paths", ["/"])):
            return True
    return False


def send(request, body, base_url, extra, timeout):
    """Send a request on with httpx's plain client, and wait."""
    fields = [(k, v) for k, v in request.headers.items() if k not in SKIPPED and k not in extra]
    fields += [(k, v) for k, v in extra.items() if v is not None]
    target = request.scope["raw_path"].decode() + ("?" + request.url.query if request.url.query else "")
    with httpx.Client(timeout=httpx.Timeout(timeout)) as client:
        return client.request(request.method, base_url + target, headers=fields, content=body)


def give_back(answer):
    kept = {k: v for k, v in answer.headers.items() if k not in SKIPPED | {"content-encoding"}}
    return Response(answer.content, answer.status_code, headers=kept)


def inbound(app_url, allow, *, trust_domain=TRUST_DOMAIN, timeout=5.0):
    app = FastAPI(openapi_url=None)

    @app.api_route("/{path:path}", methods=METHODS)
    async def admit(request: Request):
        tls = (request.scope.get("extensions") or {}).get("tls") or {}
        chain = tls.get("client_cert_chain") or []
        try:
            principal = peer_id(next(iter(chain), ""), trust_domain)
        except IdentityError as error:
            return Response(str(error), 403)
        if not is_allowed(allow, principal, request.method, request.scope["path"]):
            return Response("not for you", 403)
        told = {"x-forwarded-client-cert": "URI=" + principal}
        try:
            answer = await run_in_threadpool(send, request, await request.body(), app_url, told, timeout)
        except httpx.TransportError:
            return Response("down", 503)
        return give_back(answer)

    return app


@dataclass
class Learnt:
    estimate: float = -1.0
    since: float = 0.0
    flying: int = 0


class Balancer:
    def __init__(self, *, half_life=10.0, penalty=5.0):
        self.half_life, self.penalty = half_life, penalty
        self.known = defaultdict(Learnt)
        self.lock = threading.RLock()

    def aged(self, one):
        return math.exp2((one.since - time.monotonic()) / self.half_life)

    def cost(self, endpoint):
        with self.lock:
            one = self.known[endpoint]
            if one.estimate < 0:
                return one.flying * self.penalty
            return one.estimate * self.aged(one) * (1 + one.flying)

    def pick(self, candidates):
        with self.lock:
            if not candidates:
                raise NoEndpointError
            costs = [self.cost(one) for one in candidates]
            chosen = candidates[costs.index(min(costs))]
            self.known[chosen].flying += 1
            return chosen

    def done(self, endpoint, seconds, ok):
        with self.lock:
            one = self.known[endpoint]
            one.flying -= 1
            if not ok and seconds < self.penalty:
                seconds = self.penalty
            if seconds < one.estimate:
                seconds += (one.estimate - seconds) * self.aged(one)
            one.estimate, one.since = seconds, time.monotonic()


class RetryBudget:
    def __init__(self, *, ratio=0.2, min_retries=3, window=10.0):
        self.ratio, self.min_retries, self.window = ratio, min_retries, window
        self.came, self.made = [], []
        self.lock = threading.Lock()

    def request(self):
        with self.lock:
            self.came.append(time.monotonic())

    def allow_retry(self):
        with self.lock:
            start = time.monotonic() - self.window
            self.came = [at for at in self.came if at > start]
            self.made = [at for at in self.made if at > start]
            earned = math.floor(len(self.came) * self.ratio)
            if len(self.made) + 1 > max(earned, self.min_retries):
                return False
            self.made.append(time.monotonic())
            return True


class OutlierDetector:
    def __init__(self, endpoints, *, consecutive_errors=5, base_ejection=30.0, max_ejected_percent=50):
        self.endpoints = tuple(endpoints)
        self.limit, self.base = consecutive_errors, base_ejection
        self.most = min(math.floor(len(self.endpoints) * max_ejected_percent / 100), len(self.endpoints) - 1)
        self.failed, self.times, self.back = defaultdict(int), defaultdict(int), {}
        self.lock = threading.RLock()

    def available(self):
        with self.lock:
            now = time.monotonic()
            self.back = {one: at for one, at in self.back.items() if at > now}
            return [one for one in self.endpoints if one not in self.back]

    def record(self, endpoint, ok):
        with self.lock:
            if endpoint not in self.available():
                return
            if ok:
                self.failed[endpoint] = 0
                return
            self.failed[endpoint] += 1
            if self.failed[endpoint] >= self.limit and len(self.back) + 1 <= self.most:
                self.times[endpoint] += 1
                self.failed[endpoint] = 0
                self.back[endpoint] = time.monotonic() + self.times[endpoint] * self.base


def bucket(salt, key, size):
    (number,) = struct.unpack(">Q", sha256((salt + ":" + key).encode("utf-8")).digest()[:8])
    return number % size


def holds(condition, headers):
    wanted = {name.lower(): test for name, test in condition.items()}
    if not wanted.keys() <= set(headers):
        return False
    return all(
        headers[name] == test["exact"] if "exact" in test else headers[name].startswith(test["prefix"])
        for name, test in wanted.items()
    )


def pick_route(routes, headers):
    return next((r for r in routes if any(holds(c, headers) for c in r.get("match") or [{}])), None)


def pick_subset(route, headers, trace_id):
    key = headers.get((route.get("sticky") or "").lower()) or trace_id
    ends = list(itertools.accumulate(target["weight"] for target in route["split"]))
    return route["split"][bisect_right(ends, bucket(route["name"], key, ends[-1]))]["subset"]


def pick_fault(route, trace_id):
    def strikes(kind):
        return kind in fault and bucket(f"{route['name']}:{kind}", trace_id, 100) < fault[kind]["percent"]

    fault = route.get("fault") or {}
    return (
        fault["delay"]["seconds"] if strikes("delay") else 0.0,
        fault["abort"]["status"] if strikes("abort") else None,
    )


@dataclass
class Call:
    request: Request
    body: bytes
    trace: str = ""
    state: str | None = None
    service: str = ""
    tried: list = field(default_factory=list)
    flags: str = "-"

    def __post_init__(self):
        self.service = (urlsplit("//" + self.request.headers.get("host", "")).hostname or "").lower()
        given = self.request.headers.getlist("traceparent")
        known = parse(given[0]) if len(given) == 1 else None
        self.trace = continue_trace(given[0] if known else None)
        if known:
            self.state = ",".join(self.request.headers.getlist("tracestate")) or None

    @property
    def trace_id(self):
        return self.trace[3:35]

    def by_itself(self, code, flags):
        self.flags = flags
        return Response(flags, code)


class Sidecar:
    def __init__(self, config, *, node="orders", control_plane=CONTROL_PLANE):
        self.node, self.control_plane = node, control_plane
        self.version, self.nonce = "", ""
        self.routes = {name: one["routes"] for name, one in config.items()}
        self.budgets = {name: RetryBudget(**one.get("retry_budget", {})) for name, one in config.items()}
        self.balancers, self.detectors = {}, {}
        for name, one in config.items():
            for subset, endpoints in one["endpoints"].items():
                self.balancers[name, subset] = Balancer()
                self.detectors[name, subset] = OutlierDetector(endpoints, **one.get("outliers", {}))
        self.counts = defaultdict(int)
        self.lock = threading.Lock()
        self.app = FastAPI(openapi_url=None)
        self.app.api_route("/{path:path}", methods=METHODS)(self.carry)

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)

    async def carry(self, request: Request):
        body = await request.body()
        return await run_in_threadpool(self.work, Call(request, body))

    def work(self, call):
        began = time.perf_counter()
        answer = self.answer(call)
        line = {"method": call.request.method, "path": call.request.scope["path"], "service": call.service}
        line |= {"endpoint": call.tried[-1] if call.tried else "", "status": answer.status_code}
        line |= {"attempts": len(call.tried), "duration_ms": round((time.perf_counter() - began) * 1000)}
        line |= {"trace_id": call.trace_id, "flags": call.flags}
        with self.lock:
            self.counts[call.service if call.service in self.routes else "unknown", answer.status_code] += 1
            sys.stdout.write(json.dumps(line) + "\n")
        return answer

    def answer(self, call):
        route = pick_route(self.routes.get(call.service, ()), call.request.headers)
        if not route:
            return call.by_itself(404, "NR")
        seconds, code = pick_fault(route, call.trace_id)
        if seconds:
            time.sleep(seconds)
        if code:
            return call.by_itself(code, "FI")
        self.budgets[call.service].request()
        subset = call.service, pick_subset(route, call.request.headers, call.trace_id)
        while True:
            try:
                outcome = self.attempt(call, route.get("timeout", 1.0), self.balancers[subset], self.detectors[subset])
            except NoEndpointError:
                return call.by_itself(503, "UH")
            if not (self.worth_it(call, outcome, route.get("retries", 0)) and self.budgets[call.service].allow_retry()):
                break
        if isinstance(outcome, httpx.Response):
            return give_back(outcome)
        if isinstance(outcome, httpx.TimeoutException):
            return call.by_itself(504, "UT")
        return call.by_itself(503, "UF")

    def attempt(self, call, timeout, balancer, detector):
        available = detector.available()
        fresh = [one for one in available if one not in call.tried]
        endpoint = balancer.pick(fresh or available)
        call.tried.append(endpoint)
        fields = {"traceparent": continue_trace(call.trace), "tracestate": call.state}
        began, ok = time.perf_counter(), False
        try:
            answer = send(call.request, call.body, endpoint, fields, timeout)
            ok = answer.status_code < 500
            return answer
        except httpx.TransportError as error:
            return error
        finally:
            balancer.done(endpoint, time.perf_counter() - began, ok)
            detector.record(endpoint, ok)

    @staticmethod
    def worth_it(call, outcome, retries):
        if len(call.tried) > retries:
            return False
        if isinstance(outcome, (httpx.ConnectError, httpx.ConnectTimeout)):
            return True
        if isinstance(outcome, httpx.Response) and outcome.status_code not in RETRIABLE:
            return False
        return call.request.method in IDEMPOTENT

    def refresh(self):
        asked = {"node": {"id": self.node}, "version_info": self.version, "response_nonce": self.nonce}
        try:
            with httpx.Client(base_url=self.control_plane, timeout=CONTROL_PLANE_TIMEOUT) as client:
                answer = client.post("/v3/discovery:routes", json=asked)
            if answer.status_code != 200:
                return False
            news = answer.json()
            version, nonce = news["version_info"], news["nonce"]
            routes = [(one["name"], one["routes"]) for one in news["resources"]]
        except (httpx.HTTPError, KeyError, TypeError, ValueError):
            return False
        self.version, self.nonce = version, nonce
        self.routes.update((name, given) for name, given in routes if name in self.routes)
        return True

    def metrics(self):
        text = "# TYPE mesh_requests counter\n"
        for (service, code), count in sorted(self.counts.items()):
            text += f'mesh_requests_total{{service="{service}",code="{code}"}} {count}\n'
        return text + "# EOF\n"
