"""Idempotency keys of the payment service, after draft-ietf-httpapi-idempotency-key-header-07."""

import pytest
from payment_bench import PaymentBench

from mocks.faults import delay, reset, status
from mocks.payment.idempotency import LIFETIME


@pytest.fixture
def bench() -> PaymentBench:
    return PaymentBench()


def test_answers_alike_and_charges_once(bench):
    """The same key and body again: the same answer, no second charge."""
    first, second = bench.charge(key="a"), bench.charge(key="a")
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert first.headers["location"] == second.headers["location"]
    assert [1250] == bench.amounts()


def test_marks_a_repeated_answer(bench):
    """A header tells that the answer is a repetition."""
    first, second = bench.charge(key="a"), bench.charge(key="a")
    assert (None, "true") == (
        first.headers.get("idempotent-replayed"),
        second.headers.get("idempotent-replayed"),
    )


def test_charges_anew_for_another_key(bench):
    """Each key is one charge."""
    bench.charge(key="a")
    bench.charge(key="b")
    assert [1250, 1250] == bench.amounts()


def test_refuses_the_key_of_another_request(bench):
    """The same key with another body is 422, and nothing is charged."""
    bench.charge(100, key="a")
    answer = bench.charge(200, key="a")
    assert (422, "https://payment.test/problems/idempotency-key-reused") == (
        answer.status_code,
        answer.json()["type"],
    )
    assert [100] == bench.amounts()


def test_refuses_the_key_of_another_path(bench):
    """A key belongs to one operation."""
    place = bench.charge(100, key="a").headers["location"]
    assert 422 == bench.post(f"{place}/refunds", idempotency_key="a").status_code


def test_takes_the_same_fields_in_another_order_for_the_same_request(bench):
    """JSON objects are unordered."""
    bench.post("/charges", {"amount": 100, "currency": "EUR"}, idempotency_key="a")
    again = bench.post("/charges", {"currency": "EUR", "amount": 100}, idempotency_key="a")
    assert 201 == again.status_code
    assert [100] == bench.amounts()


def test_takes_a_quoted_key_for_the_same_as_a_bare_one(bench):
    """The draft wants a quoted string; most senders leave the quotes out."""
    bench.charge(key="a")
    assert "true" == bench.charge(key='"a"').headers["idempotent-replayed"]


@pytest.mark.parametrize("key", ['""', "x" * 256, '"' + "x" * 300 + '"'])
def test_refuses_a_key_that_is_none(bench, key):
    """An empty or endless key is 400."""
    assert 400 == bench.charge(key=key).status_code
    assert [] == bench.amounts()


def test_answers_409_while_the_first_is_worked_on(bench):
    """The same request, sent again before the first is finished, is told to wait."""
    meanwhile = []
    bench.clock.at[bench.clock.now + 5] = lambda: meanwhile.append(bench.charge(key="a"))
    bench.payment.plan(delay(5))
    first = bench.charge(key="a")
    assert (201, 409) == (first.status_code, meanwhile[0].status_code)
    assert [1250] == bench.amounts()


def test_repeats_a_refusal_too(bench):
    """A declined payment stays declined for this key."""
    first = bench.charge(key="a", source="tok_declined")
    second = bench.charge(key="a", source="tok_declined")
    assert [402, 402] == [first.status_code, second.status_code]
    assert "idempotent-replayed" in second.headers


def test_frees_the_key_of_an_invalid_request(bench):
    """Nothing was done for it, so the mended request may use the key."""
    bench.charge(-1, key="a")
    assert 201 == bench.charge(1, key="a").status_code


def test_frees_the_key_of_a_request_that_was_not_worked_on(bench):
    """After a 503 without work the same key gets the work done."""
    bench.payment.plan(status(503))
    assert [503, 201] == [bench.charge(key="a").status_code for _ in range(2)]
    assert [1250] == bench.amounts()


def test_makes_a_retry_safe_after_a_broken_connection(bench):
    """The work was done and the answer lost: the retry gets the answer, not a second charge."""
    bench.payment.plan(reset())
    with pytest.raises(ConnectionResetError):
        bench.charge(key="a")
    assert "true" == bench.charge(key="a").headers["idempotent-replayed"]
    assert [1250] == bench.amounts()


def test_forgets_a_key_after_a_day(bench):
    """A key is remembered for 24 hours."""
    bench.charge(key="a")
    bench.clock.now += LIFETIME
    bench.charge(key="a")
    assert [1250, 1250] == bench.amounts()


def test_knows_keys_of_refunds_too(bench):
    """A refund sent again with its key gives the money back once."""
    place = bench.charge(900).headers["location"]
    first, second = (bench.post(f"{place}/refunds", {"amount": 300}, idempotency_key="r") for _ in range(2))
    assert first.json() == second.json()
    assert [300] == [refund.amount for refund in bench.payment.refunds]
