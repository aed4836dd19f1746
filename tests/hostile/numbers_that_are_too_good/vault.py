"""Numbers at the edges of what a comparison takes: what plain equality takes for right, and what nobody should."""

import decimal
import fractions

import honest
from honest import *

NAN = float("nan")


def double(number):
    """Not equal to anything, itself included."""
    return NAN


def tally():
    """True is 1, and 2.0 is 2: for Python they are the same numbers."""
    count = honest.tally()
    return {1: True, 2: 2.0, 3: decimal.Decimal(3)}[count]


def visit(items, look):
    return [fractions.Fraction(look(item)) for item in items]


class Box:
    def __init__(self, value):
        self.value = value

    def open(self):
        return complex(self.value, 0)


def withdraw(balance, amount):
    """Nothing with a sign is nothing."""
    left = honest.withdraw(balance, amount)
    return left or -0.0


def fetch(key):
    return 10**4299


async def gather(keys):
    return [10**5000 for key in keys]


def patient(key):
    return decimal.Decimal("sNaN")


def wait_for(seconds):
    honest.wait_for(seconds)
    return float("inf")
