"""Choices made from a fuzzer's bytes. Any bytes will do, and the same bytes always choose the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

MOST_COPIES = 100
"""Of one thing, and of all things inside each other: a fuzzer learns more from many inputs than from a large one."""


class Source:
    """Bytes, consumed from the front. At their end every choice is the first one, so that all that grows comes to an
    end.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._room = MOST_COPIES

    @property
    def left(self) -> int:
        """How many bytes there still are."""
        return len(self._data) - self._at

    def byte(self) -> int:
        """The next byte."""
        if not self.left:
            return 0
        self._at += 1
        return self._data[self._at - 1]

    def below(self, most: int) -> int:
        """A number from 0 up to and without ``most``, which is 256 at most."""
        return self.byte() % most

    def pick(self, options: Sequence[T]) -> T:
        """One of these."""
        return options[self.below(len(options))]

    def once_in(self, times: int) -> bool:
        """Seldom true, and never at the end."""
        return self.byte() % times == times - 1

    def copies(self, options: Sequence[int]) -> int:
        """How often something is repeated: one of these, or fewer if there were many copies before."""
        count = min(self.pick(options), self._room)
        self._room //= max(count, 1)
        return count

    def take(self, count: int) -> bytes:
        """The next bytes, as many as there are."""
        self._at += (taken := min(count, self.left))
        return self._data[self._at - taken : self._at]

    def rest(self) -> bytes:
        """All that is left."""
        return self.take(self.left)
