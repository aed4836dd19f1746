"""Task ``poison``: messages whose work fails, now or for ever, and the order of the others."""

from __future__ import annotations

import json

import pytest

from grader.suite import explain, hang, ok, refuse, reset, status

from .broker_support import DEAD, LOST, QUEUE, Worker, actions, cancelled
from .support import expect_equal

PASSING = (RuntimeError, KeyError, TypeError, ConnectionError, TimeoutError, LookupError, OSError, ArithmeticError)


@pytest.fixture
def worker(student, broker):
    """A consumer with the settings of the skeleton."""
    return Worker(student, broker)


def letters(broker, name=DEAD) -> list[tuple[str, str, str]]:
    """The dead letters: body, group, deduplication id."""
    return [(each.body, each.group, each.deduplication_id) for each in broker.messages(name)]


@pytest.mark.task("poison", spec="the message is left alone: not deleted, not given back early, not sent again.")
def test_leaves_alone_what_failed(worker, broker, network, clock):
    """An event whose work fails is neither deleted, nor given back early, nor sent again; it comes again in time."""
    worker.plan = {"e-1": [KeyError("no stock"), RuntimeError("no stock")]}
    worker.send("e-1")
    for _ in range(2):
        before, times = len(actions(network)), len(worker.log)
        count = worker.drain()
        expect_equal(
            (len(worker.log) - times, count), (1, 0), of="tries of a failing event in one drain, and its count"
        )
        asked = set(actions(network, before)) - {"ReceiveMessage"}
        expect_equal(asked, set(), of="what else was asked of the broker", why=LOST)
        clock.advance(31)
    worker.expect(after="two failures", log=["e-1"] * 3, count=(worker.drain(), 1), left=[])


@pytest.mark.task(
    "poison",
    spec=(
        "If `work` raises any other `Exception`, the message is left alone",
        "nothing is raised, and `drain` goes on with the next message.",
    ),
)
def test_goes_on_behind_any_failure(worker, broker):
    """Whatever ``Exception`` the work raises, ``drain`` raises nothing and goes on with events of other keys."""
    for error in PASSING:
        name = error.__name__
        worker.log.clear()
        worker.plan = {name: [error("not now")]}
        worker.send(name, group=name)
        worker.send(f"after {name}", group=f"other-{name}")
        found = worker.drain()
        expect_equal(
            (found, worker.log), (1, [name, f"after {name}"]), of=f"drain()'s result and the events, with {name}"
        )
    expect_equal(letters(broker), [], of="dead letters")


@pytest.mark.task(
    "poison",
    spec=(
        "events with one key are done in the order in which they were published, those of other keys do not "
        "wait for them"
    ),
)
def test_keeps_the_order_of_a_key(worker, clock):
    """Events with one key are done in their order though one fails at first; other keys do not wait."""
    worker.plan = {"jane-1": [ConnectionError()], "jane-2": [ConnectionError(), ConnectionError()]}
    worker.send("jane-1", "jane-2", "jane-3")
    worker.send("joe-1", "joe-2", group="joe")
    logs = [["jane-1", "joe-1", "joe-2"], ["jane-1", "jane-2"], ["jane-2"], ["jane-2", "jane-3"]]
    for expected in logs:
        worker.log.clear()
        worker.drain()
        worker.expect(after="a drain", log=expected, why="a cancelled order must not be shipped after all")
        clock.advance(31)


@pytest.mark.task(
    "poison",
    spec=(
        "nothing goes to the dead letters that was never tried.",
        "the broker counts, and has the dead letter queue for what fails too often.",
    ),
)
def test_gives_up_on_one_message_only(worker, broker, clock):
    """An event that fails three times ends in the dead letters; those behind it are all tried, and done."""
    worker.plan = {"jane-2": [RuntimeError()] * 9}
    bodies = worker.send("jane-1", "jane-2", "jane-3", "jane-4")
    for _ in range(5):
        worker.drain()
        clock.advance(31)
    log = ["jane-1", "jane-2", "jane-2", "jane-2", "jane-3", "jane-4"]
    worker.expect(after="five drains", log=log, left=[])
    expect_equal(letters(broker), [(bodies[1], "jane", "d-jane-2")], of="dead letters")


@pytest.mark.task(
    "poison",
    spec=(
        "If `work` raises `ValueError` (or a subclass)",
        (
            "`SendMessage` to `dead_letter_url` with the `MessageBody`, `MessageGroupId` and "
            "`MessageDeduplicationId` that it came with"
        ),
    ),
)
def test_buries_what_can_never_be_handled(student, broker):
    """A ValueError of the work, or a subclass, sends the message to the dead letters at once, as it came."""
    broker.create("lost.fifo")
    for dead, error in ((DEAD, ValueError("no such size")), ("lost.fifo", UnicodeError("garbled"))):
        worker = Worker(student, broker, dead=dead)
        worker.plan = {"bad": [error] * 9}
        bodies = worker.send("bad", "good")
        found = worker.drain()
        worker.expect(after=f"a {type(error).__name__}", log=["bad", "good"], left=[], count=(found, 1))
        expect_equal(letters(broker, dead), [(bodies[0], "jane", "d-bad")], of="dead letters: body, group and id")
        broker.create(QUEUE, dead_letters=DEAD)


