"""Several calls at once: threads for functions, tasks for coroutines and requests. Sandbox only."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from grader.sandbox.turns import Turns

if TYPE_CHECKING:
    from grader.sandbox.cell import Cell

Item = dict[str, Any]


def together(cell: Cell, items: list[Item]) -> list[Item]:
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


async def _task(cell: Cell, item: Item, results: list[Item], position: int) -> None:
    try:
        if item["op"] == "asgi":
            results[position] = {"response": await cell.application(cell.function(item)).answer(item["request"])}
        else:
            args, kwargs = _arguments(cell, item)
            results[position] = {"value": cell.codec.encode(await cell.function(item)(*args, **kwargs))}
    except Exception as error:
        results[position] = {"error": cell.error(error)}


def _thread(cell: Cell, item: Item, results: list[Item], position: int) -> None:
    try:
        args, kwargs = _arguments(cell, item)
        value = cell.function(item)(*args, **kwargs)
        value = asyncio.run(_wait(value)) if inspect.isawaitable(value) else value
        results[position] = {"value": cell.codec.encode(value)}
    except BaseException as error:  # SystemExit in a thread is this call's outcome
        results[position] = {"error": cell.error(error)}


async def _wait(value: Any) -> Any:
    return await value


def _arguments(cell: Cell, item: Item) -> tuple[list[Any], dict[str, Any]]:
    args = [cell.codec.decode(form) for form in item["args"]]
    return args, {name: cell.codec.decode(form) for name, form in item["kwargs"]}
