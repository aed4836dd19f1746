"""What becomes of a message: order in a group, visibility, deduplication, dead letters.

Each rule is a sentence of the Amazon SQS Developer Guide.
"""

from __future__ import annotations

import pytest
from broker_bench import DEAD, BrokerBench


@pytest.fixture
def bench() -> BrokerBench:
    """A broker with ``orders.fifo``: 30 s, and dead letters after three receives."""
    return BrokerBench()


def test_a_group_comes_in_the_order_in_which_it_was_sent(bench):
    """Several of a group may come at once, in order."""
    for body in ("a1", "b1", "a2", "a3"):
        bench.post(body, group=body[0])
    assert ["a1", "b1", "a2"] == bench.bodies(3)


def test_nothing_of_a_group_is_given_while_one_of_it_is_in_flight(bench):
    """Other groups go on."""
    for body in ("a1", "a2", "b1", "b2"):
        bench.post(body, group=body[0])
    assert [["a1"], ["b1"], []] == [bench.bodies(1) for _ in range(3)]


def test_a_group_goes_on_when_its_message_is_deleted(bench):
    """At once."""
    for body in ("a1", "a2"):
        bench.post(body, group="a")
    (message,) = bench.take(1)
    bench.act("DeleteMessage", ReceiptHandle=message["ReceiptHandle"])
    assert ["a2"] == bench.bodies()


@pytest.mark.parametrize(("fields", "seconds"), [({}, 30), ({"VisibilityTimeout": 7}, 7)])
def test_a_message_comes_again_when_its_time_is_over(bench, fields, seconds):
    """First in its group, with a new handle; not a moment earlier."""
    bench.post("a1")
    bench.post("a2")
    (first,) = bench.take(1, **fields)
    bench.clock.now += seconds - 0.01
    assert [] == bench.take()
    bench.clock.now += 0.01
    (again,) = bench.take(1)
    assert ("a1", False) == (again["Body"], again["ReceiptHandle"] == first["ReceiptHandle"])


def test_a_visibility_of_nothing_gives_it_back_at_once(bench):
    """ChangeMessageVisibility with 0."""
    bench.post("a1")
    (message,) = bench.take()
    bench.act("ChangeMessageVisibility", ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
    assert ["a1"] == bench.bodies()


def test_a_change_of_visibility_counts_from_now(bench):
    """Not from the receive, and not from the end of the old time."""
    bench.post("a1")
    (message,) = bench.take()
    bench.clock.now += 20
    bench.act("ChangeMessageVisibility", ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=40)
    bench.clock.now += 39.9
    assert [] == bench.take()
    bench.clock.now += 0.1
    assert ["a1"] == bench.bodies()


@pytest.mark.parametrize("received_again", [False, True])
@pytest.mark.parametrize(
    ("action", "fields"), [("DeleteMessage", {}), ("ChangeMessageVisibility", {"VisibilityTimeout": 5})]
)
def test_a_handle_is_good_until_the_time_is_over(bench, action, fields, received_again):
    """In a FIFO queue an expired handle deletes nothing."""
    bench.post("a1")
    (message,) = bench.take()
    bench.clock.now += 30
    if received_again:
        bench.take()
    refused = bench.error(action, ReceiptHandle=message["ReceiptHandle"], **fields)
    assert ((400, "InvalidParameterValueException", "InvalidParameterValue;Sender"), ["a1"]) == (
        refused,
        bench.broker.bodies("orders.fifo"),
    )


def test_deleting_twice_is_no_error(bench):
    """But what is deleted can't be extended."""
    bench.post("a1")
    (message,) = bench.take()
    handle = {"ReceiptHandle": message["ReceiptHandle"]}
    assert [200, 200] == [bench.act("DeleteMessage", **handle).status_code for _ in range(2)]
    refused = bench.error("ChangeMessageVisibility", **handle, VisibilityTimeout=5)
    assert (400, "MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight;Sender") == refused


def test_the_same_id_again_appends_nothing_for_five_minutes(bench):
    """Whatever became of the message; the sender is told of the first one."""
    first = bench.post("a1", unique="u")
    bench.clock.now += 299.9
    assert first["MessageId"] == bench.post("a1", unique="u")["MessageId"]
    (message,) = bench.take()
    bench.act("DeleteMessage", ReceiptHandle=message["ReceiptHandle"])
    bench.post("a1", unique="u")
    assert [] == bench.broker.bodies("orders.fifo")
    bench.clock.now += 0.1
    assert first["MessageId"] != bench.post("a1", unique="u")["MessageId"]
    assert ["a1"] == bench.broker.bodies("orders.fifo")


def test_what_was_received_three_times_goes_to_the_dead_letters(bench):
    """When it would be received for the fourth time, with its id; the group goes on in the same moment."""
    sent = bench.post("a1", group="a", unique="u")
    bench.post("a2", group="a")
    for _ in range(3):
        assert ["a1"] == bench.bodies(1)
        bench.clock.now += 30
    assert [] == bench.broker.bodies("orders-dead.fifo")
    assert ["a2"] == bench.bodies(1)
    (dead,) = bench.take(QueueUrl=DEAD, MessageSystemAttributeNames=["All"])
    found = dead["Attributes"]
    assert (sent["MessageId"], "a", "u", "1") == (
        dead["MessageId"],
        found["MessageGroupId"],
        found["MessageDeduplicationId"],
        found["ApproximateReceiveCount"],
    )


def test_without_a_redrive_policy_a_message_comes_for_ever(bench):
    """As in the queue of the dead letters itself."""
    bench.broker.send("orders-dead.fifo", "a1", group="a")
    for _ in range(5):
        assert ["a1"] == bench.bodies(QueueUrl=DEAD)
        bench.clock.now += 30


def test_a_receive_waits_for_a_message(bench):
    """Long polling: as soon as there is one, at the latest when the wait is over."""
    bench.clock.at[1007.2] = lambda: bench.broker.send("orders.fifo", "a1", group="a")
    assert (["a1"], 1007.5) == (bench.bodies(WaitTimeSeconds=20), bench.clock.now)
    assert ([], 1017.5) == (bench.bodies(WaitTimeSeconds=10), bench.clock.now)


def test_tells_its_observer_how_the_queues_are(bench):
    """A lane each; the same state is told once."""
    bench.post("a1")
    (message,) = bench.take()
    bench.act("DeleteMessage", ReceiptHandle=message["ReceiptHandle"])
    states = [value for lane, value in bench.seen if lane == "orders.fifo"]
    assert ["waiting", "in flight", "empty"] == states


def test_a_test_can_make_queues_and_look_into_them(bench):
    """With times of their own; a queue of the same name is replaced."""
    url = bench.broker.create("mail.fifo", visibility=5, dead_letters="lost.fifo", max_receives=1)
    sent = bench.broker.send("mail.fifo", "m1", group="a")
    bench.broker.send("mail.fifo", "m1", group="a")
    assert (["m1", "m1"], sent) == (
        bench.broker.bodies("mail.fifo"),
        bench.broker.messages("mail.fifo")[0].id,
    )
    bench.take(1, QueueUrl=url)
    bench.clock.now += 5
    bench.take(1, QueueUrl=url)
    assert ["m1"] == bench.broker.bodies("lost.fifo")
    assert [sent] == bench.broker.received("mail.fifo")[:1]
    bench.broker.create("mail.fifo")
    assert [] == bench.broker.messages("mail.fifo")
    with pytest.raises(KeyError):
        bench.broker.bodies("nowhere.fifo")
