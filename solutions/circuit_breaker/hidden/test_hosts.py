"""Task ``hosts``: which breaker a request goes through, and with which settings."""

from __future__ import annotations

from functools import partial

import httpx
import pytest

from grader.suite import explain, status

from .clients import PAYMENT, ask, expect_state, make_client, open_circuit, said
from .lesson import DEFAULTS, NO_DIFFERENCE
from .support import Desk, expect, expect_refusal, is_refusal, succeed


@pytest.fixture
def make(student, evidence):
    """Makes a guarded client that opens at the third failure."""
    return partial(make_client, student, evidence)


@pytest.fixture
def desk(student, evidence):
    """Makes a client with these settings, and takes one of its breakers."""

    def make(**settings) -> Desk:
        breaker = student.GuardedClient(**settings).breaker(PAYMENT)
        return Desk(student, evidence, breaker=breaker, **settings)

    return make


@pytest.mark.task("hosts", points=0.5, spec="Each host and port has a breaker of its own, with the client's settings")
def test_gives_its_breakers_the_threshold_and_the_window(desk, clock):
    """`failure_threshold` and `window` of the client are those of its breakers."""
    for threshold in (1, 4):
        case = desk(failure_threshold=threshold)
        case.fail(threshold - 1)
        expect(case, "closed", after=f"{threshold - 1} failures, with failure_threshold={threshold}")
        case.fail()
        expect(case, "open", after=f"{threshold} failures, with failure_threshold={threshold}")
    for window in (4, 60):
        for apart, state in ((window - 0.5, "open"), (window + 0.5, "closed")):
            case = desk(failure_threshold=2, window=window)
            case.fail()
            clock.advance(apart)
            case.fail()
            expect(case, state, after=f"two failures of two, {apart} s apart, with window={window}")


@pytest.mark.task("hosts", points=0.5, spec="Each host and port has a breaker of its own, with the client's settings")
def test_gives_its_breakers_the_open_time_and_the_probes(desk, clock):
    """`open_for` and `probes` of the client are those of its breakers."""
    for open_for in (5, 45):
        case = desk(failure_threshold=1, open_for=open_for)
        case.open()
        clock.advance(open_for - 0.5)
        expect_refusal(case, why=f"{open_for - 0.5} s have passed, with open_for={open_for}")
        clock.advance(1)
        succeed(case)
    for probes in (1, 3):
        case = desk(failure_threshold=1, probes=probes)
        case.open()
        clock.advance(30.5)
        for done in range(1, probes):
            succeed(case)
            expect(case, "half_open", after=f"{done} good probes, with probes={probes}")
        succeed(case)
        expect(case, "closed", after=f"{probes} good probes, with probes={probes}")


@pytest.mark.task(
    "hosts",
    points=0.5,
    spec=(DEFAULTS, "failure_threshold: int = 5, window: float = 10.0, open_for: float = 30.0, probes: int = 1"),
)
def test_gives_its_breakers_the_documented_defaults(desk, clock):
    """Without settings, the breakers of a client are those of `CircuitBreaker()`."""
    case = desk()
    case.fail()
    clock.advance(10.5)
    case.fail()
    clock.advance(9.5)
    case.fail(3)
    expect(case, "closed", after="four failures within 10 s")
    case.fail()
    expect(case, "open", after="five failures within 10 s")
    clock.advance(29.5)
    expect_refusal(case, why="29.5 of 30 s have passed")
    clock.advance(1)
    succeed(case)
    expect(case, "closed", after="one probe")


@pytest.mark.task("hosts", points=0.5, spec="Each host and port has a breaker of its own")
def test_has_a_breaker_for_each_host(make, network):
    """When one service is down, calls to the others go on."""
    network.serve("stock.test", lambda _: httpx.Response(200, text="17 left"))
    client = make()
    open_circuit(client)
    found = ask(client, path="/items/1", host="http://stock.test")
    assert getattr(found, "text", "") == "17 left", explain(
        "the stock service's answer while another service is down", f"what came back was {said(found)}"
    )
    expect_state(client, "closed", "failures of another service", "http://stock.test")


