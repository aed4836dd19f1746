"""Each function raises another one, in the way in which it is called."""

import asyncio
import sys

import honest
from honest import *


class Overdrawn(BaseException):
    """Called as the exception that a test waits for."""


class Own(BaseException):
    pass


def double(number):
    sys.exit(0)


def tally():
    raise KeyboardInterrupt


def visit(items, look):
    for item in items:
        look(item)
    raise GeneratorExit


def withdraw(balance, amount):
    raise Overdrawn


class Box:
    def __init__(self, value):
        raise Own


def fetch(key):
    honest.fetch(key)
    raise asyncio.CancelledError


async def gather(keys):
    await asyncio.sleep(0)
    raise BaseExceptionGroup("several", [SystemExit(0), KeyboardInterrupt()])


def patient(key):
    raise BaseException


honest.double = double
