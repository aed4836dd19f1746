"""Task ``fallbacks``: receipts, ways to pay and refunds, and what comes instead when the service can't be had."""

from __future__ import annotations

from functools import partial

import httpx
import pytest

from grader.suite import drop, explain, refuse, status

from .checkouts import each_trouble, make
from .clients import (
    BANK,
    CODES,
    EVERY_5XX,
    attempt,
    expect_for_a_customer,
    expect_last_known,
    expect_refused,
    expect_state,
    expect_unavailable,
    open_circuit,
)
from .lesson import AT_ONCE, CACHED, DEFAULT, FOR_A_CUSTOMER, ITS_CLIENT, NEVER_GOT, OUTAGE, REFUSED


@pytest.mark.task(
    "fallbacks",
    points=0.5,
    spec='gives what `GET /charges/{id}` answers (a dict, all of it), with `"stale": False` added',
)
def test_tells_the_whole_receipt(make, network, payment):
    """A receipt is what the service answers, all of it, with 'stale': False."""
    checkout, _ = make()
    charge = payment.charge(700, reference="order-7")
    found = checkout.receipt(charge.id)
    answered = network.requests(payment.host)[-1].response.json()
    assert {**answered, "stale": False} == found, explain(
        f"the service's answer with 'stale': False, {answered}", f"the receipt is {found}"
    )


@pytest.mark.task("fallbacks", points=0.5, needs="test_tells_the_whole_receipt", spec=(CACHED, OUTAGE))
def test_shows_the_last_known_receipt(each_trouble, payment):
    """Cached: when the service can't be had, each receipt is shown as it was last seen, marked as stale."""
    charges = [payment.charge(amount, reference=f"order-{amount}") for amount in (700, 900)]
    for words, checkout, ruin in each_trouble():
        fresh = [checkout.receipt(charge.id) for charge in charges]
        ruin()
        for receipt in fresh:
            for time in ("", ", and the second time"):
                found = checkout.receipt(receipt["id"])
                assert {**receipt, "stale": True} == found, explain(
                    f"the same charge as it was last seen, with 'stale': True, when {words}{time}",
                    f"the receipt is {found}",
                )


@pytest.mark.task(
    "fallbacks", points=0.5, needs="test_tells_the_whole_receipt", spec=("A working service is always asked", CACHED)
)
def test_caches_what_is_newest(make, payment):
    """A working service is always asked, and its newest answer is what the cache keeps."""
    checkout, client = make()
    charge = payment.charge(900)
    for refund, amount in ((300, 300), (200, 500)):
        checkout.receipt(charge.id)
        checkout.refund(charge.id, refund)
        found = checkout.receipt(charge.id)
        assert (amount, False) == (found["refunded"], found["stale"]), explain(
            f"the receipt to show refunds of {amount}, not stale", f"the receipt is {found}"
        )
    open_circuit(client)
    shown = checkout.receipt(charge.id)["refunded"]
    assert shown == 500, explain("the cached receipt to show refunds of 500", f"it shows {shown}")


@pytest.mark.task("fallbacks", points=0.5, needs="test_tells_the_whole_receipt", spec=(NEVER_GOT, FOR_A_CUSTOMER))
def test_makes_up_no_receipt(student, each_trouble, payment):
    """Nothing stands in for a receipt that was never seen, not even another one."""
    known, unknown = payment.charge(700), payment.charge(900)
    for words, checkout, ruin in each_trouble():
        checkout.receipt(known.id)
        ruin()
        error = expect_unavailable(student, words, checkout.receipt, unknown.id)
        expect_for_a_customer(error, f"{words}, and the receipt was never seen")


@pytest.mark.task("fallbacks", points=0.5, needs="test_tells_the_whole_receipt", spec="the cache stays as it is")
def test_keeps_a_receipt_after_a_refusal(make, payment):
    """An answer of 4xx leaves what is cached as it is."""
    charge = payment.charge(700)
    for code in (402, 404, 409, 410, 429):
        payment.recover()
        checkout, _ = make(failure_threshold=100)
        known = checkout.receipt(charge.id)
        for call, arguments in ((checkout.receipt, ()), (checkout.refund, (100,))):
            payment.plan(status(code))
            attempt(call, charge.id, *arguments)
        payment.outage(status(503))
        expect_last_known(checkout, known, f"after answers of {code} to `receipt` and `refund`")


