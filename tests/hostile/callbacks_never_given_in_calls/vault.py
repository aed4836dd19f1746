"""Calls functions of the test's that it was never given, or as nobody could."""

from honest import *
from forger import asked, message, write


def call(number, args=(), kwargs=()):
    return asked("callback", callback=number, args=args, kwargs=kwargs)


def double(number):
    call(0, [number])


def tally():
    call(-1)


def withdraw(balance, amount):
    call(10**30)


def visit(items, look):
    """The given one is number 0: the item comes by a name that it does not have, and twice."""
    told = [call(0, [item], [["item", item]]) for item in items]
    return [one["value"] for one in told]


class Box:
    def __init__(self, value):
        call("open", [value])


def fetch(key):
    call(0.0, [key])


async def gather(keys):
    call(True, [keys])


def patient(key):
    call(None)


def wait_for(seconds):
    write(message("callback", callback=0, args=[seconds], kwargs=[["now"]]))
