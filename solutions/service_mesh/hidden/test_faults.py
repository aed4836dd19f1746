"""Task ``faults``: what is broken on purpose, and what is not."""

from __future__ import annotations

import pytest

from .support import Mesh, expect, lasted, near, numbered, route, service, traced
from .test_routing import BETA, place

LATE = {"delay": {"percent": 100, "seconds": 2.0}}
ENDED = {"abort": {"percent": 100, "status": 503}}
RULE = "a chaos test that spills over its rule is an outage"


@pytest.mark.task("faults", points=2, spec="So 0 never does, 100 always does, and one trace always has the same fate.")
def test_picks_faults_by_percent(student):
    """A trace is delayed, aborted, both or neither, by its bucket and the percentage of each."""
    for name, late, ended in (("all", 0, 100), ("all", 100, 0), ("canary", 40, 25), ("other", 60, 60)):
        fault = {"delay": {"percent": late, "seconds": 1.5}, "abort": {"percent": ended, "status": 429}}
        found = [student.pick_fault(route(name=name, fault=fault), numbered(number)) for number in range(40)]
        for number, one in enumerate(found):
            seconds = 1.5 if place(f"{name}:delay", numbered(number), 100) < late else 0.0
            code = 429 if place(f"{name}:abort", numbered(number), 100) < ended else None
            expect(
                "seconds and status", (seconds, code), tuple(one), tried=f"{fault}, route {name}, trace {number + 1}"
            )
    edge = place("edge:abort", numbered(3), 100)
    for percent, wanted in ((edge, None), (edge + 1, 500)):
        given = route(name="edge", fault={"abort": {"percent": percent, "status": 500}})
        expect(f"what happens at place {edge} and {percent} percent", wanted, student.pick_fault(given, numbered(3))[1])
    for settings in ({}, {"fault": {}}):
        expect(
            "the fault of a route without one", (0.0, None), tuple(student.pick_fault(route(**settings), numbered(1)))
        )
    expect("a delay alone", (2.0, None), tuple(student.pick_fault(route(fault=LATE), numbered(1))))
    expect("an abort alone", (0.0, 503), tuple(student.pick_fault(route(fault=ENDED), numbered(1))))


@pytest.mark.task(
    "faults", spec="The delay comes first, then the abort. A delayed request is sent on afterwards as any other"
)
def test_delays_a_call(student, network, clock):
    """A delayed call is sent on after its delay, which is no part of the timeout nor of the endpoint's latency."""
    both = route(name="both", match=BETA, fault={**LATE, **ENDED})
    plain = route(name="plain", match=[{"X-Plain": {"exact": "yes"}}])
    mesh = Mesh(student, network, {"stock": service(both, plain, route(fault=LATE, timeout=0.5))})
    network.latency("stock-1.test", 0.3)
    network.latency("stock-2.test", 0.4)
    soon = {"X-Plain": "yes"}
    for host, seconds, headers in (
        ("stock-1", 2.3, {}),
        ("stock-2", 0.4, soon),
        ("stock-1", 0.3, soon),
        ("stock-1", 2.3, {}),
    ):
        before = clock.elapsed
        answer = mesh.call(headers=headers)
        late = "a delayed call" if seconds > 2 else "a call by another route"
        expect(f"the answer of {late}", (200, f"{host}.test"), (answer.status_code, answer.text), why=RULE)
        near(f"how long {late} took", seconds, clock.elapsed - before)
    entry = mesh.logged()
    expect("flags and attempts in the log", ("-", 1), (entry["flags"], entry["attempts"]))
    lasted(2300, entry)
    before, sent = clock.elapsed, len(network.requests())
    answer = mesh.call(headers={"X-Group": "beta"})
    expect("the status with an abort as well", 503, answer.status_code)
    near("how long it took", 2.0, clock.elapsed - before)
    expect("what was sent for it", [], network.requests()[sent:])


@pytest.mark.task("faults", spec="An aborted one is answered with that status, `flags` being `FI`: nothing is sent")
def test_aborts_a_call(student, network):
    """An aborted call is answered by the sidecar, and logged and counted as such; no endpoint hears of it."""
    config = {"stock": service(route(fault={"abort": {"percent": 100, "status": 418}}, retries=2)), "pay": service()}
    mesh = Mesh(student, network, config)
    for _ in range(2):
        expect("the status", 418, mesh.call(headers=traced(4)).status_code)
    wanted = {"status": 418, "flags": "FI", "attempts": 0, "endpoint": "", "trace_id": numbered(4), "service": "stock"}
    expect("the fields of the log", wanted, {name: mesh.logged().get(name) for name in wanted})
    expect("what was sent", [], network.requests())
    counted = [line.split()[-1] for line in mesh.sidecar.metrics().splitlines() if '"418"' in line]
    expect("the count of 418", [2.0], [float(one) for one in counted])
    expect("the status of another service", 200, mesh.call(host="pay").status_code, why=RULE)


@pytest.mark.task(
    "faults", spec="a fault belongs to the route that was picked: no other route, and no other service, has it"
)
def test_breaks_nothing_else(student, network, clock):
    """A fault strikes the calls of its route only, and of these only the traces of its percentage."""
    beta = route(name="beta", match=BETA, fault={**LATE, **ENDED})
    some = route(name="some", match=[{"x-some": {"prefix": ""}}], fault={"abort": {"percent": 50, "status": 500}})
    mesh = Mesh(student, network, {"stock": service(beta, some, route()), "pay": service(route(name="beta"))})
    expect("the status in the rule", 503, mesh.call(headers={"X-Group": "beta"}).status_code)
    before = clock.elapsed
    for host, headers in (("stock", {}), ("stock", {"X-Group": "alpha"}), ("pay", {"X-Group": "beta"})):
        expect(
            "the status", 200, mesh.call(host=host, headers=headers).status_code, tried=f"{host}, {headers}", why=RULE
        )
    expect("the time that these took", 0.0, clock.elapsed - before, why=RULE)
    for number in range(12):
        wanted = 500 if place("some:abort", numbered(number), 100) < 50 else 200
        found = mesh.call(headers={"X-Some": "1", **traced(number)}).status_code
        expect(f"the status in trace {number + 1}, half of which are aborted", wanted, found)


@pytest.mark.task(
    "faults",
    spec=("nobody is blamed for it (no balancer, no detector)", "it is no request in the budget"),
)
def test_blames_nobody_for_a_fault(student, network):
    """An aborted call is not repeated, ejects nobody, and neither spends nor earns retries."""
    rule = route(name="beta", match=BETA, fault=ENDED, retries=2)
    budget = {"retry_budget": {"ratio": 0.5, "min_retries": 1}, "outliers": {"consecutive_errors": 1}}
    mesh = Mesh(student, network, {"stock": service(rule, route(retries=1), **budget)})
    for _ in range(8):
        expect("the status in the rule", 503, mesh.call(headers={"X-Group": "beta"}).status_code)
    expect("who is asked by two calls outside of it", ["stock-1", "stock-1"], mesh.asked(2), why="both are well")
    mesh.answers = {"stock-1.test": 503, "stock-2.test": 503}
    found = [len(mesh.asked()) for _ in range(3)]
    expect("the attempts at three calls that fail, where five calls earn two retries", [2, 2, 1], found)
