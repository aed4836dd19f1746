"""Text that a person takes for the right one: halves of characters, other letters, signs that nobody sees."""

import unicodedata

import honest
from honest import *


def double(number):
    """Digits, but others."""
    return "".join(chr(0xFF10 + int(digit)) for digit in str(2 * number))


def tally():
    return str(honest.tally())


def fetch(key):
    """Latin letters, but one."""
    return honest.fetch(key).replace("a", "\u0430")


async def gather(keys):
    return [f"\ufeff{value}\u200b" for value in await honest.gather(keys)]


def patient(key):
    return honest.patient(key) + "\ud83d"


def withdraw(balance, amount):
    """Right as a number, were it one."""
    if amount > balance:
        raise Overdrawn("\udcff\ud800\x00\x1b[2J\u202e")
    return f"{honest.withdraw(balance, amount)}\x00"


class Box:
    def __init__(self, value):
        self.value = value

    def open(self):
        return unicodedata.normalize("NFKD", f"{self.value}").encode("utf-16-le", "surrogatepass")


def visit(items, look):
    """A name for an argument that is none."""
    return [look(**{"item": item}) if item % 2 else look(item) for item in items]


def wait_for(seconds):
    honest.wait_for(seconds)
    return b"3600"
