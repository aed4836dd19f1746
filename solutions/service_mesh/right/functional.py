"""Functions and tuples: a streaming AsyncClient, an asynchronous refresh, urlsplit, state in plain dictionaries."""

import asyncio
import bisect
import functools
import hashlib
import json
import operator
import os
import string
import time
from datetime import UTC, datetime
from fractions import Fraction
from types import SimpleNamespace
from urllib.parse import urlsplit

import httpx
from cryptography import x509
from starlette.datastructures import Headers

CONTROL_PLANE = "http://control-plane.test"
CONTROL_PLANE_TIMEOUT = 2.0
TRUST_DOMAIN = "shop.test"
IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})
RETRIABLE = frozenset({502, 503, 504})
DROPPED = {b"host", b"connection", b"keep-alive", b"te", b"transfer-encoding", b"upgrade", b"content-length"}
LETTERS = frozenset(string.ascii_letters + string.digits + ".-_")
LOWER_HEX = frozenset(string.hexdigits) - frozenset("ABCDEF")


class NoEndpointError(Exception):
    """No candidates."""


class IdentityError(Exception):
    """No identity."""


def is_valid(text):
    """Whether this is a valid traceparent: positions first, then what stands there."""
    if len(text) < 55 or {text[2], text[35], text[52]} != {"-"}:
        return False
    version, trace_id, span_id, flags, rest = text[:2], text[3:35], text[36:52], text[53:55], text[55:]
    if not set(version + trace_id + span_id + flags) <= LOWER_HEX or version == "ff":
        return False
    if rest and (version == "00" or not rest.startswith("-")):
        return False
    return trace_id != "0" * 32 and span_id != "0" * 16


def continue_trace(traceparent):
    span = os.urandom(8).hex()
    if not is_valid(traceparent or ""):
        return "-".join(("00", os.urandom(16).hex(), span, "01"))
    sampled = traceparent[54] in "13579bdf"
    return "-".join(("00", traceparent[3:35], span, "01" if sampled else "00"))


def peer_id(pem, trust_domain=TRUST_DOMAIN):
    def check(condition, said):
        if not condition:
            raise IdentityError(said)

    try:
        certificate = x509.load_pem_x509_certificates(pem.encode())[0]
        extensions = {one.oid: one.value for one in certificate.extensions}
    except (ValueError, IndexError) as error:
        raise IdentityError("unreadable") from error
    span = (certificate.not_valid_before_utc, certificate.not_valid_after_utc)
    check(span[0] <= datetime.fromtimestamp(time.time(), UTC) <= span[1], "out of date")
    constraints = extensions.get(x509.ExtensionOID.BASIC_CONSTRAINTS)
    check(constraints is None or not constraints.ca, "an authority")
    names = extensions.get(x509.ExtensionOID.SUBJECT_ALTERNATIVE_NAME, ())
    uris = [name.value for name in names if isinstance(name, x509.UniformResourceIdentifier)]
    check(len(uris) == 1, "not one URI")
    (uri,) = uris
    scheme, authority, path, query, fragment = urlsplit(uri)
    check(uri == f"spiffe://{authority}{path}" and scheme == "spiffe" and not query + fragment, "no SPIFFE ID")
    check(authority == trust_domain, "another trust domain")
    segments = path.split("/")[1:]
    check(segments and all(segments) and not {".", ".."} & set(segments), "no path")
    check(set("".join(segments)) <= LETTERS, "odd letters")
    return uri


def is_allowed(allow, principal, method, path):
    steps = path.split("/")

    def admits(rule):
        prefixes = [prefix.rstrip("/").split("/") for prefix in rule.get("paths", ("/",))]
        under = any(steps[: len(prefix)] == prefix for prefix in prefixes)
        return rule["principal"] == principal and under and method in rule.get("methods", (method,))

    return not {".", ".."}.intersection(steps) and any(map(admits, allow))


async def read(receive):
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body


async def reply(send, status, headers, body):
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def fetch(scope, body, base_url, replaced, timeout):
    """One request, and its answer as (status, headers, body)."""
    headers = [(k, v) for k, v in scope["headers"] if k not in DROPPED | replaced.keys()]
    headers += [(k, v) for k, v in replaced.items() if v is not None]
    url = httpx.URL(base_url).copy_with(
        raw_path=scope["raw_path"] + (b"?" * bool(scope["query_string"]) + scope["query_string"])
    )
    async with (
        httpx.AsyncClient() as client,
        client.stream(scope["method"], url, headers=headers, content=body, timeout=timeout) as answer,
    ):
        raw = b"".join([part async for part in answer.aiter_raw()])
        kept = [(k.lower(), v) for k, v in answer.headers.raw if k.lower() not in DROPPED]
        return answer.status_code, kept, raw


