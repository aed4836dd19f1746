"""Exceptions whose names and texts are commands to a terminal, in 7 bits, in 8 bits and in C1 as UTF-8."""

import honest
from honest import *

TEXTS = (
    "\x1b]0;owned\x07\x1b]2;owned\x1b\\\x1b[2J\x1b[H\x1b[32mowned: 12 of 12 points\x1b[0m",
    "\x9b2J\x9b32mowned\x9d0;owned\x9c\x90q\x9e\x98\x85owned",
    "owned\rowned\b\b\b\b\b\x0b\x0c\x00\x7f\x1a\x04\x0e\x0fowned\x1bc",
    "\x1b[?1049h\x1b[6n\x1b]52;c;b3duZWQ=\x07\x1b]8;;https://owned.test\x07owned\x1b]8;;\x07\x1bP+q\x1b\\",
)
Raised = type("\x1b[1A\x1b[2K✓ Passed \x9b2J\x1b]0;owned\x07", (Exception,), {})


def double(number):
    raise Raised(TEXTS[0])


def fetch(key):
    raise Raised(TEXTS[1])


def patient(key):
    raise Raised(TEXTS[2])


def withdraw(balance, amount):
    raise Raised(TEXTS[3])


def visit(items, look):
    print(*TEXTS)
    return [look(item) for item in items]


honest.double = double
