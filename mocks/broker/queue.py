"""One FIFO queue: messages in groups, in flight or not, and what becomes of those that nobody can handle.

The rules are those of Amazon SQS (Developer Guide, "FIFO queue delivery logic", "Visibility timeout",
"Dead-letter queues"). Knows nothing of HTTP.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mocks.service import Clock

DEDUPLICATION_INTERVAL = 300.0
"""Seconds for which a MessageDeduplicationId is remembered, whatever becomes of the message."""


@dataclass(eq=False)
class Message:
    """A message and what has happened to it. Times are clock times in seconds.

    ``visible_at`` is when it can be received (again); ``handle`` that of the last receive, "" before the first.
    """

    id: str
    body: str
    group: str
    deduplication_id: str
    sequence: int
    sent: float
    visible_at: float = 0.0
    handle: str = ""
    receives: int = 0
    first_received: float | None = None


@dataclass(frozen=True)
class Sent:
    """What the sender is told."""

    message_id: str
    sequence: int


class ExpiredHandleError(Exception):
    """The visibility timeout of this receive is over, or the message was received again since."""


class UnknownHandleError(LookupError):
    """No receive of this queue has given this handle."""


class NotInFlightError(Exception):
    """The message is deleted, so its visibility can't be changed."""


@dataclass
class Queue:
    """A FIFO queue. ``visibility``: seconds, unless a receive says otherwise.

    ``dead_letters`` takes what was received ``max_receives`` times and not deleted; without it that comes again for
    ever. ``changed`` is called after each change.
    """

    name: str
    clock: Clock
    chance: random.Random
    visibility: float = 30.0
    dead_letters: Queue | None = None
    max_receives: int = 0
    changed: Callable[[Queue], None] = lambda _: None
    messages: list[Message] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    _handles: dict[str, Message] = field(default_factory=dict)
    _deduplication: dict[str, tuple[float, Sent]] = field(default_factory=dict)
    _sequence: int = 0

    def send(self, body: str, group: str, deduplication_id: str) -> Sent:
        """Append a message. The same ``deduplication_id`` again within five minutes appends nothing."""
        now = self.clock.time()
        known = self._deduplication.get(deduplication_id)
        if known is not None and now - known[0] < DEDUPLICATION_INTERVAL:
            return known[1]
        message = self._append(body, group, deduplication_id, self._new_id())
        sent = Sent(message.id, message.sequence)
        self._deduplication[deduplication_id] = now, sent
        return sent

    def receive(self, most: int, visibility: float | None = None) -> list[Message]:
        """Up to ``most`` messages, which are in flight from now on.

        Within a group they come in the order in which they were sent, and none while another one is in flight.
        """
        now = self.clock.time()
        found: list[Message] = []
        for message in self._receivable(now):
            if len(found) == most:
                break
            if self.dead_letters is not None and message.receives >= self.max_receives:
                self._move(message, self.dead_letters)
                continue
            message.receives += 1
            message.first_received = now if message.first_received is None else message.first_received
            message.visible_at = now + (self.visibility if visibility is None else visibility)
            message.handle = f"{self.name}#{self._new_id()}"
            self._handles[message.handle] = message
            self.received.append(message.id)
            found.append(message)
        self.changed(self)
        return found

    def delete(self, handle: str) -> None:
        """Take the message out. Doing it twice is no error; a handle that is too old is, as for every FIFO queue.

        Raises ``UnknownHandleError``, ``ExpiredHandleError``.
        """
        message = self._find(handle)
        if message not in self.messages:
            return
        self._expect_current(message, handle)
        self.messages.remove(message)
        self.changed(self)

    def change_visibility(self, handle: str, seconds: float) -> None:
        """Let the message be invisible for so long from now; 0 gives it back at once.

        Raises ``UnknownHandleError``, ``ExpiredHandleError``, ``NotInFlightError``.
        """
        message = self._find(handle)
        if message not in self.messages:
            raise NotInFlightError(handle)
        self._expect_current(message, handle)
        message.visible_at = self.clock.time() + seconds
        self.changed(self)

    def next_visible(self) -> float | None:
        """When the next message in flight comes back; None without one."""
        now = self.clock.time()
        return min((each.visible_at for each in self.messages if each.visible_at > now), default=None)

    def count(self) -> tuple[int, int]:
        """How many messages can be received, or wait behind others of their group, and how many are in flight."""
        now = self.clock.time()
        in_flight = sum(each.visible_at > now for each in self.messages)
        return len(self.messages) - in_flight, in_flight

    # ------------------------------------------------------------------ inside

    def _receivable(self, now: float) -> Iterator[Message]:
        """The messages of every group of which none was in flight when this began, oldest first."""
        blocked = {each.group for each in self.messages if each.visible_at > now}
        yield from [each for each in self.messages if each.group not in blocked]

    def _append(self, body: str, group: str, deduplication_id: str, message_id: str) -> Message:
        self._sequence += 1
        message = Message(message_id, body, group, deduplication_id, self._sequence, self.clock.time())
        self.messages.append(message)
        self.changed(self)
        return message

    def _move(self, message: Message, other: Queue) -> None:
        """Into the dead letters, where the message keeps its id and is counted anew."""
        self.messages.remove(message)
        other._append(message.body, message.group, message.deduplication_id, message.id)

    def _find(self, handle: str) -> Message:
        try:
            return self._handles[handle]
        except KeyError:
            raise UnknownHandleError(handle) from None

    def _expect_current(self, message: Message, handle: str) -> None:
        if message.handle != handle or message.visible_at <= self.clock.time():
            raise ExpiredHandleError(handle)

    def _new_id(self) -> str:
        digits = f"{self.chance.getrandbits(128):032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
