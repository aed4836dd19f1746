"""What the tests of ``messages`` and ``poison`` share: a worker with its queues, and events in them."""

from __future__ import annotations

import json
from asyncio import CancelledError

from grader.suite import StudentError, explain

QUEUE = "orders.fifo"
DEAD = "orders-dead.fifo"
LOST = "a message that is acknowledged before its work is done is lost when the work fails"


class Worker:
    """A consumer of the student's, the work that it is given, and a log of what was worked on.

    ``plan[id]`` holds what happens to an event's tries, one each: an exception to raise, or something to call with
    ``extend``; when it is used up the work succeeds.
    """

    def __init__(self, student, broker, *, queue=QUEUE, dead=DEAD, done=None, **settings) -> None:
        self.student = student
        self.broker = broker
        self.queue = queue
        self.log: list[str] = []
        self.events: list[dict] = []
        self.plan: dict[str, list] = {}
        self.done = student.DoneEvents() if done is None else done
        urls = {"done": self.done, "dead_letter_url": broker.url(dead)}
        self.consumer = student.Consumer(broker.url(queue), self.work, **urls, **settings)

    def work(self, event, extend) -> None:
        """What the consumer calls for an event."""
        self.log.append(event["id"])
        self.events.append(event)
        step = self.plan[event["id"]].pop(0) if self.plan.get(event["id"]) else None
        if isinstance(step, BaseException):
            raise step
        if step is not None:
            step(extend)

    def drain(self):
        """Drain the queue. What the student raises is returned, so that a test can say what it is about."""
        try:
            return self.consumer.drain()
        except StudentError as error:
            if "NotImplementedError" in error.names:
                raise
            return error.name

    def send(self, *ids, group="jane", queue=None, **data) -> list[str]:
        """Put events into the queue as a producer would, not all of them in Python; return the bodies."""
        events = [{"kind": "order placed", "data": data, "key": group, "id": each} for each in ids]
        bodies = [json.dumps(event, indent=1) for event in events]
        for each, body in zip(ids, bodies, strict=True):
            self.broker.send(queue or self.queue, body, group=group, deduplication_id=f"d-{each}")
        return bodies

    def left(self, queue=None) -> list[str]:
        """The ids of the events that are still in the queue."""
        return [json.loads(body)["id"] for body in self.broker.bodies(queue or self.queue)]

    def expect(self, *, after, log=None, left=None, count=None, **more) -> None:
        """Compare what was worked on so far and what is left; ``count`` is a pair, found and expected."""
        wanted, found = [], []
        for words, expected, seen in (
            ("worked on", log, self.log),
            ("left in the queue", left, self.left()),
            ("drain() gives", *(reversed(count) if count else (None, None))),
        ):
            if expected is not None:
                wanted.append(f"{words}: {expected}")
                found.append(f"{words}: {seen}")
        assert wanted == found, explain(f"{'; '.join(wanted)}, after {after}", "; ".join(found), **more)


def actions(network, since=0) -> list[str]:
    """The actions that the broker was asked for, ``SendMessage`` and so on."""
    asked = network.requests("broker.test")[since:]
    return [each.request.headers.get("x-amz-target", "").rpartition(".")[2] for each in asked]


def fields(exchange) -> dict:
    """The fields of one request to the broker."""
    return json.loads(exchange.request.content)


def cancelled() -> BaseException:
    """What is no ``Exception``."""
    return CancelledError("the worker is stopped")
