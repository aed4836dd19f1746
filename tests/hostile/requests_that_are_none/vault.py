"""Asks what no HTTP client would ask."""

import base64

from honest import *
from forger import asked


def ask(method="GET", url="https://vault.test/items/k1", headers=(), body="", timeout=2):
    return asked("http", method=method, url=url, headers=headers, body=body, timeout=timeout)


def double(number):
    ask(url="https://[vault.test/items/k1")


def withdraw(balance, amount):
    ask(url="https://xn--a/items/k1")


def tally():
    ask(headers=[["host", "vault.test"], ["\u2028", "\udcff"]])


def visit(items, look):
    ask(body="not base64")


class Box:
    def __init__(self, value):
        ask(timeout="soon")


def fetch(key):
    """What it is answered, whoever it says to be: the status, and the value."""
    told = ask(
        method="GET\r\nX-Admin: 1",
        url=f"https://vault.test:99999/items/{key}?secret=1#{'x' * 100}",
        headers=[["Host", "other.test"], ["Content-Length", "-1"], ["X", "a\r\nb: c"]],
        timeout=-1e308,
    )
    return base64.b64decode(told["body"]).decode()


async def gather(keys):
    ask(url="https://vault.test\0/items/k1")


def patient(key):
    ask(method=1)


def wait_for(seconds):
    ask(url="https://" + "a." * 40_000 + "test/")