def inbound(app_url, allow, *, trust_domain=TRUST_DOMAIN, timeout=5.0):
    def caller(scope):
        try:
            first = scope["extensions"]["tls"]["client_cert_chain"][0]
        except (KeyError, IndexError, TypeError):
            return None
        try:
            return peer_id(first, trust_domain)
        except IdentityError:
            return None

    async def app(scope, receive, send):
        principal = caller(scope)
        if principal is None or not is_allowed(allow, principal, scope["method"], scope["path"]):
            return await reply(send, 403, [], b"")
        told = {b"x-forwarded-client-cert": b"URI=" + principal.encode()}
        try:
            answer = await fetch(scope, await read(receive), app_url, told, timeout)
        except httpx.TransportError:
            answer = 503, [], b"no answer"
        return await reply(send, *answer)

    return app


class Balancer:
    def __init__(self, *, half_life=10.0, penalty=5.0):
        self._decay = lambda then: pow(2, -(time.monotonic() - then) / half_life)
        self._penalty = penalty
        self._sampled, self._picked, self._ended = {}, {}, {}

    def pick(self, candidates):
        try:
            endpoint = sorted(candidates, key=self.cost)[0]
        except IndexError:
            raise NoEndpointError("nobody there") from None
        self._picked[endpoint] = self._picked.get(endpoint, 0) + 1
        return endpoint

    def done(self, endpoint, seconds, ok):
        self._ended[endpoint] = self._ended.get(endpoint, 0) + 1
        sample = seconds if ok else max(self._penalty, seconds)
        old, then = self._sampled.get(endpoint, (0.0, 0.0))
        kept = self._decay(then)
        self._sampled[endpoint] = max(sample, kept * old + (1 - kept) * sample), time.monotonic()

    def cost(self, endpoint):
        flying = self._picked.get(endpoint, 0) - self._ended.get(endpoint, 0)
        if endpoint not in self._sampled:
            return self._penalty * flying
        estimate, then = self._sampled[endpoint]
        return estimate * self._decay(then) * (flying + 1)


class RetryBudget:
    def __init__(self, *, ratio=0.2, min_retries=3, window=10.0):
        self._earned = lambda requests: max(min_retries, int(requests * ratio))
        self._window = window
        self._moments = {"request": [], "retry": []}

    def _count(self, kind):
        moments = self._moments[kind]
        del moments[: bisect.bisect_right(moments, time.monotonic() - self._window)]
        return len(moments)

    def request(self):
        self._moments["request"].append(time.monotonic())

    def allow_retry(self):
        allowed = self._count("retry") < self._earned(self._count("request"))
        self._moments["retry"] += [time.monotonic()] * allowed
        return allowed


class OutlierDetector:
    def __init__(self, endpoints, *, consecutive_errors=5, base_ejection=30.0, max_ejected_percent=50):
        self._order = list(endpoints)
        share = Fraction(max_ejected_percent, 100) * len(self._order)
        self._stay = max(1, len(self._order) - int(share))
        self._rule = consecutive_errors, base_ejection
        self._row = dict.fromkeys(self._order, 0)
        self._ejections = {one: [] for one in self._order}

    def _is_in(self, endpoint):
        return not self._ejections[endpoint] or self._ejections[endpoint][-1] <= time.monotonic()

    def available(self):
        return list(filter(self._is_in, self._order))

    def record(self, endpoint, ok):
        if not self._is_in(endpoint):
            return
        limit, base = self._rule
        self._row[endpoint] = 0 if ok else self._row[endpoint] + 1
        if self._row[endpoint] >= limit and len(self.available()) > self._stay:
            self._row[endpoint] = 0
            past = self._ejections[endpoint]
            past.append(time.monotonic() + base * (len(past) + 1))


def bucket(salt, key, size):
    digest = hashlib.new("sha256", f"{salt}:{key}".encode()).digest()
    return functools.reduce(lambda number, byte: number * 256 + byte, digest[:8]) % size


def pick_route(routes, headers):
    tests = {"exact": operator.eq, "prefix": str.startswith}

    def holds(condition):
        for name, test in condition.items():
            ((how, wanted),) = test.items()
            value = headers.get(name.lower())
            if value is None or not tests[how](value, wanted):
                return False
        return True

    for route in routes:
        conditions = route.get("match", [])
        if not conditions or any(map(holds, conditions)):
            return route
    return None


def pick_subset(route, headers, trace_id):
    sticky = route.get("sticky")
    user = headers.get(sticky.lower(), "") if sticky else ""
    total = sum(map(operator.itemgetter("weight"), route["split"]))
    place, end = bucket(route["name"], user or trace_id, total), 0
    for target in route["split"]:
        end += target["weight"]
        if place < end:
            return target["subset"]
    raise AssertionError("the place is within the sum")


