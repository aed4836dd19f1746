import asyncio
import threading
import time

import honest
from honest import *


def double(number):
    time.sleep(float("nan"))


def tally():
    time.sleep(1e308)


class Box:
    def __init__(self, value):
        time.sleep(float("-inf"))


def fetch(key):
    threading.Event().wait(1e308)


async def gather(keys):
    await asyncio.sleep(float("nan"))


def wait_for(seconds):
    while True:
        time.sleep(9e9)


honest.double = double
