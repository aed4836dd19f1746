"""The broker in the form of the SQS API: actions, answers, refusals.

Held to what AWS publishes: the examples of the API reference, and the shapes and errors of the service description
``sqs/2012-11-05`` that every AWS SDK is made from; their names are written out here.
"""

from __future__ import annotations

import pytest
from broker_bench import DEAD, QUEUE, BrokerBench
from registry_bench import send

from mocks.broker import Broker


def test_answers_the_published_example():
    """The MD5 of "This is a test message" as the API reference of SendMessage prints it, and a number of 20 digits."""
    answer = BrokerBench().post("This is a test message")
    assert ("fafb00f5732ab283681e124bf8747ed1", "00000000000000000001") == (
        answer["MD5OfMessageBody"],
        answer["SequenceNumber"],
    )


def test_gives_a_message_with_the_fields_of_sqs():
    """Names as in the shape Message; attributes only for who asks."""
    bench = BrokerBench()
    sent = bench.post("one", group="jane", unique="u-1")
    (message,) = bench.take(VisibilityTimeout=0)
    assert {"Body", "MD5OfBody", "MessageId", "ReceiptHandle"} == set(message)
    (again,) = bench.take(MessageSystemAttributeNames=["All"])
    assert sent["MessageId"] == message["MessageId"] == again["MessageId"]
    assert message["ReceiptHandle"] != again["ReceiptHandle"]
    assert {
        "ApproximateFirstReceiveTimestamp": "1000000",
        "ApproximateReceiveCount": "2",
        "MessageDeduplicationId": "u-1",
        "MessageGroupId": "jane",
        "SentTimestamp": "1000000",
        "SequenceNumber": sent["SequenceNumber"],
    } == again["Attributes"]


@pytest.mark.parametrize("names", ["MessageSystemAttributeNames", "AttributeNames"])
def test_gives_the_attributes_that_were_asked_for(names):
    """By the name of today and that of before."""
    bench = BrokerBench()
    bench.post("one", group="jane")
    (message,) = bench.take(**{names: ["MessageGroupId"]})
    assert {"MessageGroupId": "jane"} == message["Attributes"]


def test_an_empty_queue_answers_an_empty_object():
    """There is no list to iterate over."""
    answer = BrokerBench().act("ReceiveMessage")
    assert (200, "{}", "application/x-amz-json-1.0") == (
        answer.status_code,
        answer.text,
        answer.headers["content-type"],
    )


def test_an_action_without_a_result_answers_with_an_empty_body():
    """Not with an empty object."""
    bench = BrokerBench()
    bench.post("one")
    (message,) = bench.take()
    handle = {"ReceiptHandle": message["ReceiptHandle"]}
    answers = [
        bench.act("ChangeMessageVisibility", **handle, VisibilityTimeout=5),
        bench.act("DeleteMessage", **handle),
    ]
    assert [(200, b"")] * 2 == [(answer.status_code, answer.content) for answer in answers]


def test_one_message_unless_more_are_asked_for():
    """MaxNumberOfMessages is 1 by default."""
    bench = BrokerBench()
    for body in "abc":
        bench.post(body, group=body)
    assert 1 == len(bench.act("ReceiveMessage").json()["Messages"])
    assert ["b", "c"] == bench.bodies()


REFUSED = {
    "unknown queue": ("ReceiveMessage", {"QueueUrl": f"{QUEUE}x"}, "QueueDoesNotExist"),
    "no queue": ("ReceiveMessage", {"QueueUrl": None}, "MissingRequiredParameterException"),
    "no group": (
        "SendMessage",
        {"MessageBody": "a", "MessageDeduplicationId": "d"},
        "MissingRequiredParameterException",
    ),
    "no id": ("SendMessage", {"MessageBody": "a", "MessageGroupId": "g"}, "InvalidParameterValueException"),
    "no body": (
        "SendMessage",
        {"MessageGroupId": "g", "MessageDeduplicationId": "d"},
        "MissingRequiredParameterException",
    ),
    "empty body": (
        "SendMessage",
        {"MessageBody": "", "MessageGroupId": "g", "MessageDeduplicationId": "d"},
        "MissingRequiredParameterException",
    ),
    "group with a space": (
        "SendMessage",
        {"MessageBody": "a", "MessageGroupId": "g h", "MessageDeduplicationId": "d"},
        "InvalidParameterValueException",
    ),
    "group of 129": (
        "SendMessage",
        {"MessageBody": "a", "MessageGroupId": "g" * 129, "MessageDeduplicationId": "d"},
        "InvalidParameterValueException",
    ),
    "a body above 1 MiB": (
        "SendMessage",
        {"MessageBody": "a" * (1024 * 1024 + 1), "MessageGroupId": "g", "MessageDeduplicationId": "d"},
        "InvalidParameterValueException",
    ),
    "none": ("ReceiveMessage", {"MaxNumberOfMessages": 0}, "InvalidParameterValueException"),
    "eleven": ("ReceiveMessage", {"MaxNumberOfMessages": 11}, "InvalidParameterValueException"),
    "text for a number": ("ReceiveMessage", {"MaxNumberOfMessages": "1"}, "SerializationException"),
    "true for a number": ("ReceiveMessage", {"MaxNumberOfMessages": True}, "SerializationException"),
    "a wait of 21": ("ReceiveMessage", {"WaitTimeSeconds": 21}, "InvalidParameterValueException"),
    "a negative visibility": ("ReceiveMessage", {"VisibilityTimeout": -1}, "InvalidParameterValueException"),
    "a visibility above 12 hours": ("ReceiveMessage", {"VisibilityTimeout": 43201}, "InvalidParameterValueException"),
    "no handle": ("DeleteMessage", {}, "MissingRequiredParameterException"),
    "a made-up handle": ("DeleteMessage", {"ReceiptHandle": "x"}, "ReceiptHandleIsInvalid"),
    "a made-up handle to change": (
        "ChangeMessageVisibility",
        {"ReceiptHandle": "x", "VisibilityTimeout": 1},
        "ReceiptHandleIsInvalid",
    ),
    "no time to change to": ("ChangeMessageVisibility", {"ReceiptHandle": "x"}, "MissingRequiredParameterException"),
    "an action that is not there": ("PurgeQueue", {}, "UnknownOperationException"),
    "another service's action": ("SendMessageX", {}, "UnknownOperationException"),
}


