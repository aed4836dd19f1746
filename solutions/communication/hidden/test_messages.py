"""Task ``messages``: publish an event, work on it, remember it, acknowledge it."""

from __future__ import annotations

import json

import pytest

from grader.suite import StudentError, explain, hang, ok, refuse, reset, status

from .broker_support import LOST, QUEUE, Worker, actions, cancelled
from .support import expect_equal


@pytest.fixture
def worker(student, broker):
    """A consumer with the settings of the skeleton."""
    return Worker(student, broker)


@pytest.mark.task(
    "messages",
    spec=(
        'Its body is the JSON object `{"id": …, "kind": kind, "key": key, "data": data}`',
        "`MessageGroupId` is `key`, `MessageDeduplicationId` is the id. It returns the id.",
    ),
)
def test_publishes_an_event(student, broker):
    """The message has the event as its body, the key as its group, a new id against duplicates."""
    other = broker.create("mail.fifo")
    for queue, kind, key, data in (
        (QUEUE, "order placed", "jane", {"shoes": [1, 2.5, None], "gift": True}),
        ("mail.fifo", "mail sent", "joe", "größer"),
        ("mail.fifo", "mail sent", "jane", None),
    ):
        found = student.publish(other if queue != QUEUE else broker.url(QUEUE), kind, key, data)
        message = broker.messages(queue)[-1]
        body = json.loads(message.body)
        expect_equal(body, {"id": found, "kind": kind, "key": key, "data": data}, of="body of the message")
        expect_equal((message.group, message.deduplication_id), (key, found), of="its group and deduplication id")
    url = broker.create("many.fifo")
    processes = (student, student.another(), student.another())
    ids = [one.publish(url, "order placed", "jane", {"shoes": 2}) for one in processes for _ in range(2)]
    assert all(isinstance(each, str) for each in ids), explain("ids that are strings", f"{ids}")
    found = len(set(ids)), len(broker.messages("many.fifo"))
    expect_equal(found, (6, 6), of="different ids, and messages, of six calls", why="the second order is never shipped")


@pytest.mark.task(
    "messages", spec="If the broker can't be reached or answers 5xx, the same message with the same id is sent again"
)
def test_publishes_once_though_an_answer_is_lost(student, network, broker):
    """When the broker fails the same message is sent again, with the same id, until it is taken."""
    taken = [status(503, after_work=True), hang(after_work=True)]
    for faults in ([reset()], taken, [status(500), refuse()], [status(599)]):
        before, since = len(broker.messages(QUEUE)), len(actions(network))
        network.script("broker.test", *faults)
        found = student.publish(broker.url(QUEUE), "order placed", "jane", {"shoes": 2})
        made = [json.loads(body)["id"] for body in broker.bodies(QUEUE)[before:]]
        tries = actions(network, since)
        words = " and ".join(fault.kind for fault in faults)
        expect_equal(made, [found], of=f"ids in the queue after {words}", why="a duplicate is shipped twice")
        expect_equal(tries, ["SendMessage"] * (len(faults) + 1), of=f"what was asked, with {words}")


@pytest.mark.task(
    "messages",
    spec=(
        "up to `attempts` sends in all; then the last `BrokerError` is raised. An answer of 4xx is raised at once.",
        "Between two sends it may wait up to a second, or not at all.",
    ),
)
def test_gives_up_publishing(student, network, broker, clock):
    """After its attempts the last error is raised, and a refusal of 4xx at once."""
    url = broker.url(QUEUE)
    student.publish(url, "order placed", "jane", 1)
    for settings, faults, tries, last in (
        ({}, [status(503)] * 2 + [status(502)], 3, 502),
        ({"attempts": 1}, [reset(after_work=False)], 1, None),
        ({"attempts": 5}, [status(500)] * 4 + [refuse()], 5, None),
        ({}, [status(400)], 1, 400),
        ({"attempts": 5}, [status(403)], 1, 403),
        ({}, [status(429)], 1, 429),
    ):
        before, began = len(actions(network)), clock.elapsed
        network.script("broker.test", *faults)
        with student.raises("BrokerError", tried=f"{tries} tries with {settings or 'the defaults'}") as caught:
            student.publish(url, "order placed", "jane", 2, **settings)
        found = len(actions(network)) - before, caught.value.status
        expect_equal(found, (tries, last), of="sends, and status of the BrokerError", why="a refusal stays one")
        took = clock.elapsed - began
        assert took < tries - 0.99, explain(f"at most a second between two of {tries} sends", f"it took {took:g} s")
    expect_equal(len(broker.messages(QUEUE)), 1, of="messages taken")