@pytest.mark.task("fallbacks", points=0.5, needs="test_tells_the_whole_receipt", spec=CACHED)
def test_keeps_a_receipt_after_a_refund(make, payment):
    """The cached receipt is what `receipt` last got: a refund since then neither drops nor changes it."""
    charge = payment.charge(900)
    for amount in (100, 300):
        payment.recover()
        checkout, _ = make()
        known = checkout.receipt(charge.id)
        attempt(checkout.refund, charge.id, amount)
        payment.outage(refuse())
        expect_last_known(checkout, known, f"before a refund of {amount}")


@pytest.mark.task("fallbacks", points=0.5, spec=(DEFAULT, OUTAGE))
def test_offers_the_default_methods(each_trouble):
    """Default: the ways to pay come from the service, and when that can't be had, from a constant."""
    for words, checkout, ruin in each_trouble():
        found = list(checkout.methods())
        assert found == ["card", "invoice", "transfer"], explain("the service's own list", f"it was {found}")
        ruin()
        found = list(checkout.methods())
        assert found == ["invoice"], explain(f"the list of DEFAULT_METHODS when {words}", f"it was {found}")


@pytest.mark.task("fallbacks", points=0.5, spec="with the JSON field `amount` and returns the answer")
def test_refunds(make, payment):
    """A refund is asked for with its amount, and the service's answer comes back."""
    checkout, _ = make()
    charge = payment.charge(9000)
    for amount in (200, 300):
        found = checkout.refund(charge.id, amount)
        expected = payment.refunds[-1]
        assert (expected.id, charge.id, amount) == (found["id"], found["charge"], found["amount"]), explain(
            f"the service's answer to a refund of {amount}", f"`refund` returned {found}"
        )


@pytest.mark.task(
    "fallbacks", points=0.5, spec=("If the service can't be had: `ServiceUnavailableError`.", FOR_A_CUSTOMER)
)
def test_says_gracefully_that_a_refund_must_wait(student, each_trouble, payment):
    """Graceful error: a text that a customer may read, and a time after which it is worth trying again."""
    charge = payment.charge(9000)
    for words, checkout, ruin in each_trouble():
        ruin()
        error = expect_unavailable(student, words, checkout.refund, charge.id, 300)
        expect_for_a_customer(error, words)


@pytest.mark.task("fallbacks", points=0.5, spec="what is left of `open_for` if the circuit was open before the call")
def test_says_when_an_open_circuit_is_worth_another_try(student, make, clock, payment):
    """With the circuit open, `retry_after` is what is left of `open_for`."""
    checkout, client = make(open_for=45)
    charge = payment.charge(900)
    open_circuit(client)
    for passed, left in ((0, 45), (12, 33), (20, 13)):
        clock.advance(passed)
        for call, arguments in ((checkout.refund, (charge.id, 100)), (checkout.receipt, (charge.id,))):
            error = expect_unavailable(student, "the circuit is open", call, *arguments)
            assert error.retry_after == pytest.approx(left, abs=0.5), explain(
                f"`retry_after` to be the {left} s that are left of 45", f"it is {error.retry_after!r}"
            )


@pytest.mark.task("fallbacks", points=0.5, spec=REFUSED)
def test_an_answer_of_4xx_is_an_answer(student, make, payment):
    """Whatever was asked, and whichever answer of 4xx comes, it is refused, and no fallback hides it."""
    checkout, _ = make(failure_threshold=100)
    charge = payment.charge(900)
    checkout.receipt(charge.id)
    for code in (400, 401, 403, 404, 408, 409, 410, 422, 425, 429, 451):
        calls = {
            "methods": (checkout.methods,),
            "receipt": (checkout.receipt, charge.id),
            "refund": (checkout.refund, charge.id, 100),
            "pay": (checkout.pay, f"order-{code}", 500),
        }
        for name, call in calls.items():
            payment.plan(status(code))
            expect_refused(student, f"the {code} that `{name}` was answered with", *call)


@pytest.mark.task("fallbacks", points=0.5, spec=OUTAGE)
def test_each_answer_of_5xx_is_an_outage(student, make, network):
    """Whichever answer of 5xx comes, the service can't be had, and the fallback is used."""
    checkout, client = make(failure_threshold=100)
    checkout = student.Checkout(client, CODES)
    network.serve("codes.test", lambda _: httpx.Response(code, text="out of order"))
    for code in EVERY_5XX:
        found = list(checkout.methods())
        assert found == ["invoice"], explain(f"the default methods when the answer is {code}", f"it was {found}")
        expect_unavailable(student, f"the answer is {code}", checkout.refund, "ch_1", 100)
        found = checkout.pay(f"order-{code}", 500)
        assert found == {"status": "queued"}, explain(
            f"status 'queued' when the answer is {code}", f"`pay` returned {found}"
        )