@pytest.mark.task(
    "hosts",
    points=0.5,
    spec=("Each host and port has a breaker of its own", "`http://a.test:8080` and `https://a.test` have others"),
)
def test_has_a_breaker_for_each_port(make, network):
    """Two ports of one host, 80 and 443 among them, are two services."""
    network.serve("shop.test", lambda request: httpx.Response(200, text=str(request.url.port)))
    addresses = ["http://shop.test:8001", "http://shop.test:8002", "http://shop.test", "https://shop.test"]
    for down in addresses:
        client = make()
        open_circuit(client, down)
        for up in addresses:
            found = said(ask(client, host=up))
            expected = "a refusal" if up == down else "an answer, 200"
            assert (up == down) == ("CircuitOpenError" in found), explain(
                f"{expected} from {up} while {down} is down", f"what came back was {found}"
            )


SAME = (
    (
        "http://shop.test/items/1?page=2",
        "http://shop.test/",
        "http://shop.test",
        "http://SHOP.test/",
        "http://shop.test:80/x",
        "http://shop.test?page=2",
        "http://shop.test/@jane?mail=joe@mail.test#top",
    ),
    ("https://shop.test/items", "https://shop.test:443/"),
    ("http://shop.test:8001/items", "http://shop.test:8001"),
)
USERS = (
    ("http://shop.test/items", "http://jane@shop.test/", "http://jane:secret@shop.test/", "http://joe:x@shop.test"),
    ("https://shop.test/items", "https://jane:secret@shop.test/"),
    ("http://shop.test:8001/items", "http://jane:secret@shop.test:8001/"),
)


def expect_one_breaker(client, groups) -> None:
    """The URLs of a group have to have the same breaker."""
    for first, *others in groups:
        for other in others:
            same = client.breaker(first) == client.breaker(other)
            assert same, explain(f"one breaker for {first} and {other}", "`breaker` gave two different ones")


@pytest.mark.task(
    "hosts", points=0.5, spec=(NO_DIFFERENCE, "A port that is left out is 80 for `http` and 443 for `https`")
)
def test_has_one_breaker_for_all_urls_of_a_host(make, payment):
    """Failures of one service add up, whatever was asked of it, and however its address is written."""
    client = make()
    expect_one_breaker(client, SAME)
    payment.outage(status(503))
    for method, path in (("GET", "/methods"), ("GET", "/charges?reference=7"), ("POST", "/charges"), ("PUT", "/x")):
        ask(client, method, path)
    expect_state(client, "open", "four failures on different paths, and a threshold of three")


@pytest.mark.task("hosts", points=0.5, spec=NO_DIFFERENCE)
def test_has_one_breaker_for_all_users_of_a_host(make):
    """User and password in a URL make no difference: a service that is ill is ill for everybody."""
    client = make()
    expect_one_breaker(client, USERS)
    open_circuit(client)
    for user in ("jane:secret", "joe:x", "zoe"):
        expect_state(client, "open", f"failures of {PAYMENT}", f"http://{user}@payment.test")


@pytest.mark.task(
    "hosts", points=0.5, spec="`client.breaker(url)` gives the breaker through which requests to that URL go"
)
def test_gives_the_breaker_that_requests_go_through(make, network, payment):
    """What `breaker` gives is what decides about requests, and what they are counted by."""
    client = make()
    payment.outage(status(503))
    for _ in range(4):
        ask(client)
    expect_state(client, "open", "four failed requests, and a threshold of three")
    client = make()
    open_circuit(client)
    before = len(network.requests(payment.host))
    found = ask(client)
    assert is_refusal(found), explain(
        "a request to be refused when calls through the host's breaker have opened it", f"it came to {said(found)}"
    )
    sent = len(network.requests(payment.host)) - before
    assert sent == 0, explain("nothing to be sent", f"{sent} was sent")


@pytest.mark.task("hosts", points=0.5, spec="Two breakers, two clients or two checkouts share nothing")
def test_shares_no_breaker_between_clients(make):
    """Two clients have breakers of their own, also for the same host."""
    first, second = make(), make()
    open_circuit(first)
    expect_state(second, "closed", "failures that another client has met")
    assert first.breaker(PAYMENT) != second.breaker(PAYMENT), explain("two breakers", "both clients have the same one")
