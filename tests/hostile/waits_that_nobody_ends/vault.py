import asyncio
import queue
import threading

import httpx
from honest import *


def double(number):
    threading.Event().wait()


def visit(items, look):
    lock = threading.Lock()
    for item in items:
        lock.acquire()
        look(item)


class Box:
    def __init__(self, value):
        queue.Queue().get()


def fetch(key):
    threads = [threading.Thread(target=lambda: threads[1].join()), threading.Thread(target=lambda: threads[0].join())]
    for thread in threads:
        thread.start()
    threads[0].join()


async def gather(keys):
    await asyncio.Event().wait()


def patient(key):
    barrier = threading.Barrier(3)
    threading.Thread(target=barrier.wait, daemon=True).start()
    barrier.wait()


def withdraw(balance, amount):
    changed = threading.Condition()
    with changed:
        changed.wait()


async def app(scope, receive, send):
    if scope["type"] == "http":
        while True:
            await receive()
            await asyncio.get_running_loop().create_future()
