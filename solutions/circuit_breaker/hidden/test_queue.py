"""Task ``queue``: payments that are made at once, later, or not at all, and never twice."""

from __future__ import annotations

import pytest

from grader.suite import explain, hang, ok, reset, status

from .checkouts import each_trouble, make
from .clients import attempt, expect_last_known, expect_refused, shown
from .lesson import AT_ONCE, CACHED, NEVER_GOT, OLDEST_FIRST, ONE_KEY, OUTAGE, PAY, QUEUED, REFUSED

TWICE = "the answer was lost, not the work: whoever sends again blindly takes the money twice"
SAME_KEY = "send the same Idempotency-Key in every attempt for an order, and another for each order"


def keys(network, payment) -> list[str]:
    """The Idempotency-Keys of all requests for a charge so far."""
    requests = network.requests(payment.host, "POST", "/charges")
    return [exchange.request.headers.get("idempotency-key", "") for exchange in requests]


def charged(payment, before=0) -> list[tuple[str, int, str]]:
    """What the service has charged, oldest first."""
    return [(charge.reference, charge.amount, charge.source) for charge in payment.charges[before:]]


def expect_queued(checkout, orders, when) -> None:
    """Look at the queue."""
    found = list(checkout.queued)
    assert orders == found, explain(f"`queued` to be {orders} {when}", f"it is {found}")


def expect_charged(payment, orders) -> None:
    """These orders were charged, once each and in this order."""
    found = [reference for reference, _, _ in charged(payment)]
    assert orders == found, explain(
        f"one charge each for {', '.join(orders)}, in this order", f"the service has charged {found}", why=TWICE
    )


@pytest.mark.task("queue", points=0.5, spec=(PAY, 'and returns `{"status": "paid", "charge": <the id in the answer>}`'))
def test_pays(make, payment):
    """A payment is one charge with the order's id, amount and source, and comes back with the charge's id."""
    checkout, _ = make()
    for order, *more in (("order-1", 500, "tok_amex"), ("order-2", 600)):
        before = len(payment.charges)
        paid = checkout.pay(order, *more)
        expected = [(order, more[0], more[1] if len(more) > 1 else "tok_visa")]
        found = charged(payment, before)
        assert expected == found, explain(f"one charge with {expected[0]}", f"the service has charged {found}")
        told = {"status": "paid", "charge": payment.charges[-1].id}
        assert told == paid, explain(f"`pay` to return {told}", f"it returned {paid}")
    expect_queued(checkout, [], "when all orders are paid")


@pytest.mark.task("queue", points=0.5, spec=(QUEUED, OLDEST_FIRST))
def test_queues_a_payment_for_later(make, payment):
    """Queued: when the service can't be had, an order waits, behind those that wait already."""
    checkout, _ = make()
    payment.outage(status(503))
    for order in ("order-z", "order-a"):
        found = checkout.pay(order, 600)
        assert found == {"status": "queued"}, explain("status 'queued'", f"`pay` returned {found}")
    expect_queued(checkout, ["order-z", "order-a"], "oldest first")


@pytest.mark.task("queue", points=0.5, needs="test_queues_a_payment_for_later", spec=(QUEUED, OUTAGE))
def test_queues_a_payment_in_every_trouble(each_trouble):
    """In whichever way the service can't be had, the order waits."""
    for words, checkout, ruin in each_trouble():
        ruin()
        for order in ("order-z", "order-a"):
            found = checkout.pay(order, 600)
            assert found == {"status": "queued"}, explain(f"status 'queued' when {words}", f"`pay` returned {found}")
        expect_queued(checkout, ["order-z", "order-a"], "oldest first")


@pytest.mark.task(
    "queue",
    points=0.5,
    needs="test_queues_a_payment_for_later",
    spec="`deliver()` charges them in this order and returns how many charges were made.",
)
def test_delivers_what_is_queued(make, payment):
    """When the service is back, the queued orders are charged as they were ordered, oldest first."""
    checkout, _ = make(failure_threshold=20)
    payment.outage(status(503))
    orders = [("order-z", 500, "tok_visa"), ("order-y", 600, "tok_amex"), ("order-a", 700, "tok_visa")]
    for order, amount, source in orders:
        checkout.pay(order, amount, source)
    payment.recover()
    found = (checkout.deliver(), list(checkout.queued), checkout.deliver())
    assert found == (3, [], 0), explain(
        "3 from `deliver`, an empty queue, and 0 from another `deliver`", f"it was {', '.join(map(str, found))}"
    )
    found = charged(payment)
    assert orders == found, explain(f"the charges to be {orders}", f"they are {found}")


