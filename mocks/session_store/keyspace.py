"""Keys, their values and their times to live: the part of Redis that a session store needs. Plain state, no HTTP.

A value is a string or a set of strings. Times are kept in milliseconds of the clock, as in Redis; a key whose time is
over is removed at the next look. Source: https://redis.io/docs/latest/commands/
"""

from __future__ import annotations

from dataclasses import dataclass

from mocks.service import Clock, Observe, ignore

Value = str | set[str]

LANE = "store"
"""The lane of the evidence that tells how many keys there are."""


class RedisError(Exception):
    """A command that Redis refuses; the text begins with its kind, such as ``ERR`` or ``WRONGTYPE``."""


@dataclass
class Entry:
    """The value of one key. ``ends`` is in milliseconds since 1970; None means never."""

    value: Value
    ends: int | None = None


class Keyspace:
    """All keys of one store. Nothing here is random, and time passes through the clock alone."""

    def __init__(self, clock: Clock, observe: Observe = ignore) -> None:
        self._clock = clock
        self._observe = observe
        self._entries: dict[str, Entry] = {}
        self._told = ""

    def now(self) -> int:
        """Return the clock's time in milliseconds since 1970."""
        return round(self._clock.time() * 1000)

    def find(self, key: str) -> Entry | None:
        """Return the entry of a key that is there now."""
        entry = self._entries.get(key)
        if entry is not None and _is_over(entry, self.now()):
            del self._entries[key]
            return None
        return entry

    def text(self, key: str) -> str | None:
        """Return the string at a key, None if there is no key. Raises RedisError for a set."""
        entry = self.find(key)
        if entry is not None and not isinstance(entry.value, str):
            raise wrong_type()
        return None if entry is None else str(entry.value)

    def members(self, key: str) -> set[str]:
        """Return the set at a key, an empty one if there is no key. Raises RedisError for a string."""
        entry = self.find(key)
        if entry is None:
            return set()
        if isinstance(entry.value, str):
            raise wrong_type()
        return entry.value

    def put(self, key: str, value: Value, ends: int | None = None) -> None:
        """Enter a value, in the place of whatever was there."""
        self._entries[key] = Entry(value, ends)

    def remove(self, key: str) -> bool:
        """Remove a key. False if there is none."""
        return self.find(key) is not None and self._entries.pop(key, None) is not None

    def keys(self) -> list[str]:
        """Return the keys that are there now, sorted."""
        return sorted(key for key in list(self._entries) if self.find(key) is not None)

    def clear(self) -> None:
        """Remove every key."""
        self._entries.clear()

    def tell(self) -> None:
        """Tell the observer how many keys there are, if that has changed."""
        count = len(self.keys())
        state = "empty" if not count else "1 key" if count == 1 else f"{count} keys"
        if state != self._told:
            self._told = state
            self._observe(LANE, state)


def wrong_type() -> RedisError:
    """Return the error for a command on a value of the other kind."""
    return RedisError("WRONGTYPE Operation against a key holding the wrong kind of value")


def _is_over(entry: Entry, now: int) -> bool:
    """Return whether its time is over: as in Redis, a key is still there in the very millisecond of its end."""
    return entry.ends is not None and now > entry.ends
