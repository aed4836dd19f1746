"""Nothing is wrong with what the functions give; what their leftovers say, in destructors and properties, is."""

import weakref

import honest
from honest import *
from forger import message, returned, write


class Leftover:
    def __init__(self, *frames):
        self.frames = frames

    def __del__(self):
        write(*self.frames)


def double(number):
    """Dies when the function has returned, before what it gave is sent."""
    Leftover(returned(number))
    return 2 * number


class Box:
    """Answers when it is asked for its method."""

    def __init__(self, value):
        self._value = value

    @property
    def open(self):
        write(message("answer", value={"value": self._value, "lasting": False}))
        return lambda: self._value


def tally():
    """Dies by the garbage collector, whenever that is; at the latest when its owner does."""
    owner = Leftover()
    weakref.finalize(owner, write, returned(7))
    return honest.tally()


def patient(key):
    """A generator that is closed on the way out."""

    def closing():
        try:
            yield
        finally:
            write(returned(f"value of {key}"))

    next(going := closing())
    return None