@pytest.mark.task(
    "poison", spec='or the body is not a JSON object with a string under `"id"`, the message **can never be handled**.'
)
def test_buries_what_is_no_event(worker, broker):
    """A body that is not a JSON object with a string under "id" goes to the dead letters unread and unchanged."""
    bodies = [
        "{",
        "no json",
        "[]",
        '"e-1"',
        "7",
        "null",
        "{}",
        '{"id": 7}',
        '{"id": null}',
        '{"id": ["e"]}',
        '{ "Id":"e" }',
    ]
    for number, body in enumerate(bodies):
        broker.send(QUEUE, body, group=f"g-{number % 2}", deduplication_id=f"d-{number}")
    worker.send("good", group="g-0")
    found = worker.drain()
    assert (worker.log, found) == (["good"], 1), explain(
        "the one good event worked on", f"{worker.log}, and drain() gave {found}"
    )
    expected = sorted((body, f"g-{number % 2}", f"d-{number}") for number, body in enumerate(bodies))
    expect_equal(sorted(letters(broker)), expected, of="dead letters")
    expect_equal(broker.bodies(QUEUE), [], of="messages left in the queue")


@pytest.mark.task(
    "poison",
    needs="test_buries_what_can_never_be_handled",
    spec=(
        "If sending raises `BrokerError`, the message is left alone and comes again. If only deleting does, "
        "`drain` goes on as above."
    ),
)
def test_keeps_what_it_can_not_bury(worker, broker, network, clock):
    """If the dead letter can't be sent the message stays; if only deleting fails there is one dead letter."""
    cases = (
        ("sending met 503", [ok(), status(503)]),
        ("sending was refused", [ok(), refuse()]),
        ("sending met 400", [ok(), status(400)]),
        ("deleting met 503", [ok(), ok(), status(503)]),
        ("deleting was lost", [ok(), ok(), reset(after_work=False)]),
        ("deleting hung", [ok(), ok(), hang()]),
    )
    for number, (words, faults) in enumerate(cases):
        bad, good = f"bad-{number}", f"good-{number}"
        worker.plan = {bad: [ValueError()] * 9}
        worker.log.clear()
        worker.send(bad, group=bad)
        worker.send(good, group=good)
        network.script("broker.test", *faults)
        count = worker.drain()
        worker.expect(after=words, log=[bad, good], left=[bad], count=(count, 1))
        clock.advance(31)
        worker.drain()
        worker.expect(after=f"{words}, half a minute later", left=[])
        dead = [json.loads(body)["id"] for body, *_ in letters(broker)].count(bad)
        expect_equal(dead, 1, of=f"dead letters after {words}", why=LOST)


@pytest.mark.task(
    "poison", needs="test_buries_what_can_never_be_handled", spec="In both cases the id is not added to `done`"
)
def test_takes_no_failure_for_done(worker, broker, clock):
    """An event that failed or was buried is not done: when it comes again it is worked on."""
    worker.plan = {"bad": [ValueError()], "late": [RuntimeError()]}
    worker.send("bad")
    worker.send("late", group="joe")
    worker.drain()
    expect_equal(worker.log, ["bad", "late"], of="events tried")
    broker.send(QUEUE, json.dumps({"id": "bad", "data": "mended"}), group="ann")
    clock.advance(31)
    found = worker.drain()
    expect_equal((sorted(worker.log), found), (["bad", "bad", "late", "late"], 2), of="tries, and drain()'s result")
    expect_equal(worker.left(), [], of="events left")


@pytest.mark.task(
    "poison",
    spec=(
        "What is no `Exception` (`KeyboardInterrupt`, `asyncio.CancelledError`) ends `drain`, and the message "
        "is left alone."
    ),
)
def test_ends_when_it_is_stopped(worker, broker, clock):
    """What is no ``Exception`` ends drain; the message is left alone and comes again."""
    worker.send("e-1", "e-2")
    for _ in range(2):
        worker.log.clear()
        worker.plan = {"e-1": [cancelled()]}
        expect_equal(worker.drain(), "CancelledError", of="what ended drain()")
        worker.expect(after="a CancelledError of the work", log=["e-1"], left=["e-1", "e-2"])
        clock.advance(31)
    worker.log.clear()
    worker.expect(after="a new start", count=(worker.drain(), 2), log=["e-1", "e-2"], left=[])
