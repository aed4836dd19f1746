"""Each call is answered twice: the second time for the call after it."""

import honest
from honest import *
from forger import returned, write


def double(number):
    write(returned(2 * number), returned(2 * number))
    return 2 * number


def tally():
    write(returned(1))
    return 2


def fetch(key):
    write(returned(honest.fetch(key)))
    return None