@pytest.mark.task(
    "messages",
    spec=(
        (
            "handles one message after the other until the broker has none to give, and returns for how many "
            "events the work was done in this call."
        ),
        "and does not wait for messages",
    ),
)
def test_works_on_all_that_is_there(student, network, broker, clock):
    """Every event is handed over as it is, once, oldest first, and acknowledged; an empty queue is no error."""
    broker.create("mail.fifo")
    worker = Worker(student, broker, queue="mail.fifo")
    worker.expect(after="a look into an empty queue", log=[], count=(worker.drain(), 0))
    bodies = worker.send("e-1", "e-2", color="red") + worker.send("e-3", group="joe", color="blue")
    worker.expect(after="three events", log=["e-1", "e-2", "e-3"], left=[], count=(worker.drain(), 3))
    expect_equal(worker.events, [json.loads(body) for body in bodies], of="events as the work got them")
    worker.send("e-4")
    worker.expect(after="one more", log=["e-1", "e-2", "e-3", "e-4"], left=[], count=(worker.drain(), 1))
    expect_equal(clock.elapsed, 0, of="seconds spent on waiting for messages")


@pytest.mark.task(
    "messages",
    spec=(
        "When `work` has returned, the id is added to `done`, **then** the message is acknowledged with "
        "`DeleteMessage`. Never before."
    ),
)
def test_acknowledges_when_the_work_is_done(worker, broker, network):
    """While an event is worked on its message is there, and the event not yet known as done; it is, before it goes."""
    seen = []

    def look(extend):
        seen.append((worker.left(), "DeleteMessage" in actions(network)))

    worker.plan = {"e-1": [look]}
    worker.send("e-1")
    worker.drain()
    expect_equal(seen, [(["e-1"], False)], of="messages during the work, and whether one was deleted", why=LOST)
    worker.plan = {"e-2": [cancelled()]}
    worker.send("e-2")
    worker.drain()
    worker.expect(after="work that was broken off", left=["e-2"], why=LOST)


@pytest.mark.task(
    "messages",
    needs="test_works_on_all_that_is_there",
    spec=(
        "An event whose id is in `done` is only acknowledged: the work is not done again. The `id` is the one "
        "in the body."
    ),
)
def test_does_no_work_twice(student, broker, clock):
    """An event that is done is only acknowledged, under whatever message it comes, also by another consumer."""
    first = Worker(student, broker)
    others = Worker(student, broker, done=first.done), Worker(student, broker)
    first.send("e-1", "e-2")
    first.drain()
    for worker, log, count in ((first, ["e-1", "e-2"], 0), (others[0], [], 0), (others[1], ["e-1"], 1)):
        broker.send(QUEUE, json.dumps({"id": "e-1", "kind": "k", "key": "jane", "data": 1}), group="jane")
        words = "another message with an event that is done" if count == 0 else "an event that is new to this consumer"
        worker.expect(after=words, log=log, left=[], count=(worker.drain(), count), why="at least once is not once")
    first.send("e-3", color="red")
    first.send("e-4", color="red")
    worker = first
    worker.expect(after="two events alike", log=["e-1", "e-2", "e-3", "e-4"], count=(worker.drain(), 2))


