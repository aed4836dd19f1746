import asyncio
import mmap
import threading

import honest
from honest import *

hoard = []


def double(number):
    hoard.append(bytearray(1 << 30))


def visit(items, look):
    hoard.extend(look(item) for item in items)
    while True:
        hoard.append([0] * 1000)


class Box:
    def __init__(self, value):
        try:
            while True:
                self.value = (hoard, bytes(1 << 22))
                hoard.append(self.value)
        finally:
            while True:  # and then what is left, by crumbs
                hoard.append(bytes(300))


def fetch(key):
    try:
        while True:
            hoard.append(mmap.mmap(-1, 1 << 20))
    except OSError:
        raise MemoryError from None


async def gather(keys):
    async def one():
        hoard.append(bytearray(1 << 24))  # large, so that something is left for asyncio, which crashes without
        await asyncio.sleep(1)

    while True:
        await one()


def patient(key):
    errors = []

    def work():
        try:
            while True:
                hoard.append("x" * (1 << 20))
        except MemoryError as error:
            errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    raise errors[0]


def withdraw(balance, amount):
    return 1 << (1 << 40)


honest.double = double
