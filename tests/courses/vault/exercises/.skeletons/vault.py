"""A small of everything: values, callbacks, requests, an application, time."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

app = FastAPI()
"""``GET /double/{number}`` answers ``{"value": …}`` with twice the number."""


class Overdrawn(Exception):
    """More was asked for than there is."""


def double(number: int) -> int:
    """Twice the number."""
    # TODO(values)
    raise NotImplementedError


def tally() -> int:
    """How often this function has been called: 1 at the first call."""
    # TODO(values)
    raise NotImplementedError


def visit(items: list[Any], look: Callable[[Any], Any]) -> list[Any]:
    """What ``look`` gives for each item, in order."""
    # TODO(values)
    raise NotImplementedError


def withdraw(balance: int, amount: int) -> int:
    """What is left. Raises Overdrawn if there is not enough."""
    # TODO(values)
    raise NotImplementedError


class Box:
    """Holds one value."""

    def __init__(self, value: Any) -> None:
        # TODO(values)
        raise NotImplementedError

    def open(self) -> Any:
        """The value."""
        # TODO(values)
        raise NotImplementedError


class Till:
    """Takes money, from several threads at once: ``total`` is what was put into it so far."""

    total: int

    def __init__(self) -> None:
        # TODO(values)
        raise NotImplementedError

    def put(self, amount: int) -> None:
        """Add to ``total``."""
        # TODO(values)
        raise NotImplementedError


def fetch(key: str) -> str:
    """``value`` of the JSON at ``https://vault.test/items/{key}``."""
    # TODO(world)
    raise NotImplementedError


async def gather(keys: list[str]) -> list[str]:
    """The values of several keys, asked for at the same time."""
    # TODO(world)
    raise NotImplementedError


def patient(key: str) -> str:
    """As ``fetch``, but up to three attempts, a second apart, while the answer is 503."""
    # TODO(world)
    raise NotImplementedError


def wait_for(seconds: float) -> float:
    """Sleep so long; how much time has passed by ``time.monotonic``."""
    # TODO(world)
    raise NotImplementedError
