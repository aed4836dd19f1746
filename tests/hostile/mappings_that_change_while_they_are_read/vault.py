"""Mappings and sequences that show another content to each reader, fail by and by, or have keys that are all equal."""

import collections.abc

import honest
from honest import *


class Shifting(collections.abc.Mapping):
    """Grows with every look, and fails at the third."""

    def __init__(self):
        self.looks = 0

    def __getitem__(self, key):
        self.looks += 1
        if self.looks > 3:
            raise LookupError("not again")
        return self.looks

    def __iter__(self):
        while True:
            yield self.looks

    def __len__(self):
        self.looks += 1
        return self.looks


class Growing(dict):
    """A dict whose items are made while they are read, and of which nothing is kept."""

    def items(self):
        return [("value", honest.double(1))] * 3

    def __iter__(self):
        self[len(self)] = True
        return super().__iter__()


class Key(str):
    """All of them are the same, and none is another."""

    def __eq__(self, other):
        return self is other

    def __ne__(self, other):
        return self is not other

    def __hash__(self):
        return 7


class Unhashable(list):
    """A list that says that it can be a key."""

    def __hash__(self):
        return 7


def double(number):
    return Shifting()


def tally():
    return {Key("a"): 1, Key("a"): 2, Key("a"): 3}


def visit(items, look):
    return {Unhashable([look(item)]): item for item in items}


class Box:
    def __init__(self, value):
        self.value = value

    def open(self):
        return Growing(value=self.value)


def withdraw(balance, amount):
    return {Key("left"), Key("left")}


class Lazy(list):
    """Empty when it is iterated, full when it is measured, right when it is asked."""

    def __iter__(self):
        raise RuntimeError("lazily")

    def __len__(self):
        return 4

    def __getitem__(self, place):
        return f"value of k{place}"


def fetch(key):
    return Lazy()


async def gather(keys):
    """Is what it was made of, whatever it says when it is read."""
    found = await honest.gather(keys)
    return Lazy(found)
