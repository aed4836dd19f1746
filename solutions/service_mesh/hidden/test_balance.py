"""Task ``balance``: the next call goes where the answer is expected soonest."""

from __future__ import annotations

import pytest

from grader.suite import drop, explain, hang, refuse, reset

from .support import Mesh, expect, near, route, service

A, B, C = "http://a.test", "http://b.test", "http://c.test"
FORMULA = "go through the formula with pencil and paper: E, s, w and t of each moment"


def answer(balancer, endpoint: str, seconds: float, ok: bool = True) -> None:
    """One call, from beginning to end."""
    balancer.pick([endpoint])
    balancer.done(endpoint, seconds, ok)


@pytest.mark.task(
    "balance",
    spec=("After the first answer, `E` is its sample.", "bad news count at once, good news little by little"),
)
def test_learns_from_answers(student, clock):
    """A slower answer counts in full and at once, a quicker one by the time that has passed."""
    clock.advance(100)
    for settings, half_life in (({}, 10.0), ({"half_life": 4.0}, 4.0)):
        balancer = student.Balancer(**settings)
        answer(balancer, A, 0.2)
        near("the cost after 0.2 s", 0.2, balancer.cost(A))
        answer(balancer, A, 0.1)
        near("the cost after 0.1 s at the same moment", 0.2, balancer.cost(A), try_next=FORMULA)
        clock.advance(half_life)
        answer(balancer, A, 0.1)
        near("the cost after 0.1 s, a half-life later", 0.15, balancer.cost(A), try_next=FORMULA)
        clock.advance(2 * half_life)
        answer(balancer, A, 0.0)
        near("the cost after 0 s, two half-lives later", 0.0375, balancer.cost(A), try_next=FORMULA)
        answer(balancer, A, 0.8)
        near("the cost after 0.8 s at that moment", 0.8, balancer.cost(A), try_next=FORMULA)
        clock.advance(half_life)
        answer(balancer, A, 0.7)
        near("the cost after 0.7 s, a half-life later", 0.75, balancer.cost(A), try_next="what is compared with s?")


@pytest.mark.task("balance", spec="So an endpoint that nobody asks gets cheaper with time, and is tried again.")
def test_forgives_with_time(student, clock):
    """The cost of an endpoint halves with each half-life in which nobody asks it."""
    balancer, quick = student.Balancer(), student.Balancer(half_life=2.0)
    for one in (balancer, quick):
        answer(one, A, 0.8)
    for seconds, slow, fast in ((4, 0.8 * 0.5**0.4, 0.2), (6, 0.4, 0.025), (10, 0.2, 0.8 * 0.5**10)):
        clock.advance(seconds)
        near("the cost with a half-life of 10 s", slow, balancer.cost(A))
        near("the cost with a half-life of 2 s", fast, quick.cost(A))
    answer(balancer, B, 0.3)
    expect("the one that is picked", A, balancer.pick([B, A]))


@pytest.mark.task("balance", spec="of one that failed (`ok` is false) its `seconds` or `penalty`, whichever is more")
def test_takes_a_failure_for_a_slow_answer(student):
    """A call that failed counts for at least the penalty, and longer if it took longer."""
    for settings, seconds, wanted in (({}, 0.001, 5.0), ({}, 4.9, 5.0), ({}, 6.5, 6.5), ({"penalty": 2.0}, 0.0, 2.0)):
        balancer = student.Balancer(**settings)
        answer(balancer, A, seconds, ok=False)
        near(f"the cost after a failure of {seconds} s", wanted, balancer.cost(A), tried=f"{settings}")
        answer(balancer, B, 1.5)
        near("the cost of another one, after a good answer of 1.5 s", 1.5, balancer.cost(B))
        expect("the one that is picked", B, balancer.pick([A, B]), why="what fails fast draws all traffic to it")


@pytest.mark.task("balance", spec="`n` is the number of calls in flight: those picked and not yet `done`")
def test_counts_calls_in_flight(student):
    """Each call in flight makes a further one dearer, until it is over, however it ends."""
    balancer = student.Balancer()
    answer(balancer, A, 0.2)
    answer(balancer, B, 0.5)
    found = [balancer.pick([A, B]) for _ in range(4)]
    expect("the order in which four calls at once are picked", [A, A, B, A], found)
    near("the cost with three calls in flight", 0.8, balancer.cost(A))
    balancer.done(A, 0.2, True)
    balancer.done(B, 0.3, False)
    near("the cost when one of them is over", 0.6, balancer.cost(A))
    near("the cost when a failed one is over", 5.0, balancer.cost(B))


