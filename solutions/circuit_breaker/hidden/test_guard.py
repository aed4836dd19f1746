"""Task ``guard``: how a request is sent, and what becomes of it for the breaker and for the caller."""

from __future__ import annotations

from functools import partial
from itertools import product

import pytest

from grader.suite import StudentError, delay, drop, explain, hang, refuse, reset, status

from .clients import (
    CODES,
    EVERY_5XX,
    EVERY_METHOD,
    OPTIONS,
    PAYMENT,
    REFUSALS,
    SUCCESSES,
    ask,
    codes,
    echo,
    expect_answer,
    expect_state,
    expect_successes,
    make_client,
    open_circuit,
    said,
)
from .lesson import DEFAULTS
from .support import CASCADE, is_refusal


@pytest.fixture
def make(student, evidence):
    """Makes a guarded client that opens at the third failure."""
    return partial(make_client, student, evidence)


@pytest.mark.task(
    "guard",
    points=0.5,
    spec="sends a request with httpx, for the whole URL as it is given, and returns the `httpx.Response`",
)
def test_sends_the_request_as_given(student, network):
    """A guarded request arrives as it would without the breaker, and the answer comes back untouched."""
    network.serve("echo.test", echo)
    client = student.GuardedClient()
    for method, mark in (("PUT", "17"), ("POST", "23")):
        answer = client.request(method, "http://echo.test/a", content=b"body", headers={"x-order": mark})
        found = (answer.status_code, answer.content, answer.headers["x-order"])
        assert (207, f"{method} body".encode(), mark) == found, explain(
            expected="method, body and headers to arrive, and those of the answer to come back",
            happened=f"what came back was {found}",
            try_next="pass **options on to httpx and return its response",
        )


@pytest.mark.task(
    "guard", points=0.5, needs="test_sends_the_request_as_given", spec="`options` are those of `httpx.Client.request`"
)
def test_hands_every_option_on(make, network):
    """Whatever option of httpx's is given, the request is made with it."""
    network.serve("echo.test", echo)
    client = make()
    for method, (name, (value, where, expected)) in product(("POST", "DELETE"), OPTIONS.items()):
        answer = client.request(method, "http://echo.test/a", **{name: value})
        body = answer.content.removeprefix(method.encode()).replace(b" ", b"")
        found = body if where == "body" else answer.headers[where]
        assert expected == found, explain(
            f"what was given as `{name}` to arrive with {method}", f"what arrived was {found!r}"
        )


@pytest.mark.task(
    "guard",
    points=0.5,
    needs="test_sends_the_request_as_given",
    spec="sends a request with httpx, for the whole URL as it is given",
)
def test_asks_for_the_url_as_given(make, network):
    """A request is for the whole of its URL: the path, the query, and the user and password in it."""
    network.serve("echo.test", echo)
    client = make()
    for path, query in (("/items/7", "page=2"), ("/charges", "reference=8&all=yes")):
        url = f"http://jane:secret@echo.test{path}?{query}"
        headers = client.request("GET", url).headers
        for name, mark, part in (("path", "x-path", path), ("query", "x-query", query)):
            assert headers[mark] == part, explain(f"the {name} {part} to arrive for {url}", f"it was {headers[mark]!r}")
        assert headers["x-who"] == "Basic amFuZTpzZWNyZXQ=", explain(
            f"user and password to arrive for {url}, as httpx sends them",
            f"the header Authorization was {headers['x-who']!r}",
            try_next="give httpx the URL as it came, whatever the breaker is looked up by",
        )


@pytest.mark.task(
    "guard",
    points=0.5,
    spec=("The method is any method, `PURGE` as well as `GET`", "Each call of `request` sends one request, or none."),
)
def test_guards_every_method(make, network, payment):
    """A request of any method is made, its failure counts, and it is refused while the circuit is open."""
    payment.outage(status(503))
    for method in EVERY_METHOD:
        client = make(failure_threshold=2)
        outcomes = [ask(client, method) for _ in range(4)]
        sent, refused = len(network.requests(payment.host, method)), sum(map(is_refusal, outcomes))
        assert (sent + refused, refused > 0) == (4, True), explain(
            f"of four requests with {method} to a service that is down some to be sent, once each, and the others "
            "to be refused with CircuitOpenError",
            f"{sent} were sent, and {refused} were refused",
        )


