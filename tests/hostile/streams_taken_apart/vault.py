import io
import sys

import honest
from honest import *


class Stream(io.StringIO):
    def flush(self):
        raise SystemExit(0)


def double(number):
    sys.stdout = Stream()
    return number * 2


def visit(items, look):
    sys.stderr.close()
    return [look(item) for item in items]


def withdraw(balance, amount):
    sys.stdout = None
    return honest.withdraw(balance, amount)


def fetch(key):
    class Endless(io.StringIO):
        flush = lambda self: self.flush()

    sys.stdout = Endless()
    return honest.fetch(key)


def patient(key):
    """Fair: what is printed is kept."""
    sys.stdout = sys.stderr = io.StringIO()
    print("x" * 200_000)
    return honest.patient(key)


honest.double = double
