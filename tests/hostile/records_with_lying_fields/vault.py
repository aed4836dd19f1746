"""Records of every kind, whose fields are what nobody put into them, and that are equal to what they are compared with."""

import collections
import dataclasses
import enum
import typing

import pydantic

import honest
from honest import *


@dataclasses.dataclass(eq=False)
class Data:
    value: int

    def __getattribute__(self, name):
        return "right" if name == "value" else super().__getattribute__(name)

    def __eq__(self, other):
        return True


class Model(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")
    value: typing.Any = None

    def __eq__(self, other):
        return True

    def model_dump(self, **_named):
        return {"value": "right"}


class Kind(enum.Enum):
    RIGHT = 1

    @property
    def value(self):
        return self

    def __eq__(self, other):
        return True

    __hash__ = None


class Pair(collections.namedtuple("Pair", "value other")):
    _fields = ("value", "other", "__class__", "count")

    def __eq__(self, other):
        return True

    def __len__(self):
        return 2


class Attrs:
    """As if attrs had made it."""

    class Field:
        name = "value"

    __attrs_attrs__ = (Field, Field)
    value = property(lambda self: self)


class Fields:
    """Says to pydantic's and to dataclasses' friends that it has fields."""

    model_fields = {"value": None}

    @property
    def value(self):
        raise RuntimeError("not today")


def double(number):
    return Data(number)


def tally():
    return Model(value=1)


def withdraw(balance, amount):
    return Kind.RIGHT


class Box:
    def __init__(self, value):
        self.value = value

    def open(self):
        return Pair(self.value, self.value)


def fetch(key):
    return Attrs()


def visit(items, look):
    return [Data(look(item)) for item in items]


def patient(key):
    return Fields()


def wait_for(seconds):
    """The class itself, and not one of its instances."""
    return Data
