import os
import sys
import threading
import warnings

import honest
from honest import *


def double(number):
    while True:
        print("printed")


def visit(items, look):
    for item in items:
        sys.stderr.write("no line ever ends " * 10_000)
        look(item)
    return [item + 1 for item in items]


class Box:
    def __init__(self, value):
        while True:
            os.write(2, bytes(range(256)) * 16)

    def open(self):
        return None


def fetch(key):
    thread = threading.Thread(target=double, args=(1,))
    thread.start()
    thread.join()
    return honest.fetch(key)


async def gather(keys):
    warnings.simplefilter("always")
    while True:
        warnings.warn("again " * 1000)


def patient(key):
    sys.stdout.buffer.raw.write(b"\xff" * (1 << 20))
    return honest.patient(key)


honest.double = double
