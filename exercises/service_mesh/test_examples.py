"""Three of the tests, to read: how the course asks your code. The hidden ones are of the same kind."""

from __future__ import annotations

import httpx
import pytest

from grader.suite import explain

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"


@pytest.mark.task("trace")
def test_example_continues_a_trace(student):
    """A valid traceparent goes on as a new span of the same trace."""
    version, trace_id, span_id, flags = student.continue_trace(f"00-{TRACE_ID}-b7ad6b7169203331-01").split("-")
    found = (version, trace_id, len(span_id), flags)
    assert found == ("00", TRACE_ID, 16, "01"), explain(
        expected=f"version 00, the trace id {TRACE_ID}, 16 digits, flags 01", happened=f"{found}"
    )
    assert span_id != "b7ad6b7169203331", explain("a span of its own", "the caller's span")


@pytest.mark.task("balance")
def test_example_prefers_the_quicker_endpoint(student):
    """Of two endpoints that have answered, the quicker one is picked."""
    balancer = student.Balancer()
    for endpoint, seconds in (("http://a.test", 0.3), ("http://b.test", 0.1)):
        balancer.pick([endpoint])
        balancer.done(endpoint, seconds, True)
    found = balancer.pick(["http://a.test", "http://b.test"])
    assert found == "http://b.test", explain("b, which took 0.1 s, not a, which took 0.3 s", f"{found} was picked")


@pytest.mark.task("routing")
def test_example_sends_a_tester_to_the_new_version(student, network):
    """A request with the header of the testers goes to v2, any other to v1."""
    for host in ("stock-1.test", "stock-2.test"):
        network.serve(host, lambda request: httpx.Response(200, text=request.url.host))
    new, old = ([{"subset": subset, "weight": 1}] for subset in ("v2", "v1"))
    sidecar = student.Sidecar(
        {
            "stock": {
                "endpoints": {"v1": ["http://stock-1.test"], "v2": ["http://stock-2.test"]},
                "routes": [
                    {"name": "testers", "match": [{"X-Group": {"exact": "beta"}}], "split": new},
                    {"name": "others", "split": old},
                ],
            }
        }
    )
    client = student.app(sidecar)
    found = [client.get("/", headers={"Host": "stock", **extra}).text for extra in ({"X-Group": "beta"}, {})]
    assert found == ["stock-2.test", "stock-1.test"], explain("v2 for the tester, v1 for the other", f"{found}")
