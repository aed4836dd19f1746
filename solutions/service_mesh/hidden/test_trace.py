"""Task ``trace``: calls are carried as they came, in the trace of the caller, and leave a line and a count."""

from __future__ import annotations

import re

import pytest

from grader.suite import drop, explain, hang, refuse, reset

from .support import PARENT, SPAN, TRACE, V1, Mesh, expect, lasted, route, service

WELL_FORMED = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]")
OTHER = "0123456789abcdef0123456789abcdef"
PARTS = "in Trace Context, section 3.2.2, is what each of the four parts may be"


def new_trace(student, traceparent: str | None, *known: str) -> str:
    """The trace id of a trace that has to be a new one."""
    found = student.continue_trace(traceparent)
    new = isinstance(found, str) and WELL_FORMED.fullmatch(found) and found.endswith("-01")
    assert new and found[3:35] not in known, explain(
        expected="a new trace: version 00, random ids, flags 01", happened=f"{found!r}", tried=f"{traceparent!r}"
    )
    return found[3:35]


@pytest.mark.task("trace", spec="a new random parent id (each call, and each attempt at a call, is a span of its own)")
def test_continues_a_valid_trace(student):
    """A valid traceparent is continued: the same trace id, and each time another parent id."""
    for trace_id, span_id in ((TRACE, SPAN), (OTHER, "b" * 16), ("0" * 31 + "1", "0" * 15 + "1")):
        found = [student.continue_trace(f"00-{trace_id}-{span_id}-01") for _ in range(3)]
        expect("version, trace id and flags", [("00", trace_id, "01")] * 3, [(s[:2], s[3:35], s[-2:]) for s in found])
        spans = {one[36:52] for one in found} - {span_id}
        assert len(spans) == 3 and all(map(WELL_FORMED.fullmatch, found)), explain(
            expected="three well-formed spans, all new", happened=f"{found}", why="two spans with one id can't be told"
        )


@pytest.mark.task("trace", spec="as flags `01` if the lowest bit of the caller's flags is set, `00` if not")
def test_hands_on_whether_the_trace_is_sampled(student):
    """Of the flags only the lowest bit, sampled or not, is handed on."""
    for given, wanted in (("00", "00"), ("01", "01"), ("02", "00"), ("03", "01"), ("fe", "00"), ("ff", "01")):
        found = student.continue_trace(f"00-{TRACE}-{SPAN}-{given}")
        expect(f"the trace id, and the flags for {given}", (TRACE, wanted), (found[3:35], found[-2:]))


@pytest.mark.task("trace", spec="neither id is all zeros, and with version `00` nothing follows")
def test_begins_a_new_trace_for_an_invalid_one(student):
    """What is no valid traceparent, or missing, begins a new trace with ids of its own."""
    expect("the trace id of a valid one", TRACE, student.continue_trace(PARENT)[3:35])
    broken = (
        *(f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE}-{'0' * 16}-01", f"ff-{TRACE}-{SPAN}-01", f"{PARENT}-more"),
        *(f"00-{TRACE.upper()}-{SPAN}-01", f"00-{TRACE}-{SPAN.upper()}-01", f"00-{TRACE}-{SPAN}-0A", f"{PARENT}-"),
        *(f"00-{TRACE[1:]}-{SPAN}-01", f"00-{TRACE}-{SPAN}0-01", f"00-{TRACE}-{SPAN}", f"0-{TRACE}-{SPAN}-01", ""),
        *(f"{PARENT}\n", f" {PARENT}", f"0G-{TRACE}-{SPAN}-01", f"{PARENT},{PARENT}", PARENT.replace("-", "_"), None),
        *(f"00-{TRACE}-{SPAN}-1", f"00-{TRACE}-{SPAN}-011", f"00-{'g' * 32}-{SPAN}-01", f"00-{TRACE}-{'z' * 16}-01"),
    )
    broken += (f"00-{TRACE[:-3]}a_b-{SPAN}-01", f"00-{TRACE}-{SPAN[:-1]}\u0663-01", f"00-{TRACE[1:]}-{SPAN}-0-01")
    known = [TRACE]
    for traceparent in broken:
        known.append(new_trace(student, traceparent, *known))