@pytest.mark.parametrize(("action", "fields", "kind"), REFUSED.values(), ids=REFUSED)
def test_refuses_what_sqs_refuses(action, fields, kind):
    """Status 400, the type of the error in the body, its older name in a header."""
    status, found, query = BrokerBench().error(action, **fields)
    assert (400, kind, "Sender") == (status, found, query.partition(";")[2])


@pytest.mark.parametrize("body", ["[]", '"a"', "1", "null"])
def test_refuses_a_body_that_is_no_object(body):
    """SerializationException."""
    import json

    answer = send(
        Broker(BrokerBench().clock).app, "POST", "/", json.loads(body), {"X-Amz-Target": "AmazonSQS.ListQueues"}
    )
    assert (400, "SerializationException") == (answer.status_code, answer.json()["__type"].partition("#")[2])


def test_makes_queues_with_a_redrive_policy():
    """A queue is known by its attributes; the same again is no error, another one is."""
    bench = BrokerBench()
    policy = '{"deadLetterTargetArn": "arn:aws:sqs:eu-central-1:000000000000:orders-dead.fifo", "maxReceiveCount": "2"}'
    attributes = {"FifoQueue": "true", "VisibilityTimeout": "5", "RedrivePolicy": policy}
    first = bench.act("CreateQueue", QueueName="mail.fifo", Attributes=attributes)
    again = bench.act("CreateQueue", QueueName="mail.fifo", Attributes=attributes)
    assert [(200, {"QueueUrl": "http://broker.test/000000000000/mail.fifo"})] * 2 == [
        (answer.status_code, answer.json()) for answer in (first, again)
    ]
    other = bench.error("CreateQueue", QueueName="mail.fifo", Attributes={"VisibilityTimeout": "6"})
    assert (400, "QueueNameExists", "QueueAlreadyExists;Sender") == other
    told = bench.act("GetQueueAttributes", QueueUrl=first.json()["QueueUrl"], AttributeNames=["All"]).json()[
        "Attributes"
    ]
    assert ("5", "true") == (told["VisibilityTimeout"], told["FifoQueue"])
    assert '"maxReceiveCount":2' in told["RedrivePolicy"]
    assert [QUEUE.replace("orders", "mail"), DEAD, QUEUE] == bench.act("ListQueues").json()["QueueUrls"]
    assert {"QueueUrl": QUEUE} == bench.act("GetQueueUrl", QueueName="orders.fifo").json()


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("mail", {}),
        ("a b.fifo", {}),
        ("m.fifo", {"VisibilityTimeout": "43201"}),
        ("m.fifo", {"VisibilityTimeout": "soon"}),
        ("m.fifo", {"RedrivePolicy": "{}"}),
        ("m.fifo", {"RedrivePolicy": '{"deadLetterTargetArn": "arn:aws:sqs:x:0:no.fifo", "maxReceiveCount": 1}'}),
        ("m.fifo", {"RedrivePolicy": '{"deadLetterTargetArn": "orders-dead.fifo", "maxReceiveCount": 1}'}),
    ],
)
def test_refuses_a_queue_that_makes_no_sense(name, attributes):
    """A name without .fifo, times and policies out of their bounds."""
    assert (400, "InvalidParameterValueException") == BrokerBench().error(
        "CreateQueue", QueueName=name, Attributes=attributes
    )[:2]


def test_counts_what_waits_and_what_is_in_flight():
    """As texts, as all attributes are."""
    bench = BrokerBench()
    for body in "abc":
        bench.post(body, group=body)
    bench.take(1)
    told = bench.act("GetQueueAttributes", AttributeNames=["ApproximateNumberOfMessages"]).json()["Attributes"]
    both = bench.act("GetQueueAttributes", AttributeNames=["All"]).json()["Attributes"]
    assert {"ApproximateNumberOfMessages": "2"} == told
    assert "1" == both["ApproximateNumberOfMessagesNotVisible"]


def test_takes_a_queue_url_with_any_host():
    """By hand it is that of the loopback address."""
    bench = BrokerBench()
    bench.post("one")
    assert ["one"] == bench.bodies(QueueUrl="http://127.0.0.1:8101/000000000000/orders.fifo")


def test_two_brokers_know_nothing_of_each_other():
    """Neither messages nor queues; the same seed gives the same ids."""
    first, second, third = BrokerBench(), BrokerBench(), BrokerBench(seed=1)
    ids = [bench.post("one")["MessageId"] for bench in (first, third)]
    assert [] == second.take()
    assert ids[0] == second.post("two")["MessageId"] != ids[1]
