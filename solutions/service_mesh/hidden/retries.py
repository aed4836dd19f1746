"""What the sidecar tries again, where, how often, and whom it leaves out: the longer tests of ``resilience``."""

from __future__ import annotations

from grader.suite import drop, explain, hang, refuse, reset

from .support import PARENT, SPAN, TRACE, Mesh, expect, route, service

TRIO = {"v1": [f"http://stock-{number}.test" for number in (1, 2, 3)]}
RETRY = route(retries=2, timeout=0.5)
STORM = "retries multiply from layer to layer: a budget keeps a slow service from being a dead one"


def all_answer(mesh, code: int) -> None:
    """Let every endpoint answer with this status."""
    mesh.answers = {f"{name}-{number}.test": code for name in ("stock", "pay") for number in (1, 2, 3)}


def calm(**settings) -> dict:
    """Settings under which no endpoint is ejected and retries are plenty."""
    return {"outliers": {"consecutive_errors": 1000}, "retry_budget": {"min_retries": 1000}, **settings}


def repeats_what_another_endpoint_may_better(student, network, clock) -> None:
    """After 502, 503, 504 or no answer the call is tried again, as often as the route says; not after 500 or 404."""
    config = {"stock": service(RETRY, endpoints=TRIO, **calm()), "pay": service(endpoints=TRIO, **calm())}
    mesh = Mesh(student, network, config)
    for code in (502, 503, 504, 500, 501, 505, 404, 429, 200):
        all_answer(mesh, code)
        for host, tries in (("stock", 3 if code in (502, 503, 504) else 1), ("pay", 1)):
            before = len(network.requests())
            found = (mesh.call(host=host).status_code, len(network.requests()) - before)
            expect(
                "the status, and how many requests were made for it", (code, tries), found, tried=f"{code} from {host}"
            )
            expect("the attempts in the log", tries, mesh.logged()["attempts"], tried=f"{code} from {host}")
    all_answer(mesh, 200)
    for fault in (refuse(), reset(), drop(), hang(), hang(connecting=True)):
        for number in (1, 2, 3):
            network.script(f"stock-{number}.test", fault)
        one = len(network.requests())
        status = mesh.call(host="stock").status_code
        wanted = 504 if fault.kind == "hang" else 503
        found = (status, len(network.requests()) - one)
        expect("the status, and how many requests were made for it", (wanted, 3), found, tried=fault.kind)
    counted = [line for line in mesh.sidecar.metrics().splitlines() if 'service="stock"' in line and '"504"' in line]
    expect("how often 504 of stock is counted", ["3"], [line.split()[-1].removesuffix(".0") for line in counted])
    assert not clock.sleeps, explain("a retry to follow at once", f"it slept {clock.sleeps} s")


def repeats_only_what_does_no_harm(student, network) -> None:
    """POST and PATCH are repeated only if nobody has seen them; what is idempotent in any case, with its body."""
    cases = [("503", None, False), *((one.kind, one, False) for one in (reset(), drop(), hang()))]
    cases += [("no connection", one, True) for one in (refuse(), hang(connecting=True))]
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "POST", "PATCH"):
        some = cases if method in ("PUT", "POST", "PATCH") else [cases[0], cases[-2]]
        for number, (kind, fault, unseen) in enumerate(some):
            hosts = [f"{method}-{number}-{n}.test".lower() for n in (1, 2, 3)]
            config = service(RETRY, endpoints={"v1": [f"http://{host}" for host in hosts]}, **calm())
            mesh = Mesh(student, network, {"stock": config})
            mesh.answers = {} if fault else dict.fromkeys(hosts, 503)
            for host in hosts if fault else ():
                network.script(host, fault)
            before = len(network.requests())
            mesh.call(method, content=b"five")
            made = network.requests()[before:]
            found = (len(made), {one.request.content for one in made})
            tries = 3 if unseen or method not in ("POST", "PATCH") else 1
            expect("how many requests, and their body", (tries, {b"five"}), found, tried=f"{method}, {kind}")


