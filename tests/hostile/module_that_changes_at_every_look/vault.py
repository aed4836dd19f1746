"""A module of a class of its own, whose functions are others at every look; and another one in its place."""

import sys
import types

import honest
from honest import *

HERE = sys.modules[__name__]
looks = []


class Shifting(types.ModuleType):
    """Gives the honest function to whoever looks first, and another one to the second."""

    def __getattribute__(self, name):
        if name == "__dict__":
            return {name: honest.double for name in ("double", "withdraw", "fetch")}
        if name in ("double", "withdraw", "tally"):
            looks.append(name)
            return [honest.tally, vars(honest)[name]][looks.count(name) % 2]
        return super().__getattribute__(name)

    @property
    def __class__(self):
        return type

    @property
    def fetch(self):
        """Alive from look to look."""
        return (honest.fetch(f"k{number}") for number in range(3))

    def __dir__(self):
        raise SystemExit(0)


HERE.__class__ = Shifting
sys.modules[__name__] = types.SimpleNamespace(double=lambda number: 0, tally=lambda: 1)


def __getattr__(name):
    raise KeyboardInterrupt(name)


for name in ("fetch", "visit"):
    del globals()[name]
