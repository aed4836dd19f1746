"""What a test watches of the student's objects: asked for once, it comes with each call's answer. ``Link`` only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Attribute = tuple[int, str]
"""The number of an object, and a name."""
MAX_PEEKS = 16


class Watching:
    """The attributes that the evidence looks at, and their values as far as they have come with an answer."""

    def __init__(self) -> None:
        self._watched: dict[Attribute, None] = {}
        self._fresh: Mapping[Attribute, Any] = {}

    def add(self, attribute: Attribute) -> None:
        """Ask for it with each call from now on."""
        self._watched[attribute] = None

    def __contains__(self, attribute: Attribute) -> bool:
        return attribute in self._watched

    @property
    def peeks(self) -> list[Attribute]:
        """What to ask for with a call."""
        return list(self._watched)[:MAX_PEEKS]

    def fresh(self, attribute: Attribute) -> list[Any]:
        """The form of its value in a list, or an empty list if it has not come."""
        return [self._fresh[attribute]] if attribute in self._fresh else []

    @contextmanager
    def while_fresh(self, fresh: Mapping[Attribute, Any]) -> Iterator[None]:
        """These values hold within the block: they came with the last answer, and are old at once."""
        self._fresh = fresh
        try:
            yield
        finally:
            self._fresh = {}
