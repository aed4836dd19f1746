import itertools
import json

import honest
from honest import *


def double(number):
    return double(number)


def visit(items, look):
    items.append(items)  # inside itself: it goes back to the test
    return [look(item) for item in items[:-1]]


class Box:
    """Equal to itself only if it is equal to itself."""

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self == other

    def __repr__(self):
        return repr(self)

    def open(self):
        return self == self.value and repr(self)


def fetch(key):
    found = iter(key)
    for _ in range(300_000):
        found = itertools.chain(found, ())
    return "".join(found)  # in C, where nobody counts the levels


async def gather(keys):
    return await gather(keys)


def patient(key):
    return json.loads("[" * 500_000)


def withdraw(balance, amount):
    value = None
    for _ in range(200_000):
        value = [value]
    return value


honest.double = double
