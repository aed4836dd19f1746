"""Several calls at once: threads for functions, tasks for coroutines and requests. Sandbox only."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Coroutine
from typing import Any, Protocol

from grader.sandbox.asgi import Application
from grader.sandbox.virtual.interleaving import Turns
from grader.sandbox.virtual.world import World
from grader.sandbox.wire.values import Codec

Item = dict[str, Any]


class Callee(Protocol):
    """What a cell has for calls; ``grader.sandbox.cell`` is one."""

    world: World
    codec: Codec

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop of the cell."""
        ...

    def function(self, item: Item) -> Any:
        """The object that the item is about."""
        ...

    def application(self, app: Any) -> Application:
        """What drives that application."""
        ...

    def error(self, error: BaseException) -> Item:
        """The form of an exception."""
        ...


def together(cell: Callee, items: list[Item]) -> list[Item]:
    """Run all items and give, in their order, ``{"value"}``, ``{"response"}`` or ``{"error"}`` each."""
    results: list[Item] = [{} for _ in items]
    threads = []
    tasks = []
    for position, item in enumerate(items):
        if item["op"] == "asgi" or inspect.iscoroutinefunction(cell.function(item)):
            tasks.append(_task(cell, item, results, position))
        else:
            threads.append(threading.Thread(target=_thread, args=(cell, item, results, position), daemon=True))
    with Turns(cell.world).taken():
        for thread in threads:
            thread.start()
        if tasks:
            cell.loop.run_until_complete(_all(tasks))
        for thread in threads:
            thread.join()
    return results


async def _all(tasks: list[Coroutine[Any, Any, None]]) -> None:
    await asyncio.gather(*tasks)


async def _task(cell: Callee, item: Item, results: list[Item], position: int) -> None:
    try:
        if item["op"] == "asgi":
            results[position] = {"response": await cell.application(cell.function(item)).answer(item["request"])}
        else:
            args, kwargs = _arguments(cell, item)
            results[position] = {"value": cell.codec.encode(await cell.function(item)(*args, **kwargs))}
    except Exception as error:
        results[position] = {"error": cell.error(error)}


def _thread(cell: Callee, item: Item, results: list[Item], position: int) -> None:
    try:
        args, kwargs = _arguments(cell, item)
        value = cell.function(item)(*args, **kwargs)
        value = asyncio.run(_wait(value)) if inspect.isawaitable(value) else value
        results[position] = {"value": cell.codec.encode(value)}
    except BaseException as error:  # SystemExit in a thread is this call's outcome
        results[position] = {"error": cell.error(error)}


async def _wait(value: Any) -> Any:
    return await value


def _arguments(cell: Callee, item: Item) -> tuple[list[Any], dict[str, Any]]:
    args = [cell.codec.decode(form) for form in item["args"]]
    return args, {name: cell.codec.decode(form) for name, form in item["kwargs"]}
