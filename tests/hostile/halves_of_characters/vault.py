"""Halves of characters, which no file can hold, wherever text can go."""

import sys

import honest
from honest import *

HALF = "\ud800owned\udfff"


class Odd(Exception):
    def __init__(self):
        super().__init__(HALF)
        self.half = HALF


def double(number):
    return HALF


def fetch(key):
    raise Odd


def patient(key):
    print(HALF.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.write(HALF.encode("utf-8", "surrogatepass") + b"\xff\xc3\x9b2J\n")
    return {HALF: [HALF]}


async def gather(keys):
    return (HALF,)


def visit(items, look):
    try:
        look(**{HALF: 1})
    except TypeError:
        pass
    return [look(item) for item in items]


honest.double = double
