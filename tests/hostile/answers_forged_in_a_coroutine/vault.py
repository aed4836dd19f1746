"""A task answers for the call that it is part of, while that still waits for its requests."""

import asyncio

import honest
from honest import *
from forger import returned, write


async def gather(keys):
    async def hurry():
        write(returned([f"value of {key}" for key in keys], now=0.5))

    task = asyncio.ensure_future(hurry())
    found = await honest.gather(keys)
    await task
    return found


async def later(value):
    write(returned(None))
    return value


def double(number):
    return later(2 * number)


class Soon:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        write(returned(-1))
        yield from asyncio.sleep(0).__await__()
        return self.value


def withdraw(balance, amount):
    return Soon(balance - amount)
