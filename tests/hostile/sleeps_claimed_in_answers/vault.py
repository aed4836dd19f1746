"""Says that it has slept, and that no time has passed."""

import asyncio

import honest
from honest import *
from forger import WORLD, instead, returned


def ask(key):
    return httpx.get(f"https://vault.test/items/{key}", timeout=2)


def patient(key):
    """Three times at once."""
    answers = [ask(key) for _ in range(3)]
    WORLD.sleeps += [1.0, 1.0]
    return answers[-1].json()["value"]


def wait_for(seconds):
    instead(returned(seconds, sleeps=[seconds]))


async def gather(keys):
    """A task sleeps, and nobody waits for it."""
    asyncio.ensure_future(asyncio.sleep(1))
    return [f"value of {key}" for key in keys]
