"""What the registry knows: who is registered, how each one is, and what has changed. Plain state, no HTTP.

``Registry`` (tests) and the API (everybody else) work on the same catalogue. Time passes only through the
clock: a check that has run out is found at the next look, and is dated to the moment at which it ran out.
"""

from __future__ import annotations

import copy
import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from mocks.service import Clock, Observe, ignore

Status = Literal["passing", "warning", "critical"]
EventKind = Literal["registered", "passing", "warning", "critical", "deregistered"]


@dataclass(frozen=True)
class Event:
    """One change. ``index`` counts up by one with every event; ``at`` is clock time in seconds."""

    index: int
    at: float
    kind: EventKind
    service: str
    instance: str


@dataclass(frozen=True)
class Definition:
    """What an instance says of itself when it registers.

    ``ttl`` seconds without a heartbeat turn it critical; None means no check at all: it is passing until it
    deregisters. ``reap_after`` seconds in the critical state remove the entry; None keeps it for ever.
    """

    service: str
    instance: str
    address: str
    port: int
    tags: tuple[str, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    ttl: float | None = None
    reap_after: float | None = None


@dataclass
class Entry:
    """One registered instance. ``deadline`` is when its check runs out, ``reap_at`` when it is removed."""

    definition: Definition
    status: Status
    output: str = ""
    deadline: float | None = None
    reap_at: float | None = None


class Catalogue:
    """The entries, the index that grows with every change, and the log of all changes."""

    def __init__(self, clock: Clock, observe: Observe) -> None:
        self.clock = clock
        self._observe = observe
        self._entries: dict[str, Entry] = {}
        self._index = 1
        self._service_index: dict[str, int] = {}
        self._events: list[Event] = []
        self._heartbeats: dict[str, list[float]] = {}
        self.revision = 0
        """Counts what has been done to the catalogue, heartbeats included; not what time has done."""
        self._soonest: float | None = None
        self._soonest_known = False

    # ------------------------------------------------------------------ changes

    def register(self, definition: Definition, status: Status | None = None) -> None:
        """Add an instance, or replace the entry of the same id.

        Without ``status`` an instance with a check is critical until its first heartbeat, as in Consul.
        """
        self._begin_change()
        if status is None:
            status = "passing" if definition.ttl is None else "critical"
        now = self.clock.time()
        deadline = None if definition.ttl is None else now + definition.ttl
        entry = Entry(definition, status, deadline=deadline)
        self._entries[definition.instance] = entry
        self._record("registered", definition, now)
        self._turn(entry, status, now, always=True)

    def update_check(self, instance: str, status: Status, output: str = "") -> bool:
        """Take a heartbeat: the check has this status and runs for another TTL. False for an unknown id."""
        self._begin_change()
        entry = self._entries.get(instance)
        if entry is None:
            return False
        now = self.clock.time()
        self._heartbeats.setdefault(instance, []).append(now)
        entry.output = output
        if entry.definition.ttl is not None:
            entry.deadline = now + entry.definition.ttl
        self._turn(entry, status, now)
        return True

    def mark(self, instance: str, status: Status) -> bool:
        """Give the instance this status without a heartbeat: the registry's own health check saw it."""
        self._begin_change()
        entry = self._entries.get(instance)
        if entry is None:
            return False
        self._turn(entry, status, self.clock.time())
        return True

    def deregister(self, instance: str) -> bool:
        """Remove the entry. False if the id is unknown."""
        self._begin_change()
        if instance not in self._entries:
            return False
        self._remove(instance, self.clock.time())
        return True

    def forget_everything(self) -> None:
        """Lose all entries, the log and the index, as a registry without a disk does when it restarts."""
        self._begin_change()
        for instance in self._entries:
            self._observe(instance, "gone")
        self._entries.clear()
        self._service_index.clear()
        self._events.clear()
        self._index = 1

    # ------------------------------------------------------------------ questions

    def entries(self, service: str | None = None) -> list[Entry]:
        """Every entry (of that service), by instance id."""
        self._settle()
        found = [e for e in self._entries.values() if service in (None, e.definition.service)]
        return sorted(found, key=lambda e: e.definition.instance)

    def entry(self, instance: str) -> Entry | None:
        """Return the entry of that id, or None."""
        self._settle()
        return self._entries.get(instance)

    def index(self, service: str | None = None) -> int:
        """Return the index of the last change (to that service); at least 1, as Consul promises."""
        self._settle()
        return self._index if service is None else self._service_index.get(service, 1)

    def events(self) -> list[Event]:
        """Every change since the start, oldest first. Heartbeats that change nothing are not among them."""
        self._settle()
        return list(self._events)

    def heartbeats(self, instance: str) -> list[float]:
        """When heartbeats of that id were taken, in clock time."""
        return list(self._heartbeats.get(instance, ()))

    def preview(self) -> Catalogue:
        """Return a copy in which time may run ahead; nothing that is due in it happens here.

        In a test, a blocking query waits by running ahead of everybody else. Did a check run out here for it,
        a heartbeat that arrives meanwhile would come too late.
        """
        twin = copy.copy(self)
        twin._observe = ignore
        twin._entries = {name: replace(entry) for name, entry in self._entries.items()}
        twin._service_index = dict(self._service_index)
        twin._events = list(self._events)
        return twin

    def next_deadline(self) -> float | None:
        """When the next entry changes by itself if nobody speaks up; None if none will."""
        self._settle()
        return self._first_due()

    # ------------------------------------------------------------------ inside

    def _begin_change(self) -> None:
        self._settle()
        self.revision += 1
        self._soonest_known = False

    def _first_due(self) -> float | None:
        """When the next entry changes by itself. Remembered: many look, few change anything."""
        if not self._soonest_known:
            times = [t for e in self._entries.values() if (t := _due(e)) is not None]
            self._soonest, self._soonest_known = min(times, default=None), True
        return self._soonest

    def _settle(self) -> None:
        """Let everything happen that was due up to now, in the order in which it was due."""
        now = self.clock.time()
        first = self._first_due()
        if first is None or first > now:
            return
        due = [(t, name) for name, e in self._entries.items() if (t := _due(e)) is not None and t <= now]
        heapq.heapify(due)
        while due:
            at, name = heapq.heappop(due)
            entry = self._entries[name]
            if entry.reap_at is not None and entry.reap_at <= at:
                self._remove(name, at)
                continue
            entry.deadline = None
            entry.output = "TTL expired"
            self._turn(entry, "critical", at)
            if entry.reap_at is not None and entry.reap_at <= now:
                heapq.heappush(due, (entry.reap_at, name))
        self._soonest_known = False

    def _turn(self, entry: Entry, status: Status, at: float, *, always: bool = False) -> None:
        """Set the status, and record it if it is a new one."""
        changed = always or entry.status != status
        entry.status = status
        if status != "critical":
            entry.reap_at = None
        elif entry.reap_at is None and entry.definition.reap_after is not None:
            entry.reap_at = at + entry.definition.reap_after
        if changed:
            self._record(status, entry.definition, at)
            self._observe(entry.definition.instance, status)

    def _remove(self, instance: str, at: float) -> None:
        entry = self._entries.pop(instance)
        self._record("deregistered", entry.definition, at)
        self._observe(instance, "gone")

    def _record(self, kind: EventKind, definition: Definition, at: float) -> None:
        self._index += 1
        self._service_index[definition.service] = self._index
        self._events.append(Event(self._index, at, kind, definition.service, definition.instance))


def _due(entry: Entry) -> float | None:
    """When this entry changes by itself. A critical one waits only to be removed."""
    if entry.status == "critical":
        return entry.reap_at
    return entry.deadline
