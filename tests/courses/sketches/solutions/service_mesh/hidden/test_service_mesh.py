"""Two tests of the service mesh."""

import pytest

from grader.suite import explain

TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.mark.task("trace")
def test_a_call_keeps_its_trace_through_the_sidecar(student, network):
    """One app asks another through the sidecar: the trace goes on, in a span of the sidecar's own."""
    network.serve("localhost", student.another().app("sidecar"))
    network.serve("stock.test", student.another().app("stock"))
    answer = student.app("orders").get("/order", headers={"traceparent": TRACE})
    trace, span = (answer.text.strip('"').split("-") + [""] * 3)[1:3]
    assert trace == TRACE.split("-")[1], explain(expected="the caller's trace id", happened=answer.text)
    assert span not in ("", TRACE.split("-")[2]), explain(expected="a span of its own", happened="the caller's span")
    hops = [exchange.host for exchange in network.requests()]
    assert hops == ["localhost", "stock.test"], explain(expected="both hops", happened=f"{hops}")


@pytest.mark.task("canary")
def test_the_canary_gets_its_share_and_keeps_its_users(student):
    """Some ten of a hundred users get the new version, and each gets the same one every time."""
    split = student.Split(percent=10)
    first, again = ([split.version(f"user-{number}") for number in range(300)] for _ in range(2))
    assert first == again, "A user must not change versions between two clicks."
    share = first.count("canary") / 3
    assert 4 < share < 18, explain(expected="about 10 % on the canary", happened=f"{share:.0f} %")