@pytest.mark.task("balance", spec="An endpoint that has never answered costs `penalty * n`.")
def test_tries_whom_it_does_not_know(student):
    """An endpoint that never answered is tried first, but not by everybody at once."""
    for settings, penalty in (({}, 5.0), ({"penalty": 1.0}, 1.0)):
        balancer = student.Balancer(**settings)
        expect("the cost of one that was never heard of", 0, balancer.cost(C))
        answer(balancer, A, 0.4)
        found = [balancer.pick([A, B]) for _ in range(3)]
        expect("what three calls at once are picked", [B, A, A], found)
        near("the cost of one that has not answered yet", penalty, balancer.cost(B))
        balancer.pick([B])
        near("the cost with two calls in flight", 2 * penalty, balancer.cost(B))


@pytest.mark.task(
    "balance",
    spec=("of several, the one that comes first in `candidates`", "It raises `NoEndpointError` if there are none."),
)
def test_picks_the_first_of_the_cheapest(student):
    """Among equals the first candidate is picked; without a candidate there is an error; balancers share nothing."""
    balancer, other = student.Balancer(), student.Balancer()
    for endpoint in (A, B, C):
        answer(balancer, endpoint, 0.2)
    candidates = [C, A, B]
    expect("three calls at once", [C, A, B], [balancer.pick(candidates) for _ in range(3)])
    expect("the list of candidates afterwards", [C, A, B], candidates)
    expect("a call that only B may have", B, balancer.pick([B]))
    with student.raises("NoEndpointError", why="None is no endpoint"):
        balancer.pick([])
    near("the cost of B, which has two calls in flight", 0.6, balancer.cost(B))
    found = (other.cost(A), other.cost(B))
    expect("the costs in another balancer", (0, 0), found)


@pytest.mark.task("balance", spec="each subset of each service has a balancer with the default settings")
def test_sends_calls_to_the_quick_endpoint(student, network, clock, evidence):
    """The sidecar sends most calls to the quicker endpoint, and tries the slower one again after a while."""
    pay = service(endpoints={"v1": ["http://stock-1.test", "http://pay-2.test"]})
    mesh = Mesh(student, network, {"stock": service(), "pay": pay})
    network.latency("stock-1.test", 0.8)
    network.latency("stock-2.test", 0.1)
    found = mesh.asked(8)
    for host in ("stock-1", "stock-2"):
        evidence.mark("balance", host, value=found.count(host), wanted=1 if host == "stock-1" else 7)
    expect("where eight calls go", ["stock-1"] + ["stock-2"] * 7, found)
    clock.advance(40)
    mesh.call()
    expect("where three calls go, after 40 s without any and one more", ["stock-1", "stock-2"], mesh.asked(2))
    expect(
        "where a call to another service goes",
        ["stock-1"],
        mesh.asked(host="pay"),
        why="nothing is known of its endpoints",
    )


@pytest.mark.task("balance", spec="`n` is the number of calls in flight: those picked and not yet `done`")
def test_spreads_calls_at_once(student, network):
    """Calls that come at once go to different endpoints, for each of them is in flight while it lasts."""
    mesh = Mesh(student, network)
    network.latency("stock-1.test", 0.2)
    network.latency("stock-2.test", 0.3)
    student.together(*[mesh.request() for _ in range(4)])
    expect("where four calls at once go", ["stock-1", "stock-1", "stock-2", "stock-2"], sorted(mesh.hosts()))
    expect("where two calls one by one go after that", ["stock-1"] * 2, mesh.asked(2))


@pytest.mark.task("balance", spec="A call fails if the endpoint answers with 5xx, or not at all")
def test_blames_an_endpoint_for_its_failures(student, network):
    """While there is a better one, an endpoint that answers 5xx or not at all gets no further call."""
    blamed = [500, 501, 503, 599, refuse(), reset(), drop(), hang(), hang(connecting=True)]
    for number, outcome in enumerate([*blamed, 200, 302, 404, 429, 499]):
        hosts = [f"stock-{number}a.test", f"stock-{number}b.test"]
        config = service(route(timeout=0.1), endpoints={"v1": [f"http://{host}" for host in hosts]})
        mesh = Mesh(student, network, {"stock": config})
        if isinstance(outcome, int):
            mesh.answers = {hosts[0]: outcome}
        else:
            network.script(hosts[0], outcome)
        network.latency(hosts[1], 0.05)
        before = len(network.requests())
        for _ in range(4):
            mesh.call()
        found = [exchange.host for exchange in network.requests()[before:]]
        failed = number < len(blamed)
        wanted = [hosts[0], *[hosts[1]] * 3] if failed else [hosts[0]] * 4
        said = outcome if isinstance(outcome, int) else outcome.kind
        assert found == wanted, explain(
            expected=f"four calls to go to {wanted}, where the first answers {said}", happened=f"{found}"
        )
