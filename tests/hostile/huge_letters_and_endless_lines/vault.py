"""Texts as large as they may be: of letters as wide as a line, without a place to break, of line feeds, of tabs."""

import honest
from honest import *

TEXTS = ("owned" + "\ufdfd" * 4000, "\U0001242b" * 4000, "W" * 200_000, "\n" * 60_000, "\t" * 60_000, "\u202e" * 20_000, "&<>\"'" * 20_000)


def double(number):
    print("\u202e&<" * 5_000)
    return TEXTS[number % 7]


def fetch(key):
    print(TEXTS[3][:30_000], "\x1b" * 10_000)
    raise ValueError("\n".join(text[:500] for text in TEXTS))


def patient(key):
    print("<" * 60_000)
    return TEXTS[0]


async def gather(keys):
    return TEXTS[1:2]


def withdraw(balance, amount):
    raise type("\u202e" * 300, (Exception,), {})("&" * 4000)


honest.double = double