@pytest.mark.task("trace", spec="A later version may have more behind a further `-`, which is not sent on.")
def test_understands_a_later_version(student):
    """A traceparent of a later version is continued in version 00, without what follows."""
    for given in (
        f"cc-{TRACE}-{SPAN}-01",
        f"01-{TRACE}-{SPAN}-01-more",
        f"fe-{TRACE}-{SPAN}-01-a-b",
        f"01{PARENT[2:]}-",
    ):
        found = student.continue_trace(given)
        good = bool(WELL_FORMED.fullmatch(found)) and found[3:35] == TRACE
        assert good, explain(f"version 00 and trace {TRACE}, and no more", f"{found!r}", try_next=PARTS, tried=given)
    new_trace(student, f"cc-{TRACE}-{SPAN}-01more", TRACE)


@pytest.mark.task(
    "trace",
    spec=("letter case and a port make no difference", "method, path, query, body and header fields as they came"),
)
def test_carries_a_call_as_it_came(student, network):
    """A call arrives at the endpoint as the application made it, and the answer comes back as it is."""
    mesh = Mesh(student, network, {"stock": service(endpoints={"v1": V1[:1]})})
    sent = (("PATCH", 201), ("POST", 404), ("GET", 503), ("DELETE", 204))
    for (method, code), host in zip(sent, ("stock", "STOCK", "Stock:8080", "stock:80"), strict=True):
        mesh.answers = {"stock-1.test": code}
        answer = mesh.call(method, "/a%2Fb?q=1&q=2", host, content=b"five", headers={"X-Mark": method})
        by = answer.headers.get("x-by")
        expect(f"the status of {method} to {host}", code, answer.status_code)
        expect("the answer's header field X-By and body", ("stock-1.test, mesh", "stock-1.test"), (by, answer.text))
        got = network.requests()[-1].request
        found = (got.method, got.url.raw_path, got.content, got.headers["x-mark"])
        expect("what arrived", (method, b"/a%2Fb?q=1&q=2", b"five", method), found)


@pytest.mark.task("trace", spec="The sidecar sends its `traceparent` in place of the caller's.")
def test_sends_the_trace_on(student, network, evidence, clock):
    """An endpoint gets the caller's trace in a span of the sidecar's, and the tracestate as it came."""
    mesh = Mesh(student, network)
    network.latency("stock-1.test", 0.2)
    fields = [("traceparent", PARENT), ("tracestate", "congo=t61,rojo=00f0"), ("tracestate", "azul=7")]
    mesh.client.get("/", headers=[("Host", "stock"), *fields])
    got = network.requests()[0].request.headers.get_list("traceparent")
    trace_id = got[0][3:35] if got else "no trace"
    evidence.mark("trace", "orders", value=TRACE, at=0.0, seconds=clock.elapsed)
    evidence.mark("trace", "orders", "sidecar", value=trace_id, wanted=TRACE, at=0.0, seconds=0.2)
    expect("one traceparent, of the caller's trace", [TRACE], [one[3:35] for one in got])
    assert got[0][36:52] != SPAN, explain("a span of the sidecar's own", "the caller's span")
    state = network.requests()[0].request.headers.get("tracestate", "").replace(" ", "")
    expect("the members of the tracestate", "congo=t61,rojo=00f0,azul=7", state)


@pytest.mark.task(
    "trace",
    spec=(
        "Two `traceparent` fields are as good as an invalid one.",
        "`tracestate` is sent on as it came if the trace goes on; if a new one begins it is left out.",
    ),
)
def test_takes_no_tracestate_into_a_new_trace(student, network):
    """With two traceparents, an invalid one or none a new trace begins, without the old one's tracestate."""
    mesh = Mesh(student, network)
    good, state = ("traceparent", PARENT), ("tracestate", "congo=t61")
    for fields in ([good, ("traceparent", f"00-{OTHER}-{SPAN}-01")], [("traceparent", "00-1-2-01")], []):
        mesh.client.get("/", headers=[("Host", "stock"), *fields, state])
        got = network.requests()[-1].request.headers
        sent = got.get_list("traceparent")
        new = len(sent) == 1 and bool(WELL_FORMED.fullmatch(sent[0])) and sent[0][3:35] not in (TRACE, OTHER)
        assert new, explain("one traceparent, of a new trace", f"{sent}", tried=f"{fields}")
        expect("the tracestate", None, got.get("tracestate"), why="it belongs to the trace that it came with")


