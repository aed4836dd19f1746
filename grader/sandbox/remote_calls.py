"""What stands in the sandbox for a callable of the test's: calling it asks the runner. Sandbox only."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any, Protocol

import httpx


class Asker(Protocol):
    """What a callback needs of the cell."""

    codec: Any

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send a question, return the reply."""
        ...


def make_callback(cell: Asker, number: int, awaitable: bool, name: str) -> Callable[..., Any]:
    """A function, or an ``async def`` one, that the runner answers for."""

    def ask(*args: Any, **kwargs: Any) -> Any:
        reply = cell.ask(
            {
                "type": "callback",
                "callback": number,
                "args": [cell.codec.encode(argument) for argument in args],
                "kwargs": [[key, cell.codec.encode(value)] for key, value in kwargs.items()],
            }
        )
        if reply["error"]:
            raise exception(*reply["error"])
        return cell.codec.decode(reply["value"])

    async def ask_async(*args: Any, **kwargs: Any) -> Any:
        return ask(*args, **kwargs)

    chosen = ask_async if awaitable else ask
    chosen.__name__ = chosen.__qualname__ = name
    return chosen


def exception(name: str, text: str) -> Exception:
    """The exception of Python's or httpx's with this name; another one is a RuntimeError."""
    for home in (builtins, httpx):
        kind = getattr(home, name, None)
        if isinstance(kind, type) and issubclass(kind, Exception):
            if issubclass(kind, httpx.RequestError):
                return kind(text, request=httpx.Request("GET", "http://unknown.test"))
            return kind(text)
    return RuntimeError(f"{name}: {text}")
