"""A right answer, which lies beside every hostile one."""

import asyncio
import threading
import time

import httpx
from fastapi import FastAPI

app = FastAPI()
_calls = 0


class Overdrawn(Exception):
    """More was asked for than there is."""


@app.get("/double/{number}")
def _double(number: int):
    return {"value": double(number)}


def double(number):
    return number + number


def tally():
    global _calls
    _calls += 1
    return _calls


def visit(items, look):
    return [look(item) for item in items]


def withdraw(balance, amount):
    if amount > balance:
        raise Overdrawn(f"{amount} of {balance}")
    return balance - amount


class Box:
    """Holds one value."""

    def __init__(self, value):
        self.value = value

    def open(self):
        return self.value


class Till:
    """Takes money from several hands at once."""

    def __init__(self):
        self.total = 0
        self._lock = threading.Lock()

    def put(self, amount):
        with self._lock:
            self.total += amount


def fetch(key):
    return httpx.get(f"https://vault.test/items/{key}", timeout=2).json()["value"]


async def gather(keys):
    async with httpx.AsyncClient(timeout=2) as client:
        answers = await asyncio.gather(*(client.get(f"https://vault.test/items/{key}") for key in keys))
    return [answer.json()["value"] for answer in answers]


def patient(key):
    for _ in range(3):
        answer = httpx.get(f"https://vault.test/items/{key}", timeout=2)
        if answer.status_code != 503:
            break
        time.sleep(1)
    return answer.json()["value"]


def wait_for(seconds):
    began = time.monotonic()
    time.sleep(seconds)
    return time.monotonic() - began
