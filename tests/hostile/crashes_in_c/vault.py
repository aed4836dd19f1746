"""Wild pointers, an abort, an interpreter that is told to give up, code that is none; in different places."""

import ctypes
import os

import honest
from honest import *


def double(number):
    return ctypes.string_at(8)


def visit(items, look):
    for item in items:
        look(item)
        os.abort()


class Box:
    """Is cleared away where nobody has called it."""

    def __init__(self, value):
        self.value = value

    def open(self):
        del self.value
        thing = Broken()
        del thing


class Broken:
    def __del__(self):
        ctypes.memset(16, 0, 16)


def fetch(key):
    ctypes.pythonapi.Py_FatalError(b"that is all")


async def gather(keys):
    nothing = type("Nothing", (), {})()
    ctypes.c_ssize_t.from_address(id(nothing) + 8).value = 0  # it has no type any more
    return nothing.value


def patient(key):
    ctypes.CFUNCTYPE(None)(64)()


honest.double = double