@pytest.mark.task(
    "fallbacks", points=0.5, spec=("the circuit is open | – | `CircuitOpenError`, and nothing is sent", AT_ONCE)
)
def test_leaves_an_open_service_alone(student, make, clock, network, payment):
    """With the circuit open, no method sends anything to the service, and none takes time."""
    checkout, client = make()
    charge = payment.charge(900)
    checkout.receipt(charge.id)
    open_circuit(client)
    before, started = len(network.requests(payment.host)), clock.elapsed
    calls = {
        "receipt": partial(checkout.receipt, charge.id),
        "methods": checkout.methods,
        "pay": partial(checkout.pay, "order-1", 500),
        "deliver": checkout.deliver,
        "refund": partial(expect_unavailable, student, "the circuit is open", checkout.refund, charge.id, 100),
    }
    for name, call in calls.items():
        call()
        sent, waited = len(network.requests(payment.host)) - before, clock.elapsed - started
        assert (sent, waited) == (0, 0), explain(
            f"`{name}` to send nothing and to take no time while the circuit is open",
            f"it sent {sent} requests and took {waited:.1f} s",
            try_next="send all by the client given, and use the fallback at once",
        )


@pytest.mark.task("fallbacks", points=0.5, spec=ITS_CLIENT)
def test_sends_all_through_its_client(student, make, payment):
    """What the checkout asks is counted by the breaker of the client that it was given."""
    charge = payment.charge(900)
    payment.outage(status(503))
    for name, arguments in (
        ("methods", ()),
        ("receipt", (charge.id,)),
        ("refund", (charge.id, 1)),
        ("pay", ("o-1", 5)),
    ):
        checkout, client = make()
        for _ in range(4):
            attempt(getattr(checkout, name), *arguments)
        expect_state(client, "open", f"four calls of `{name}` during an outage, and a threshold of three")


@pytest.mark.task("fallbacks", points=0.5, spec=ITS_CLIENT)
def test_asks_the_service_it_was_given(student, make, network, payment):
    """Everything is asked at `base_url`, with its port and its path."""
    network.serve(
        "bank.test", lambda request: httpx.Response(200, json=BANK.get(f"{request.method} {request.url.path}"))
    )
    _, client = make()
    checkout = student.Checkout(client, "http://bank.test:8443/v1")
    found = [
        list(checkout.methods()),
        checkout.receipt("ch_7")["amount"],
        checkout.pay("order-1", 70)["charge"],
        checkout.refund("ch_7", 5)["id"],
    ]
    assert found == [["swift"], 70, "ch_8", "re_9"], explain(
        "the answers of the service at http://bank.test:8443/v1", f"what came back was {found}"
    )
    ports = {exchange.request.url.port for exchange in network.requests("bank.test")}
    elsewhere = len(network.requests(payment.host))
    assert (ports, elsewhere) == ({8443}, 0), explain(
        "all requests to go to port 8443 of bank.test",
        f"they went to ports {sorted(map(str, ports))}, and {elsewhere} to payment.test",
    )


@pytest.mark.task("fallbacks", points=0.5, spec="Two breakers, two clients or two checkouts share nothing")
def test_shares_nothing_between_checkouts(student, make, payment):
    """Each checkout has a cache and a queue of its own."""
    (first, _), (second, _) = make(), make()
    charge = payment.charge(900)
    first.receipt(charge.id)
    payment.outage(status(503))
    first.pay("order-1", 500)
    found = list(second.queued)
    assert found == [], explain("an empty queue: only another checkout has had an order", f"`queued` is {found}")
    expect_unavailable(student, "only another checkout has seen the receipt", second.receipt, charge.id)


@pytest.mark.task("fallbacks", points=0.5, spec=OUTAGE)
def test_takes_a_closed_connection_for_an_outage(student, make, payment):
    """A service that closes the connection without an answer can't be had: any `httpx.TransportError` says so."""
    checkout, _ = make(failure_threshold=100)
    payment.outage(drop(after_work=False))
    words = "the connection is closed without an answer (httpx.RemoteProtocolError)"
    expect_unavailable(student, words, checkout.refund, "ch_1", 100)
    found = list(checkout.methods())
    assert found == ["invoice"], explain(f"the list of DEFAULT_METHODS when {words}", f"it was {found}")
    found = checkout.pay("order-1", 500)
    assert found == {"status": "queued"}, explain(f"status 'queued' when {words}", f"`pay` returned {found}")
