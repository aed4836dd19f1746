"""What stands in the sandbox for a callable of the test's: calling it asks the runner. Sandbox only."""

from __future__ import annotations

import asyncio
import builtins
import contextlib
from collections.abc import Callable
from typing import Any, Protocol

import httpx


class Asker(Protocol):
    """What a callback needs of the cell."""

    codec: Any
    handles: Any

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
            raise exception(reply["error"], cell.handles)
        return cell.codec.decode(reply["value"])

    async def ask_async(*args: Any, **kwargs: Any) -> Any:
        return ask(*args, **kwargs)

    chosen = ask_async if awaitable else ask
    chosen.__name__ = chosen.__qualname__ = name
    return chosen


def exception(form: dict[str, Any], handles: Any) -> BaseException:
    """The student's own exception, or one of Python's or httpx's by its name; another one is a RuntimeError."""
    if "own" in form:
        own: BaseException = handles[form["own"]]
        return own
    for home in (builtins, httpx, asyncio):
        kind = getattr(home, form["name"], None)
        if isinstance(kind, type) and issubclass(kind, (Exception, asyncio.CancelledError)):
            return _made(kind, form["text"], form["status"])
    return RuntimeError(f"{form['name']}: {form['text']}")


def _made(kind: type[BaseException], text: str, status: int) -> BaseException:
    """An exception of that class, or of the nearest base that can be made from a text."""
    request = httpx.Request("GET", "http://unknown.test")
    if issubclass(kind, httpx.HTTPStatusError):
        return kind(text, request=request, response=httpx.Response(status, request=request))
    if issubclass(kind, httpx.RequestError):
        return kind(text, request=request)
    for base in kind.__mro__:
        with contextlib.suppress(TypeError):
            made: BaseException = base(text)
            return made
    return Exception(text)
