"""Subclasses of plain types that are equal to everything, whatever they hold, and hold something wrong."""

import datetime
import decimal
import uuid

import honest
from honest import *


def lying(base, *given):
    """An instance of a subclass of ``base`` whose every method is for whoever asks."""

    def same(self, other):
        return True

    def other(self, other):
        return False

    names = ("__eq__", "__le__", "__ge__", "__lt__", "__gt__", "__contains__")
    methods = {name: same for name in names} | {"__ne__": other, "__hash__": lambda self: 1}
    methods |= {"__bool__": lambda self: True, "__str__": lambda self: "right", "__repr__": lambda self: "right"}
    methods |= {"__format__": lambda self, spec: "right", "__len__": lambda self: 4, "__abs__": lambda self: 0.0}
    methods |= {"__sub__": lambda self, other: 0.0, "__rsub__": lambda self, other: 0.0, "__float__": lambda self: 3600.0}
    methods |= {"__int__": lambda self: 1, "__index__": lambda self: 1, "__reduce__": lambda self: (int, (1,))}
    return type(base.__name__, (base,), methods)(*given)


def double(number):
    return lying(int, 7)


def tally():
    return lying(float, 0.5)


def visit(items, look):
    return lying(list, [look(item) and 0 for item in items])


def withdraw(balance, amount):
    return lying(decimal.Decimal, "0.1")


class Box:
    def __init__(self, value):
        self.open = lambda: lying(bytes, b"7")


def fetch(key):
    return lying(str, "value of another")


async def gather(keys):
    await honest.gather(keys)
    return lying(tuple, [lying(str, "no value") for key in keys])


def patient(key):
    honest.patient(key)
    return lying(uuid.UUID, "00000000-0000-0000-0000-000000000000")


def wait_for(seconds):
    honest.wait_for(seconds)
    return lying(datetime.timedelta, 1)


@app.middleware("http")
async def first(request, call_next):
    from fastapi.responses import JSONResponse

    return JSONResponse(lying(dict, {"value": lying(int, 1)}))