@pytest.mark.task(
    "messages",
    needs="test_works_on_all_that_is_there",
    spec=(
        "If acknowledging raises `BrokerError`, the work is done all the same: it counts, and `drain` goes "
        "on. When the message comes again it is only acknowledged."
    ),
)
def test_survives_a_lost_acknowledgement(worker, broker, network, clock):
    """If acknowledging fails the work counts, the next message is handled, and later nothing is done twice."""
    faults = [status(503), reset(after_work=False), hang(), status(400)]
    for number, fault in enumerate(faults):
        ids = [f"a-{number}", f"b-{number}"]
        for name in ids:
            worker.send(name, group=name)
        network.script("broker.test", ok(), fault)
        worker.log.clear()
        found = worker.drain()
        words = f"an acknowledgement that met {fault.kind}"
        worker.expect(after=words, log=ids, left=ids[:1], count=(found, 2))
        for time in ("half a minute", "a minute"):
            clock.advance(31)
            if time == "half a minute":
                network.script("broker.test", ok(), fault)
            worker.expect(after=f"{words}, {time} later", log=ids, count=(worker.drain(), 0))
        worker.expect(after=f"{words}, and another one", left=[])


@pytest.mark.task(
    "messages", spec=("If receiving raises `BrokerError`, `drain` raises it.", "It receives one message at a time")
)
def test_tells_that_it_can_not_receive(student, broker, network):
    """If receiving fails, at first or later, drain raises BrokerError; what was done is done."""
    worker = Worker(student, broker)
    worker.send("e-1", "e-2")
    network.script("broker.test", status(503))
    expect_equal(worker.drain(), "BrokerError", of="outcome of a receive that met 503")
    worker.plan = {"e-1": [lambda extend: network.down("broker.test")]}
    expect_equal(worker.drain(), "BrokerError", of="outcome of a second receive, with the broker gone by then")
    expect_equal(worker.log, ["e-1"], of="events worked on before the broker was gone")


@pytest.mark.task("messages", spec="It receives one message at a time, with `VisibilityTimeout` set to `visibility`")
def test_owns_a_message_for_its_visibility(student, broker, clock):
    """A message is invisible for ``visibility`` seconds, 30 by default, and its work may take that long."""
    broker.create("slow.fifo", visibility=400)
    for settings, seconds in (({}, 30), ({"visibility": 5}, 5), ({"visibility": 120}, 120)):
        worker = Worker(student, broker, queue="slow.fifo", **settings)
        other = Worker(student, broker, queue="slow.fifo")
        before = len(broker.received("slow.fifo"))
        worker.send(f"e-{seconds}")
        worker.plan = {f"e-{seconds}": [ConnectionError("not now")]}
        worker.drain()
        received = [len(broker.received("slow.fifo")) - before]
        for wait in (seconds - 1, 2):
            clock.advance(wait)
            other.drain()
            received.append(len(broker.received("slow.fifo")) - before)
        expect_equal(received, [1, 1, 2], of=f"receives at once, after {seconds - 1} s and after {seconds + 1} s")


@pytest.mark.task(
    "messages",
    needs="test_works_on_all_that_is_there",
    spec="`extend()` lets the message be invisible for another `visibility` seconds from the moment of the call",
)
def test_extends_its_time(student, broker, clock):
    """``extend()`` keeps the message for another ``visibility`` seconds from then, so that long work is done once."""
    for settings, seconds in (({}, 30), ({"visibility": 100}, 100)):
        worker = Worker(student, broker, **settings)
        other = Worker(student, broker)

        def slow(extend, seconds=seconds, other=other):
            for _ in range(3):
                clock.advance(seconds - 2)
                other.drain()
                extend()
            clock.advance(seconds - 2)
            other.drain()

        name = f"slow-{seconds}"
        worker.plan = {name: [slow]}
        worker.send(name)
        found = worker.drain()
        worker.expect(after=f"long work that extends {seconds} s", log=[name], left=[], count=(found, 1))
        expect_equal(other.log, [], of="events that another consumer got meanwhile", why="both do the work")
