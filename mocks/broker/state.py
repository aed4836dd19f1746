"""The queues of one broker, by name. Used within ``mocks.broker``."""

from __future__ import annotations

import random

from mocks.broker.queue import Queue
from mocks.service import Clock, Observe

ACCOUNT = "000000000000"
REGION = "eu-central-1"


class Queues:
    """The queues of one broker; each is a lane for ``observe``: ``empty``, ``waiting`` or ``in flight``."""

    def __init__(self, clock: Clock, observe: Observe, chance: random.Random, host: str) -> None:
        self._clock = clock
        self._observe = observe
        self._chance = chance
        self._host = host
        self._queues: dict[str, Queue] = {}
        self._seen: dict[str, str] = {}

    @property
    def names(self) -> list[str]:
        """The names of all queues, sorted."""
        return sorted(self._queues)

    def find(self, name: str) -> Queue | None:
        """The queue of that name, or None."""
        return self._queues.get(name)

    def create(self, name: str, visibility: float, dead_letters: Queue | None, max_receives: int) -> Queue:
        """Add a queue, or put an empty one in the place of that name."""
        queue = Queue(name, self._clock, self._chance, visibility, dead_letters, max_receives, self._tell)
        self._queues[name] = queue
        return queue

    def url(self, name: str) -> str:
        """Its QueueUrl."""
        return f"http://{self._host}/{ACCOUNT}/{name}"

    def arn(self, name: str) -> str:
        """Its ARN, by which a redrive policy names it."""
        return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"

    def _tell(self, queue: Queue) -> None:
        visible, in_flight = queue.count()
        state = "in flight" if in_flight else "waiting" if visible else "empty"
        if self._seen.get(queue.name) != state:
            self._seen[queue.name] = state
            self._observe(queue.name, state)
