"""Exceptions whose text, names, causes and notes are made for whoever reads them; each comes where none is due."""

import honest
from honest import *


class Silent(Exception):
    def __str__(self):
        raise ValueError("no text")


class Endless(Exception):
    def __str__(self):
        return "x" * 10_000_000


class Text(str):
    """A text that is cut and encoded as it likes."""

    def __getitem__(self, key):
        return 3600

    def encode(self, *_given):
        return b""


class Odd(Exception):
    def __str__(self):
        return Text("odd")


class Number(Exception):
    def __str__(self):
        return 7


class Leaving(Exception):
    def __str__(self):
        raise SystemExit(0)


class Claims(type):
    """Says that its classes descend from everybody, and are called as everybody."""

    def mro(cls):
        return [cls, Overdrawn, *Overdrawn.__mro__[1:]] if cls.__dict__.get("claims") else super().mro()

    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, subclass):
        return True


class Named(Exception, metaclass=Claims):
    claims = False


Named.__name__ = "Overdrawn"
Named.__qualname__ = "AssertionError"


def double(number):
    raise Silent


def tally():
    error = Endless()
    error.__cause__ = other = Endless()
    other.__cause__ = error
    error.args = (error, [error])
    error.__notes__ = [error] * 3
    raise error


def visit(items, look):
    raise Odd


class Box:
    def __init__(self, value):
        raise Number


def withdraw(balance, amount):
    """The right name, but for what is there as well."""
    raise Named("nothing is left")


def fetch(key):
    raise Leaving


async def gather(keys):
    raise ExceptionGroup("several", [Silent(), Endless(), ExceptionGroup("more", [Overdrawn()])])


def patient(key):
    raise type("x" * 100_000, (Exception,), {})("\ud800\udfff\x00\u202e")


def wait_for(seconds):
    raise type("Overdrawn\nPassed", (OSError,), {})(2, "wait", "/etc/passwd")
