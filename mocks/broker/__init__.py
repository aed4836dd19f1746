"""The message broker, a small SQS: FIFO queues with visibility timeouts and dead letters.

For hidden suites (fixture ``broker``) and, on loopback, for students. The HTTP side is in ``mocks.broker.api``;
what tests do and ask directly is here::

    queue = broker.create("orders.fifo", visibility=30, dead_letters="dead.fifo", max_receives=3)
    broker.send("orders.fifo", '{"id": "e-1"}', group="jane")
    assert [] == broker.bodies("orders.fifo")
"""

from __future__ import annotations

import random

from mocks.broker import api
from mocks.broker.queue import Message, Queue
from mocks.broker.state import Queues
from mocks.service import Bound, Clock, Observe, ignore

__all__ = ["Broker", "Message"]

QUEUE = "orders.fifo"
DEAD_LETTERS = "orders-dead.fifo"


class Broker:
    """A broker at ``broker.test`` with the queue ``orders.fifo``.

    What was received three times from it and not deleted goes to ``orders-dead.fifo``. ``seed`` decides ids and
    receipt handles.
    """

    host = "broker.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        self._queues = Queues(clock, observe, random.Random(seed), self.host)  # noqa: S311 — to be repeatable
        self._sent = 0
        self.app = Bound(self._queues, api.routes())
        self.create(DEAD_LETTERS)
        self.create(QUEUE, dead_letters=DEAD_LETTERS, max_receives=3)

    # ------------------------------------------------------------------ what a test does

    def create(self, name: str, *, visibility: float = 30.0, dead_letters: str = "", max_receives: int = 3) -> str:
        """Make a queue, or replace it by an empty one; return its QueueUrl.

        visibility: seconds that a received message stays invisible. dead_letters: name of the queue for what was
        received ``max_receives`` times and not deleted; it is made if it is not there.
        """
        target = None
        if dead_letters:
            target = self._queues.find(dead_letters) or self._queues.create(dead_letters, 30.0, None, 0)
        self._queues.create(name, visibility, target, max_receives if target else 0)
        return self.url(name)

    def url(self, name: str) -> str:
        """Return the QueueUrl of that name."""
        return self._queues.url(name)

    def send(self, name: str, body: str, *, group: str, deduplication_id: str = "") -> str:
        """Send a message as if a producer had; return its MessageId. Without an id nothing is deduplicated."""
        self._sent += 1
        return self._queue(name).send(body, group, deduplication_id or f"sent-by-test-{self._sent}").message_id

    # ------------------------------------------------------------------ what a test asks

    def messages(self, name: str) -> list[Message]:
        """Return what is in the queue, in flight or not, in the order in which it was sent."""
        return list(self._queue(name).messages)

    def bodies(self, name: str) -> list[str]:
        """Return the bodies of ``messages``."""
        return [message.body for message in self._queue(name).messages]

    def received(self, name: str) -> list[str]:
        """Return the MessageId of every receive so far, in order."""
        return list(self._queue(name).received)

    def _queue(self, name: str) -> Queue:
        queue = self._queues.find(name)
        if queue is None:
            raise KeyError(name)
        return queue
