import os

import honest
from honest import *


def double(number):
    os.closerange(0, 65536)
    return number * 2


def visit(items, look):
    found = [look(item) for item in items[:-1]]
    os.closerange(3, 65536)
    return [*found, look(items[-1])]


def fetch(key):
    os.closerange(0, 3)  # these are its own: what it prints goes nowhere
    return honest.fetch(key)


def patient(key):
    for number in range(3, 65536):
        try:
            os.dup2(0, number)  # of all of them, nothing is left to be read
        except OSError:
            break
    return honest.patient(key)