def repeats_elsewhere(student, network) -> None:
    """A retry goes to another endpoint while there is one, then to any, each in a span of its own."""
    mesh = Mesh(student, network, {"stock": service(route(retries=3), **calm()), "pay": service(RETRY, endpoints=TRIO)})
    mesh.answers = {"stock-1.test": 503}
    answer = mesh.call(headers={"traceparent": PARENT})
    found = (answer.status_code, answer.text, mesh.hosts())
    expect("the answer of the second one, after the first one", (200, "stock-2.test", ["stock-1", "stock-2"]), found)
    entry = mesh.logged()
    expect(
        "status, attempts and endpoint in the log",
        (200, 2, "http://stock-2.test"),
        tuple(entry[name] for name in ("status", "attempts", "endpoint")),
    )
    sent = [exchange.request.headers["traceparent"] for exchange in network.requests()]
    spans = {one[36:52] for one in sent} - {SPAN}
    expect("the trace ids, and how many spans", ([TRACE] * 2, 2), ([one[3:35] for one in sent], len(spans)))
    mesh.answers["stock-2.test"] = 502
    for _ in range(2):
        asked = mesh.asked()
        expect("how many attempts", 4, len(asked))
        expect("the first two", {"stock-1", "stock-2"}, set(asked[:2]), why="an ill endpoint mostly stays ill")
    trio = Mesh(student, network, {"pay": service(route(retries=1, timeout=0.5), endpoints=TRIO)})
    network.script("stock-1.test", hang())
    network.latency("stock-2.test", 0.1)
    network.latency("stock-3.test", 0.3)
    wanted = ["stock-1", "stock-2", "stock-3", "stock-2"]
    expect("who is asked by three calls, of which stock-1 lets the first one hang", wanted, trio.asked(3, host="pay"))


def keeps_within_the_budget(student, network, clock) -> None:
    """When the budget is spent, failures reach the application; other services have a budget of their own."""
    budget = {
        "retry_budget": {"ratio": 0.5, "min_retries": 2, "window": 20.0},
        "outliers": {"consecutive_errors": 1000},
    }
    config = {name: service(RETRY, endpoints=TRIO, **budget) for name in ("stock", "pay")}
    mesh = Mesh(student, network, config)
    all_answer(mesh, 503)
    expect("the attempts at two POST", [1, 1], [len(mesh.asked(method="POST")) for _ in range(2)])
    expect("the attempts at two GET, with two retries in the budget", [3, 1], [len(mesh.asked()) for _ in range(2)])
    expect("the status when the budget is spent", 503, mesh.call().status_code, why=STORM)
    expect("the attempts at a call to another service", 3, len(mesh.asked(host="pay")))
    expect(
        "the attempts at three more GET, of which the first and the third earn one",
        [2, 1, 2],
        [len(mesh.asked()) for _ in range(3)],
        why=STORM,
    )
    clock.advance(20.6)
    expect("the attempts at a call after 20.6 s", 3, len(mesh.asked()))
    usual = Mesh(student, network, {"stock": service(route(retries=9), outliers={"consecutive_errors": 1000})})
    all_answer(usual, 503)
    expect("the attempts with the default budget", [4, 1], [len(usual.asked()) for _ in range(2)])


def leaves_ejected_endpoints_out(student, network, clock) -> None:
    """An endpoint that keeps failing gets no calls for a while; the last one left gets them whatever it does."""
    quick = {"outliers": {"consecutive_errors": 2, "base_ejection": 60.0}}
    beta = route(name="beta", match=[{"x-group": {"exact": "beta"}}], split=[{"subset": "v2", "weight": 1}])
    config = {name: service(beta, route(), **quick) for name in ("stock", "pay")}
    mesh = Mesh(student, network, config)
    network.latency("stock-2.test", 0.4)
    mesh.answers = {"stock-1.test": 500, "stock-3.test": 503, "stock-4.test": 503}
    expect("who is asked by three calls", ["stock-1", "stock-2", "stock-2"], mesh.asked(3))
    clock.advance(50)  # by now the penalty of the first one is forgotten
    mesh.call()
    expect("who is asked 50 s later, when old failures count for little", ["stock-1", "stock-2"], mesh.asked(2))
    clock.advance(50)
    expect("who is asked 50 s after the second failure in a row", ["stock-2"] * 4, mesh.asked(4))
    expect("who is asked of another subset", {"stock-3", "stock-4"}, set(mesh.asked(2, headers={"X-Group": "beta"})))
    for _ in range(6):
        answer = mesh.call(headers={"X-Group": "beta"})
        expect("the status when everybody fails", 503, answer.status_code)
    found = [len(mesh.asked(headers={"X-Group": "beta"})) for _ in range(3)]
    expect("how many requests three more calls make", [1] * 3, found, why="ejecting everybody is an outage by itself")
    expect("who is asked for another service", "stock-1", mesh.asked(host="pay")[0])
    fresh = Mesh(student, network, config)
    expect("who is asked by another sidecar", "stock-1", fresh.asked()[0], why="no two objects share anything")
    quick["outliers"]["consecutive_errors"] = 1
    pair = Mesh(student, network, {"stock": service(route(retries=3), **quick)})
    pair.answers = {"stock-1.test": 503, "stock-2.test": 503}
    expect("who is asked when stock-1 is ejected by the first attempt", ["stock-1", *["stock-2"] * 3], pair.asked())
