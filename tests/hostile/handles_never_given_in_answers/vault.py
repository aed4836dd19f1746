"""Gives objects that are none: by numbers of others, of nobody, and by numbers that are none."""

from honest import *
from forger import handle, instead, returned


def double(number):
    instead(returned(handle(0, "int", [["value", 2 * number]])))


def Box(value):
    instead(returned(handle(4000, "Box", [["value", value]])))


def fetch(key):
    instead(returned(handle(100_001)))


def gather(keys):
    instead(returned([handle(10**18) for key in keys]))


def withdraw(balance, amount):
    instead(returned(handle(-1)))


def patient(key):
    instead(returned(handle(True)))


def wait_for(seconds):
    instead(returned(handle("3600")))


def visit(items, look):
    instead(returned({"handle": [1, "list", True, [["0", 1], [2, 3]]]}))


def tally():
    instead(returned(handle(1.0)))