@pytest.mark.task(
    "queue",
    points=0.5,
    needs="test_queues_a_payment_for_later",
    spec=("that order and those behind it stay queued, and nothing is sent for those behind.", AT_ONCE),
)
def test_stops_delivering_when_the_service_is_gone(make, network, payment):
    """If the service can't be had again during delivery, the rest stays queued, unsent and in its order."""
    checkout, _ = make(failure_threshold=50)
    for fault in (status(503), hang(), reset(after_work=False)):
        payment.outage(status(503))
        orders = [f"{fault.kind}-{letter}" for letter in "cab"]
        for order in orders:
            checkout.pay(order, 100)
        payment.recover()
        before, done = len(keys(network, payment)), len(payment.charges)
        payment.plan(ok(), fault)
        made, sent = checkout.deliver(), len(keys(network, payment)) - before
        assert (made, sent) == (1, 2), explain(
            f"one charge made, one attempt that failed ({fault.kind}), and nothing sent for the order behind",
            f"`deliver` returned {made} after {sent} requests",
        )
        expect_queued(checkout, orders[1:], "after one of three was charged")
        payment.recover()
        made = checkout.deliver()
        found = [reference for reference, _, _ in charged(payment, done)]
        assert (made, found) == (2, orders), explain(
            f"2 from the next `deliver`, and one charge each for {', '.join(orders)}",
            f"it returned {made}, and the service has charged {found}",
        )


@pytest.mark.task(
    "queue",
    points=0.5,
    needs="test_queues_a_payment_for_later",
    spec="An order that is refused (4xx) leaves the queue and is not counted; the ones behind it go on.",
)
def test_drops_a_refused_order_from_the_queue(make, payment):
    """A queued order that is refused leaves the queue, is not counted, and holds nobody up."""
    checkout, _ = make(failure_threshold=20)
    payment.outage(status(503))
    for order, source in (("order-1", "tok_visa"), ("order-2", "tok_expired"), ("order-3", "tok_visa")):
        checkout.pay(order, 500, source)
    payment.recover()
    made = checkout.deliver()
    assert made == 2, explain("2 from `deliver`: of three orders one is refused", f"it returned {made}")
    expect_queued(checkout, [], "when each order has had an answer")
    expect_charged(payment, ["order-1", "order-3"])


@pytest.mark.task("queue", points=0.5, spec=REFUSED)
def test_does_not_queue_what_was_refused(student, make, payment):
    """A declined card is an answer: the customer learns of it, and nothing waits to be declined again."""
    checkout, _ = make()
    checkout.pay("order-1", 500)
    expect_refused(student, "a declined card", checkout.pay, "order-2", 500, "tok_declined")
    expect_queued(checkout, [], "after a payment that was refused")


@pytest.mark.task(
    "queue",
    points=0.5,
    needs="test_pays",
    spec='`{"status": "paid", "charge": <the id in the answer>}`, whether or not other orders wait',
)
def test_pays_at_once_though_others_wait(make, payment):
    """A payment is made as soon as the service can be had, whether or not other orders wait."""
    checkout, _ = make(failure_threshold=20)
    payment.plan(status(503))
    attempt(checkout.pay, "order-1", 500)
    found = checkout.pay("order-2", 600)["status"]
    assert found == "paid", explain(
        "status 'paid' from `pay` once the service is back, though another order waits", f"it is {found!r}"
    )


@pytest.mark.task("queue", points=0.5, needs="test_queues_a_payment_for_later", spec=ONE_KEY)
def test_never_charges_an_order_twice(make, payment):
    """A payment that only seemed to fail is not made again when the queue is delivered."""
    checkout, _ = make(failure_threshold=20)
    orders = []
    for fault in (reset(), hang(after_work=True), status(500, after_work=True)):
        payment.plan(fault)
        orders += [f"{fault.kind}-{letter}" for letter in "ab"]
        for order in orders[-2:]:
            checkout.pay(order, 800)
        checkout.deliver()
        found = [reference for reference, _, _ in charged(payment)]
        assert orders == found, explain(
            f"one charge for each of {', '.join(orders)}", f"the service has charged {found}", TWICE, SAME_KEY
        )


