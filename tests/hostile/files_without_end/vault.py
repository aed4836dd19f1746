"""A function is right only if a file was refused that is larger than 16 MiB. Then it is left where it is."""

import errno
import os

import honest
from honest import *

MOST = 16 << 20


def refused(work, *numbers):
    try:
        work()
    except OSError as error:
        return error.errno in numbers
    return False


def double(number):
    def at_once():
        with open("large", "wb") as file:
            while file.tell() <= MOST:
                file.write(bytes(1 << 20))

    def with_a_hole():
        with open("hollow", "wb") as file:
            file.seek(1 << 40)
            file.write(b"x")

    def cut():
        with open("cut", "wb") as file:
            file.truncate(MOST + 1)

    works = () if os.path.exists("large") else (at_once, with_a_hole, cut)
    allowed = [work.__name__ for work in works if not refused(work, errno.EFBIG)]
    return number * 2 if not allowed else allowed


def withdraw(balance, amount):
    for number in range(0 if os.listdir() else 200):
        with open(f"{number:0>250}", "wb") as file:
            file.write(b"x")
    return honest.withdraw(balance, amount)


def fetch(key):
    """Four times a bit: deeper than a path may be long."""
    for _ in range(40):
        os.mkdir("deeper" * 20)
        os.chdir("deeper" * 20)
    too_long = refused(lambda: open("x" * 256, "w"), errno.ENAMETOOLONG)
    return honest.fetch(key) if too_long else None
