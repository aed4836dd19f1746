"""In the module's ``__getattr__``, a metaclass, a property, what a value is made of, and an exception's own text."""

import os
import sys

import honest
from honest import *
from honest import double as _double

del double


def __getattr__(name):
    raise SystemExit("looked up")


class Meta(type):
    def __call__(cls, *arguments):
        return super().__call__(*arguments)

    @property
    def __name__(cls):
        raise KeyboardInterrupt


class Box(metaclass=Meta):
    def __init__(self, value):
        self.value = value

    @property
    def open(self):
        raise GeneratorExit


class Items(set):
    def __iter__(self):
        raise SystemExit("looked into")


def visit(items, look):
    for item in items:
        look(item)
    return Items(items)


class Wordless(Exception):
    def __str__(self):
        os._exit(0)


def fetch(key):
    raise Wordless


class Speechless(Exception):
    def __str__(self):
        raise SystemExit


def patient(key):
    raise Speechless


class tally:
    """Is asked for its signature, its place and its name."""

    def __new__(cls):
        sys.exit(0)


def _unknown(number):
    raise SystemExit("looked up")


honest.double = _unknown
