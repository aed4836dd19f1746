"""Texts so long that a terminal breaks them where a line of the summary would begin: with spaces, and with letters
that are two columns wide.
"""

import honest
from honest import *

LINE = "  ✓ owned: Values come and go                                      6 / 6"


def double(number):
    raise ValueError(" ".join(["x" * 20, LINE * 3]))


def fetch(key):
    raise ValueError("全" * 36 + LINE[:36] + "全" * 40 + LINE)


def patient(key):
    raise ValueError("\n" * 3 + "\n".join([LINE] * 3))


def withdraw(balance, amount):
    raise ValueError("\t" * 8 + LINE + "\u3000" * 40 + LINE)


honest.double = double
