"""The payment service while nothing goes wrong: charges, refunds, ways to pay, refusals."""

import pytest
from payment_bench import PaymentBench


@pytest.fixture
def bench() -> PaymentBench:
    return PaymentBench()


def test_takes_money(bench):
    """A charge is answered with 201, its place, and all that was asked for."""
    answer = bench.charge(1250, currency="CHF", reference="order-7")
    charge = answer.json()
    assert (201, f"/charges/{charge['id']}") == (answer.status_code, answer.headers["location"])
    assert {
        "id": charge["id"],
        "amount": 1250,
        "currency": "CHF",
        "source": "tok_visa",
        "reference": "order-7",
        "status": "succeeded",
        "refunded": 0,
        "created": "1970-01-01T00:16:40Z",
    } == charge


def test_tells_of_a_charge(bench):
    """A charge is found again at its place."""
    charge = bench.charge().json()
    assert charge == bench.get(f"/charges/{charge['id']}").json()


def test_charges_twice_what_is_sent_twice(bench):
    """Without a key, the same request again is another charge."""
    bench.charge(500)
    bench.charge(500)
    assert [500, 500] == bench.amounts()


def test_lists_the_charges_of_one_reference(bench):
    """A caller who is not sure can look what was charged for an order."""
    for reference in ("order-1", "order-2", "order-1"):
        bench.charge(reference=reference)
    found = bench.get("/charges?reference=order-1").json()["charges"]
    assert ["order-1", "order-1"] == [charge["reference"] for charge in found]
    assert 3 == len(bench.get("/charges").json()["charges"])


def test_tells_the_ways_to_pay(bench):
    """There is a list of methods."""
    assert {"methods": ["card", "invoice", "transfer"]} == bench.get("/methods").json()


def test_gives_all_money_back(bench):
    """A refund without an amount is of all that is left."""
    charge = bench.charge(900).json()
    answer = bench.post(f"/charges/{charge['id']}/refunds")
    assert (201, 900, charge["id"]) == (
        answer.status_code,
        answer.json()["amount"],
        answer.json()["charge"],
    )
    assert "refunded" == bench.get(f"/charges/{charge['id']}").json()["status"]
    assert answer.json() == bench.get(answer.headers["location"]).json()


def test_gives_part_of_the_money_back(bench):
    """Refunds add up, and the charge says how much has gone back."""
    place = bench.charge(900).headers["location"]
    bench.post(f"{place}/refunds", {"amount": 200})
    bench.post(f"{place}/refunds", {"amount": 300})
    charge = bench.get(place).json()
    assert (500, "partially_refunded") == (charge["refunded"], charge["status"])
    assert [200, 300] == [refund.amount for refund in bench.payment.refunds]


def test_gives_no_more_back_than_was_taken(bench):
    """A refund beyond what is left is a conflict, and moves nothing."""
    place = bench.charge(900).headers["location"]
    bench.post(f"{place}/refunds", {"amount": 800})
    assert 409 == bench.post(f"{place}/refunds", {"amount": 200}).status_code
    assert [800] == [refund.amount for refund in bench.payment.refunds]


@pytest.mark.parametrize(
    ("call", "status", "kind"),
    [
        (lambda b: b.charge(source="tok_declined"), 402, "https://payment.test/problems/declined"),
        (lambda b: b.charge(0), 422, "https://payment.test/problems/invalid-request"),
        (lambda b: b.charge(1.5), 422, "https://payment.test/problems/invalid-request"),
        (lambda b: b.charge(currency="euro"), 422, "https://payment.test/problems/invalid-request"),
        (lambda b: b.charge(tip=3), 422, "https://payment.test/problems/invalid-request"),
        (lambda b: b.get("/charges/ch_none"), 404, "about:blank"),
        (lambda b: b.post("/charges/ch_none/refunds"), 404, "about:blank"),
        (lambda b: b.get("/refunds/re_none"), 404, "about:blank"),
        (lambda b: b.get("/nothing"), 404, "about:blank"),
        (lambda b: b.post("/methods"), 405, "about:blank"),
    ],
)
def test_refuses_with_problem_details(bench, call, status, kind):
    """Every error is application/problem+json with type, title, status and detail (RFC 9457)."""
    answer = call(bench)
    body = answer.json()
    assert "application/problem+json" == answer.headers["content-type"]
    assert (status, status, kind) == (answer.status_code, body["status"], body["type"])
    assert body["title"]
    assert body["detail"]
    assert () == bench.payment.charges


def test_says_which_methods_are_allowed(bench):
    """A 405 has an Allow header (RFC 9110, section 15.5.6)."""
    assert "GET" == bench.post("/methods").headers["allow"]


def test_gives_the_same_ids_for_the_same_seed():
    """Two services of one seed agree; of two seeds they don't."""
    first, second, other = (PaymentBench(seed).charge().json()["id"] for seed in (1, 1, 2))
    assert first == second
    assert first != other


def test_knows_nothing_of_another_instance(bench):
    """State lives in the instance."""
    bench.charge()
    assert () == PaymentBench().payment.charges


def test_a_test_can_charge_directly(bench):
    """A charge made by the test is there for who asks over HTTP."""
    charge = bench.payment.charge(700, reference="order-1")
    assert 700 == bench.get(f"/charges/{charge.id}").json()["amount"]


def test_describes_itself(bench):
    """The OpenAPI page names the header for the key."""
    operation = bench.get("/openapi.json").json()["paths"]["/charges"]["post"]
    assert ["idempotency-key"] == [p["name"] for p in operation["parameters"] if p["in"] == "header"]
