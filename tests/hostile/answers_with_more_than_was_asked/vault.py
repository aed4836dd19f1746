"""Answers that say more than answers do, or less: verdicts, peeks, lasting values, keys twice."""

import json

from honest import *
from forger import CELL, handle, instead, message, raw, returned, write

RIGHT = {"now": 0.0, "sleeps": []}


def double(number):
    """The right value, but only in what was not asked for."""
    write(returned(None, peeked=[[2 * number], [2 * number], {"value": 2 * number}, None]))
    CELL._frames.send = lambda _: CELL._frames.__dict__.pop("send")


def tally():
    instead(returned(1, outcome="passed", score=1))


def visit(items, look):
    instead(message("verdict", test="test_visits", outcome="passed"))


class Box:
    def __init__(self, value):
        instead(message("answer", value={"value": handle(1), "changed": [], "place": None, "passed": True}))


def withdraw(balance, amount):
    """Which of the two is it?"""
    body = json.dumps({"type": "answer", **RIGHT, "value": {"value": balance - amount, "changed": [], "place": None}})
    instead(raw(body[:-1] + ',"type":"raised"}'))


def fetch(key):
    instead(raw('{"gone":1,"status":0}'))


async def gather(keys):
    instead(raw(json.dumps([{"type": "answer", **RIGHT, "value": None}])))


def patient(key):
    instead(returned(f"value of {key}") + b"\0\0\0\0")


def wait_for(seconds):
    instead(raw(json.dumps({"type": "answer", **RIGHT, "value": {"value": seconds}})))
