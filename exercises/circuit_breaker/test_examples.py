"""Three of the tests, to read: how the course asks your code. The hidden ones are of the same kind."""

from __future__ import annotations

import pytest

from grader.suite import explain, status


def answer() -> str:
    """A service that works."""
    return "fine"


def fail() -> str:
    """A service that does not."""
    raise ConnectionError("no answer")


@pytest.mark.task("closed")
def test_example_opens_at_the_third_failure(student, evidence):
    """Three failures within the window open the circuit."""
    breaker = student.CircuitBreaker(failure_threshold=3, window=10)
    evidence.watch("breaker", lambda: breaker.state)
    assert breaker.call(answer) == "fine", explain("the function's result", "something else came back")
    for _ in range(3):
        with student.raises("ConnectionError"):
            breaker.call(fail)
    assert breaker.state == "open", explain("the state to be 'open'", f"it is {breaker.state!r}")


@pytest.mark.task("half_open", needs="test_example_opens_at_the_third_failure")
def test_example_closes_after_two_good_probes(student, clock, evidence):
    """Half a minute later two probes are let through, and when both succeed the circuit closes."""
    breaker = student.CircuitBreaker(failure_threshold=3, open_for=30, probes=2)
    evidence.watch("breaker", lambda: breaker.state)
    for _ in range(3):
        with student.raises("ConnectionError"):
            breaker.call(fail)
    with student.raises("CircuitOpenError"):
        breaker.call(answer)
    clock.advance(31)
    assert breaker.call(answer) == "fine", explain("a probe to be let through", "something else came back")
    assert breaker.state == "half_open", explain("'half_open' after one of two", f"it is {breaker.state!r}")
    breaker.call(answer)
    assert breaker.state == "closed", explain("'closed' after two of two", f"it is {breaker.state!r}")


@pytest.mark.task("guard")
def test_example_stops_asking_a_service_that_is_down(student, network, payment):
    """After three answers of 503 the payment service is left alone."""
    client = student.GuardedClient(failure_threshold=3)
    network.script("payment.test", status(503), status(503), status(503))
    for _ in range(3):
        found = client.request("GET", "http://payment.test/methods").status_code
        assert found == 503, explain("the service's own answer, 503", f"the caller got {found}")
    with student.raises("CircuitOpenError", why="the service needs rest, and the caller an answer at once"):
        client.request("GET", "http://payment.test/methods")
    asked = len(network.requests("payment.test"))
    assert asked == 3, explain("three requests on the wire", f"there were {asked}")