@pytest.mark.task("guard", points=0.5, spec="answer of 5xx, each from 500 to 599 | failure | the response")
def test_hands_over_an_answer_of_5xx(make, payment):
    """An answer of 5xx is no exception for the caller, who may want to read it."""
    client = make(failure_threshold=5)
    for code in (500, 503):
        payment.plan(status(code))
        answer = ask(client)
        assert str(code) == said(answer), explain(
            f"the service's own answer, {code}", f"what came back was {said(answer)}", try_next="return the response"
        )
        found = answer.json()["status"]
        assert code == found, explain("the body of the answer as well", f"its status was {found!r}")


@pytest.mark.task("guard", points=0.5, spec="answer of 5xx, each from 500 to 599 | failure")
def test_counts_5xx(make, payment):
    """An answer of 5xx is a failure, and as many as the threshold open the circuit."""
    for code in (500, 503):
        client = make()
        payment.outage(status(code))
        ask(client)
        expect_state(client, "closed", f"one answer of {code}, and a threshold of three")
        for _ in range(3):
            ask(client)
        expect_state(client, "open", f"four answers of {code}, and a threshold of three")


@pytest.mark.task("guard", points=0.5, needs="test_counts_5xx", spec="answer of 5xx, each from 500 to 599 | failure")
def test_counts_every_status_of_5xx(make, network):
    """Each status from 500 to 599 is a failure, not only those that are often seen."""
    network.serve("codes.test", codes)
    for code in EVERY_5XX:
        client = make(failure_threshold=1)
        for _ in range(2):
            ask(client, path=f"/{code}", host=CODES)
        expect_state(client, "open", f"two answers of {code}, and a threshold of one", CODES)


@pytest.mark.task(
    "guard",
    points=0.5,
    spec=(
        "the circuit is open | – | `CircuitOpenError`, and nothing is sent",
        "The error's `retry_after` says how many seconds are left of them.",
    ),
)
def test_sends_nothing_while_open(student, make, clock, network, payment):
    """While the circuit is open, a request is refused at once, with what is left of the time, and nothing is sent."""
    client = make()
    open_circuit(client)
    clock.advance(12)
    with student.raises("CircuitOpenError", why=CASCADE) as caught:
        client.request("GET", f"{PAYMENT}/methods")
    sent = len(network.requests(payment.host))
    assert sent == 0, explain("no request to be sent while the circuit is open", f"{sent} was sent")
    found = caught.value.retry_after
    assert found == pytest.approx(18, abs=0.5), explain(
        "`retry_after` to be the 18 s that are left of 30", f"it is {found!r}"
    )


BREAKS = {"ConnectError": refuse(), "ReadError": reset(), "RemoteProtocolError": drop(after_work=False)}
TIMEOUTS = {"no answer, ever": hang(), "an answer after 5 s": delay(5), "no connection, ever": hang(connecting=True)}


@pytest.mark.task(
    "guard",
    points=0.5,
    spec=(
        "httpx's own exception: `httpx.ConnectTimeout`, `httpx.ReadTimeout`",
        "httpx's own exception: `httpx.ConnectError`, `httpx.ReadError`, `httpx.RemoteProtocolError`",
    ),
)
def test_lets_exceptions_of_httpx_out(student, make, payment):
    """When there is no answer, the caller sees httpx's own exception."""
    for kind, fault in {**BREAKS, "ReadTimeout": hang(), "ConnectTimeout": hang(connecting=True)}.items():
        client = make()
        expect_answer(client, 200, "before something goes wrong")
        payment.plan(fault)
        with student.raises(kind, try_next="let httpx's exception out as it is"):
            client.request("GET", f"{PAYMENT}/methods")