@pytest.mark.task(
    "trace",
    spec=("the path without the query, where tokens like to hide", "the URL of the last endpoint that was tried"),
)
def test_logs_a_call(student, network):
    """For each call there is one line of JSON with all its fields."""
    mesh = Mesh(student, network)
    network.latency("stock-1.test", 0.25)
    network.latency("stock-2.test", 0.25)
    mesh.answers = {"stock-1.test": 404}
    mesh.call("PUT", "/items/7?token=secret", "Stock:80", headers={"traceparent": PARENT})
    wanted = {"method": "PUT", "path": "/items/7", "service": "stock", "endpoint": V1[0], "status": 404}
    wanted |= {"attempts": 1, "trace_id": TRACE, "flags": "-"}
    entry = mesh.logged()
    expect("the fields of the line", wanted, {name: entry.get(name) for name in wanted})
    lasted(250, entry)
    assert "secret" not in student.output(), explain("no query in the log", "a token from the query is in it")
    mesh.call()
    lines = [(one["endpoint"], one["status"]) for one in mesh.log()]
    expect("a line for each call", [(V1[0], 404), (V1[1], 200)], lines)
    expect(
        "the trace id that was sent on",
        network.requests()[-1].request.headers["traceparent"][3:35],
        mesh.logged()["trace_id"],
    )


@pytest.mark.task("trace", spec="why the sidecar answered by itself, as below")
def test_says_why_it_answers_by_itself(student, network):
    """When there is no route, no endpoint or no answer, the status and the flag in the log say which."""
    match = [{"x-group": {"exact": "beta"}}]
    one, two = {"v1": ["http://stock-1.test"]}, {"v1": ["http://pay-1.test"]}
    config = {"stock": service(route(timeout=0.5), endpoints=one), "pay": service(endpoints=two)}
    config |= {"beta": service(route(match=match)), "empty": service(endpoints={"v1": []})}
    mesh = Mesh(student, network, config)
    cases = [("nobody", None, 404, "NR", 0), ("beta", None, 404, "NR", 0), ("empty", None, 503, "UH", 0)]
    cases += [("stock", fault, 503, "UF", 1) for fault in (refuse(), reset(), drop())]
    cases += [(host, hang(), 504, "UT", 1) for host in ("stock", "pay")]
    cases.append(("stock", hang(connecting=True), 504, "UT", 1))
    for host, fault, status, flag, attempts in cases:
        if fault:
            network.script(f"{host}-1.test", fault)
        answer = mesh.call(host=host)
        entry = mesh.logged()
        found = (answer.status_code, entry.get("status"), entry.get("flags"), entry.get("attempts"))
        endpoint = f"http://{host}-1.test" if attempts else ""
        expect("the endpoint in the log", endpoint, entry.get("endpoint"), tried=f"a call to {host}")
        tried = f"a call to {host}" + (f" with {fault.kind}" if fault else "")
        expect("status, in the log as well, flag, attempts", (status, status, flag, attempts), found, tried=tried)
        patience = 1000 if host == "pay" else 500
        if flag == "UT":
            lasted(patience, entry, tried=tried)


@pytest.mark.task(
    "trace",
    spec=(
        "A call is counted once, with the status that the application got",
        "A service that is not in the configuration is counted as `unknown`",
    ),
)
def test_counts_calls_by_service_and_status(student, network):
    """The metrics count each call once, by service and status, in the text format of OpenMetrics."""
    beta = service(route(match=[{"x-group": {"exact": "beta"}}]))
    mesh = Mesh(student, network, {"stock": service(), "pay": service(), "beta": beta})
    other = student.Sidecar({"stock": service()})
    expect("the last line before any call", "# EOF", mesh.sidecar.metrics().strip().splitlines()[-1])
    for host, code in (("stock", 200), ("stock", 200), ("STOCK", 500), ("pay", 404), ("beta", 0), ("a", 0), ('b"', 0)):
        mesh.answers = dict.fromkeys(("stock-1.test", "stock-2.test"), code)
        mesh.call(host=host)
    text = mesh.sidecar.metrics()
    expect("the same text when it is asked for again", text, mesh.sidecar.metrics())
    lines = text.split("\n")
    typed = "# TYPE mesh_requests counter" in lines[: text[: text.find("mesh_requests_total")].count("\n")]
    expect("the type before the samples, and the end", (True, ["# EOF", ""]), (typed, lines[-2:]))
    found = {}
    for line in lines:
        if sample := re.fullmatch(r"mesh_requests_total\{(\S+?)\} (\d+(?:\.0)?)", line):
            labels = dict(re.findall(r'(\w+)="([^"]*)"', sample[1]))
            found[labels.get("service"), labels.get("code")] = float(sample[2])
    wanted = {("stock", "200"): 2, ("stock", "500"): 1, ("pay", "404"): 1, ("beta", "404"): 1, ("unknown", "404"): 2}
    expect("the count by service and status", wanted, found)
    assert "mesh_requests_total{" not in other.metrics(), "Another sidecar has counted nothing."
