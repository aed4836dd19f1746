"""Three of the tests, to read: how the course asks your code. The hidden ones are of the same kind."""

from __future__ import annotations

import pytest

from grader.suite import explain, reset


@pytest.mark.task("retry")
def test_example_charges_once_though_the_answer_was_lost(student, network, payment):
    """When the connection breaks after the money has moved, the second try does not move it again."""
    network.script("payment.test", reset())
    payments = student.Payments(student.Client())
    found = payments.charge(1250, "order-7")
    made = [charge.id for charge in payment.charges]
    assert [found] == made, explain(
        "one charge, and its id", f"{found!r}, and the charges {made}", why="the customer pays twice"
    )


@pytest.mark.task("messages")
def test_example_acknowledges_after_the_work(student, broker):
    """While an event is worked on its message is still there; afterwards it is gone."""
    seen = []

    def work(event, extend):
        seen.append((event["data"], len(broker.messages("orders.fifo"))))

    student.publish(broker.url("orders.fifo"), "order placed", "jane", {"shoes": 2})
    consumer = student.Consumer(
        broker.url("orders.fifo"), work, done=student.DoneEvents(), dead_letter_url=broker.url("orders-dead.fifo")
    )
    count = consumer.drain()
    left = len(broker.messages("orders.fifo"))
    assert (seen, count, left) == ([({"shoes": 2}, 1)], 1, 0), explain(
        "the event worked on once, while its message was still there, and no message afterwards",
        f"the work saw {seen}, drain() returned {count}, and {left} messages are left",
    )


@pytest.mark.task("contract")
def test_example_sees_what_breaks_a_reader(student):
    """In a response, a field that is gone breaks a consumer, and one that is new does not."""
    old = {"type": "object", "properties": {"id": {"type": "string"}, "total": {"type": "number"}}}
    new = {"type": "object", "properties": {"id": {"type": "string"}, "sum": {"type": "number"}}}
    found = student.schema_breaks(old, new, "response")
    assert [tuple(pair) for pair in found] == [("removed", "$.total")], explain(
        "the one pair ('removed', '$.total')", f"{found}"
    )