@pytest.mark.task("guard", points=0.5, spec="the connection is refused, or breaks | failure")
def test_counts_broken_connections(make, payment):
    """A connection that is refused or breaks is a failure."""
    for kind, fault in BREAKS.items():
        client = make()
        payment.outage(fault)
        for _ in range(4):
            ask(client)
        expect_state(client, "open", f"four requests that ended in httpx.{kind}, and a threshold of three")


@pytest.mark.task("guard", points=0.5, spec="no connection, or no answer, within `timeout` seconds | failure")
def test_counts_timeouts(make, payment):
    """A timeout is a failure: who answers too slowly is as bad for the callers as who does not answer."""
    for words, fault in TIMEOUTS.items():
        client = make(timeout=1)
        payment.outage(fault)
        for _ in range(4):
            ask(client)
        expect_state(client, "open", f"four requests with {words}, a timeout of 1 s and a threshold of three")


@pytest.mark.task("guard", points=0.5, spec="The client gives up on a request after `timeout` seconds of waiting.")
def test_does_not_wait_longer_than_its_timeout(make, clock, payment):
    """A service that does not answer in time costs the timeout, not more and not less."""
    for timeout in (1, 3.5):
        client = make(timeout=timeout)
        payment.plan(delay(timeout - 0.6))
        expect_answer(client, 200, f"after {timeout - 0.6:.1f} s, with a timeout of {timeout} s")
        for words, fault in TIMEOUTS.items():
            payment.plan(fault)
            before = clock.elapsed
            found = ask(client)
            waited = clock.elapsed - before
            timed_out = isinstance(found, StudentError) and waited == pytest.approx(timeout, abs=0.5)
            assert timed_out, explain(
                f"the request to be given up after {timeout} s when there is {words}",
                f"what came back after {waited:.1f} s was {said(found)}",
                why=CASCADE,
            )


@pytest.mark.task("guard", points=0.5, spec=(DEFAULTS, "timeout: float = 2.0, failure_threshold: int = 5"))
def test_has_the_documented_timeout(make, student, clock, payment):
    """Without settings, a request may take 2 s."""
    client = student.GuardedClient()
    payment.plan(delay(1.5), delay(2.5))
    expect_answer(client, 200, "after 1.5 s")
    found = ask(client)
    assert isinstance(found, StudentError), explain(
        "a request to be given up after 2 s when nothing is said about the timeout",
        f"after 2.5 s what came back was {said(found)}",
    )


@pytest.mark.task(
    "guard", points=0.5, spec="answer of 2xx or 3xx (a redirect is not followed) | success | the response"
)
def test_takes_2xx_and_3xx_for_successes(make, clock, network):
    """An answer of 2xx or 3xx is a success, and comes back as it is: a redirect is not followed."""
    network.serve("codes.test", codes)
    expect_successes(make(failure_threshold=1), clock, SUCCESSES)


@pytest.mark.task(
    "guard",
    points=1,
    spec=("answer of 4xx, 404 and 429 among them | **success**", "return the answer, whatever its status"),
)
def test_takes_4xx_for_a_sign_of_life(make, clock, network):
    """An answer of 4xx says that the caller is wrong, not that the service is ill: opens nothing, is a good probe."""
    network.serve("codes.test", codes)
    expect_successes(make(failure_threshold=1), clock, REFUSALS)


@pytest.mark.task(
    "guard",
    points=0.5,
    needs="test_counts_5xx",
    spec=(
        "Each call of `request` sends one request, or none.",
        "The first probe that fails opens the circuit again, for the full `open_for` seconds from then.",
    ),
)
def test_rides_out_an_outage(make, clock, payment):
    """From the first failure to the recovery, the service is asked no more than needed, and then is back."""
    client = make(open_for=15)
    payment.outage(status(503), seconds=50)
    codes = []
    for _ in range(20):
        clock.advance(4)
        codes.append(said(ask(client)))
    asked = codes.count("503")
    assert 4 <= asked <= 6, explain(
        "the service to be asked 5 times in an outage of 50 s: three failures, and a probe every 15 s",
        f"it was asked {asked} times",
    )
    assert codes[-1] == "200", explain("an answer again when the outage is over", f"what came back was {codes[-1]}")
    expect_state(client, "closed", "the recovery")
