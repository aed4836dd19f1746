import itertools

import honest
from honest import *


class Endless(set):
    """A set to the codec; its items are long and do not end."""

    def __iter__(self):
        return itertools.repeat(bytes(1 << 20))


class Sequence:
    """Nothing that ends it: ``len`` is what it likes, and there is an item at each place."""

    def __len__(self):
        return 2**62

    def __getitem__(self, key):
        return key


def double(number):
    return itertools.count(number)


def tally():
    return Sequence()


def visit(items, look):
    for item in items:
        look(item)
    return Endless([1])


class Box:
    def __init__(self, value):
        self.value = value

    def open(self):
        while True:
            yield self.value


def withdraw(balance, amount):
    return "x" * (1 << 24)


def fetch(key):
    return {number: str(number) for number in range(30_000)}


async def gather(keys):
    keys.extend(range(60_000))  # what was handed in is handed back
    return keys


def patient(key):
    return [1] * 120_000  # small enough for a message, and too many


honest.double = double
