"""Awaitables and generators that give something else than they say, or never end."""

import asyncio
import types

import honest
from honest import *


class Never:
    def __await__(self):
        while True:
            yield


class Wrong:
    """Yields what no loop can wait for."""

    def __await__(self):
        yield 7


class Twice:
    """Is what it comes to."""

    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return self


def double(number):
    """A coroutine that has been awaited already."""
    made = honest.gather([])
    made.close()
    return made


def tally():
    return Wrong()


def withdraw(balance, amount):
    return Twice()


class Box:
    def __init__(self, value):
        self.value = value

    async def open(self):
        """What comes of it is awaitable again, and nobody awaits that."""
        return honest.gather([])


def fetch(key):
    return Never()


async def gather(keys):
    """An async generator, which is nothing that can be awaited."""
    for key in keys:
        yield f"value of {key}"


def visit(items, look):
    yield from map(look, items)


@types.coroutine
def patient(key):
    """A generator that says that it is a coroutine."""
    yield from asyncio.sleep(1).__await__()
    yield from asyncio.sleep(1).__await__()
    return f"value of {key}"


def wait_for(seconds):
    """A future of nobody's."""
    return asyncio.new_event_loop().create_future()
