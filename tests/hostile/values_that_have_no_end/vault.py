"""Values that are in themselves, that are too deep, too large, or made while they are read."""

import itertools

import honest
from honest import *


def double(number):
    cycle = [number]
    cycle.append(cycle)
    return cycle


def tally():
    """In itself by way of another."""
    first, second = {}, {}
    first["other"], second["other"] = second, first
    return first


def visit(items, look):
    """Nothing has been looked at before somebody asks."""
    return (look(item) for item in items)


class Box:
    def __init__(self, value):
        self.value = value

    def open(self):
        """A hundred levels, and the right value at the bottom."""
        value = self.value
        for _ in range(100):
            value = [value]
        return value


def withdraw(balance, amount):
    return itertools.count(balance - amount)


def fetch(key):
    return "x" * 300_000


async def gather(keys):
    """What it takes to be read is more than there is."""
    return ["x" * 100_000_000] * 2


def patient(key):
    return b"x" * 1_000_000_000


def wait_for(seconds):
    """A hundred and twenty thousand small ones."""
    return [0] * 120_000
