import sys

import honest
from honest import *


class Chatty(Exception):
    def __str__(self):
        return "x" * (1 << 25)


def double(number):
    raise Chatty


def tally():
    raise type("X" * 300_000, (Exception,), {})


def visit(items, look):
    kind = Exception
    for level in range(1000):
        kind = type(f"Level{level:0>300}", (kind,), {})
    raise kind(look(items[0]))


def withdraw(balance, amount):
    """As deep as there is room for."""
    sys.setrecursionlimit(20_000)

    def fall(levels):
        if not levels:
            raise ValueError("at the bottom")
        fall(levels - 1)

    fall(15_000)


class Box:
    """An exception that is its own cause and context, and its own argument."""

    def __init__(self, value):
        error = ValueError()
        error.args = (error, [error])
        error.__cause__ = error.__context__ = ExceptionGroup("of one", [error])
        raise error


def fetch(key):
    raise ExceptionGroup("x" * 100_000, [ValueError("y" * 100_000)] * 1000)


async def gather(keys):
    group = ValueError("innermost")
    for _ in range(20_000):
        group = ExceptionGroup("deeper", [group])
    raise group


def patient(key):
    try:
        raise MemoryError
    except MemoryError as error:
        for number in range(20_000):
            error.add_note("noted " * 10)
            later = LookupError(number)
            later.__context__ = error
            error = later
        raise error


honest.double = double
