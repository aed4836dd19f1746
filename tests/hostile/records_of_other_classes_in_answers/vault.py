"""Says of objects that they are of another class, and have whatever fields are asked for."""

from honest import *
from forger import handle, instead, returned

FIELDS = [[name, 1] for name in ("__class__", "__eq__", "__len__", "value", "real", "_handle", "_link", "value", "")]


def forged(name, *fields):
    instead(returned(handle(1, name, [*FIELDS, *map(list, fields)])))


def double(number):
    forged("int", ("numerator", 2 * number), ("__int__", 2 * number))


def tally():
    forged("bool", ("real", True))


def visit(items, look):
    forged("list", *((str(place), item + 1) for place, item in enumerate(items)))


def withdraw(balance, amount):
    forged("Remote", ("__eq__", True))


class Box:
    def __init__(self, value):
        self.value = value

    def open(self):
        forged("Explanation", ("expected", self.value))


def fetch(key):
    forged("str", ("", f"value of {key}"))


def gather(keys):
    forged("ANY", ("__eq__", True))


def patient(key):
    forged("Response", ("text", f"value of {key}"))


def wait_for(seconds):
    forged("approx", ("expected", seconds))