def pick_fault(route, trace_id):
    found = []
    for kind, value, nothing in (("delay", "seconds", 0.0), ("abort", "status", None)):
        rule = route.get("fault", {}).get(kind, {"percent": 0})
        strikes = bucket(route["name"] + ":" + kind, trace_id, 100) < rule["percent"]
        found.append(rule[value] if strikes else nothing)
    return tuple(found)


class Sidecar:
    def __init__(self, config, *, node="orders", control_plane=CONTROL_PLANE):
        self._discovery = control_plane + "/v3/discovery:routes"
        self._asked = {"node": {"id": node}, "version_info": "", "response_nonce": ""}
        self._services = {
            name: SimpleNamespace(
                routes=list(one["routes"]),
                budget=RetryBudget(**one.get("retry_budget", {})),
                subsets={
                    subset: (Balancer(), OutlierDetector(urls, **one.get("outliers", {})))
                    for subset, urls in one["endpoints"].items()
                },
            )
            for name, one in config.items()
        }
        self._ended = []

    async def refresh(self):
        try:
            async with httpx.AsyncClient(timeout=CONTROL_PLANE_TIMEOUT) as client:
                answer = await client.post(self._discovery, json=self._asked)
            if answer.status_code != httpx.codes.OK:
                return False
            news = json.loads(answer.text)
            state = {"version_info": news["version_info"], "response_nonce": news["nonce"]}
            routes = {one["name"]: list(one["routes"]) for one in news["resources"]}
        except (httpx.TransportError, LookupError, TypeError, ValueError):
            return False
        self._asked.update(state)
        for name, service in self._services.items():
            service.routes = routes.get(name, service.routes)
        return True

    def metrics(self):
        lines = [
            f'mesh_requests_total{{service="{name}",code="{code}"}} {self._ended.count((name, code))}'
            for name, code in dict.fromkeys(self._ended)
        ]
        return "".join(line + "\n" for line in ("# TYPE mesh_requests counter", *lines, "# EOF"))

    async def __call__(self, scope, receive, send):
        began = time.monotonic()
        headers = Headers(scope=scope)
        name, _, _ = headers.get("host", "").lower().partition(":")
        parents = headers.getlist("traceparent")
        goes_on = len(parents) == 1 and is_valid(parents[0])
        trace = continue_trace(parents[0] if goes_on else "")
        state = ",".join(headers.getlist("tracestate")) if goes_on else ""
        log = {"method": scope["method"], "path": scope["path"], "service": name, "endpoint": "", "attempts": 0}
        log |= {"trace_id": trace.split("-")[1], "flags": "-"}
        known = self._services.get(name)
        answer = await self._answer(scope, await read(receive), known, headers, trace, state, log)
        if isinstance(answer, str):
            log["flags"] = answer.split()[1]
            answer = int(answer.split()[0]), [], answer.encode()
        log |= {"status": answer[0], "duration_ms": round(1000 * (time.monotonic() - began))}
        self._ended.append((name if known else "unknown", answer[0]))
        print(json.dumps(log))
        await reply(send, *answer)

    async def _answer(self, scope, body, service, headers, trace, state, log):
        """The answer of an endpoint, or the status and the flag of the sidecar's own."""
        route = pick_route(service.routes, headers) if service else None
        if route is None:
            return "404 NR"
        late, code = pick_fault(route, log["trace_id"])
        if late:
            await asyncio.sleep(late)
        if code:
            return f"{code} FI"
        service.budget.request()
        balancer, detector = service.subsets[pick_subset(route, headers, log["trace_id"])]
        tried = set()
        for left in range(route.get("retries", 0), -1, -1):
            usable = detector.available()
            if not usable:
                return "503 UH"
            log["endpoint"] = balancer.pick([one for one in usable if one not in tried] or usable)
            tried.add(log["endpoint"])
            log["attempts"] += 1
            span = {b"traceparent": continue_trace(trace).encode(), b"tracestate": state.encode() or None}
            began, answer, unseen = time.monotonic(), None, False
            try:
                answer = await fetch(scope, body, log["endpoint"], span, route.get("timeout", 1.0))
            except httpx.TimeoutException as error:
                outcome, unseen = "504 UT", isinstance(error, httpx.ConnectTimeout)
            except httpx.TransportError as error:
                outcome, unseen = "503 UF", isinstance(error, httpx.ConnectError)
            else:
                outcome = answer
            balancer.done(log["endpoint"], time.monotonic() - began, answer is not None and answer[0] < 500)
            detector.record(log["endpoint"], answer is not None and answer[0] < 500)
            failed = answer is None or answer[0] in RETRIABLE
            again = left and failed and (unseen or scope["method"] in IDEMPOTENT)
            if not again or not service.budget.allow_retry():
                break
        return outcome