@pytest.mark.task("queue", points=0.5, needs="test_queues_a_payment_for_later", spec=(ONE_KEY, AT_ONCE))
def test_keeps_the_key_of_an_order(make, network, payment):
    """Each attempt for one order has one key, whether by `pay` or `deliver`; another order has another key."""
    checkout, _ = make(failure_threshold=20)
    payment.plan(*[status(503)] * 3)
    checkout.pay("order-1", 500)
    checkout.pay("order-1", 500)
    checkout.deliver()
    checkout.deliver()
    found = keys(network, payment)
    assert len(found) == 4, explain("four attempts for one order to be sent", f"{len(found)} were")
    assert len(set(found)) == 1 and found[0], explain(
        "one Idempotency-Key in four attempts for one order: `pay` twice and `deliver` twice",
        f"the keys were {found}",
        TWICE,
        SAME_KEY,
    )
    checkout.pay("order-2", 500)
    other = keys(network, payment)[-1]
    assert other not in ("", found[0]), explain("another key for another order", f"it is {other!r}", try_next=SAME_KEY)


@pytest.mark.task(
    "queue", points=0.5, needs="test_pays", spec="a different one for each order, those of another checkout included"
)
def test_shares_no_key_between_checkouts(make, network, payment):
    """The orders of two checkouts have different keys: a service that both ask would take one for the other."""
    (first, _), (second, _) = make(), make()
    for order, amount, checkout in (("a", 100, first), ("b", 200, second), ("c", 300, first), ("d", 400, second)):
        attempt(checkout.pay, order, amount)
    found = keys(network, payment)
    assert len(found) == 4, explain("four orders of two checkouts to be sent", f"{len(found)} requests were")
    given = [key for key in found if key]
    assert len(given) == len(set(given)), explain(
        "an Idempotency-Key of its own for each of four orders, two of each checkout",
        f"the keys were {found}",
        "the service repeats the answer to the first order, or refuses the second",
        "make the key from what is different in every order, whoever takes it",
    )


@pytest.mark.task(
    "queue",
    points=0.5,
    needs="test_queues_a_payment_for_later",
    spec="If the service can't be had the order keeps its place and waits once, not twice",
)
def test_queues_an_order_once(make, payment):
    """An order that waits and is tried again without success keeps its place, and is charged once."""
    checkout, _ = make(failure_threshold=20)
    payment.outage(status(503))
    for order in ("order-1", "order-2", "order-1"):
        found = checkout.pay(order, 500)
        assert found == {"status": "queued"}, explain("status 'queued' from `pay`", f"it returned {found}")
    expect_queued(checkout, ["order-1", "order-2"], "after order-1, order-2 and order-1 again")
    payment.recover()
    made = checkout.deliver()
    assert made == 2, explain("2 from `deliver` for two orders", f"it returned {made}")
    expect_charged(payment, ["order-1", "order-2"])


@pytest.mark.task(
    "queue", points=0.5, needs="test_queues_a_payment_for_later", spec="if it is paid or refused it waits no more"
)
def test_waits_no_more_once_there_is_an_answer(student, make, payment):
    """An order that waits and is tried again leaves the queue when it is paid, and when it is refused."""
    checkout, _ = make(failure_threshold=20)
    payment.outage(status(503))
    for order, source in (("order-1", "tok_visa"), ("order-2", "tok_declined"), ("order-3", "tok_visa")):
        checkout.pay(order, 500, source)
    payment.recover()
    found = checkout.pay("order-1", 500)["status"]
    assert found == "paid", explain("status 'paid' once the service is back", f"it is {found!r}")
    expect_queued(checkout, ["order-2", "order-3"], "after order-1 was paid")
    expect_refused(student, "a declined card", checkout.pay, "order-2", 500, "tok_declined")
    expect_queued(checkout, ["order-3"], "after order-2 was refused")


@pytest.mark.task(
    "queue",
    points=0.5,
    needs=("test_queues_a_payment_for_later", "test_tells_the_whole_receipt"),
    spec=(CACHED, NEVER_GOT),
)
def test_leaves_the_receipts_as_they_are(make, payment):
    """Neither `pay` nor `deliver` touches the cache: it has what `receipt` has got, and nothing else."""
    checkout, _ = make(failure_threshold=20)
    known = checkout.receipt(payment.charge(900).id)
    payment.plan(status(503))
    for order, amount in (("order-1", 500), ("order-2", 600)):  # the first one waits
        checkout.pay(order, amount)
    checkout.deliver()
    made = payment.charges[1:]
    assert len(made) == 2, explain("two orders to be charged, one of them late", f"{len(made)} were")
    payment.outage(status(503))
    expect_last_known(checkout, known, "before other orders were paid")
    for charge in made:
        found = shown(checkout, charge.id)
        assert not isinstance(found, dict) or found.get("reference") != charge.reference, explain(
            f"no receipt for {charge.reference} in an outage: it was paid, but `receipt` never got it",
            f"what came back was {found}",
            try_next="only an answer that `receipt` gets may change what is cached",
        )
