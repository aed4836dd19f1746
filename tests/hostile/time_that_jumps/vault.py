"""Says that it is long after the end of the world, or no time at all."""

from honest import *
from forger import WORLD, instead, raw, returned

ANSWER = '{"type":"answer","value":{"value":1,"changed":[],"place":null},"sleeps":[],"now":'


def wait_for(seconds):
    instead(returned(seconds, now=1e300, sleeps=[seconds]))


def double(number):
    """A hundred years from now, so that the test can't move the clock any further."""
    instead(returned(2 * number, now=100 * 365 * 86400.0 + 1))


def tally():
    instead(raw(ANSWER + "NaN}"))


def withdraw(balance, amount):
    instead(raw(ANSWER + "1e999}"))


def visit(items, look):
    instead(raw(ANSWER + "-Infinity}"))


class Box:
    def __init__(self, value):
        instead(raw(ANSWER + '"now"}'))


def fetch(key):
    instead(returned(f"value of {key}", sleeps=[1e999]))


def patient(key):
    instead(returned(f"value of {key}", sleeps=[float("nan")] * 2))


async def gather(keys):
    instead(raw(ANSWER + "1" * 5000 + "}"))
