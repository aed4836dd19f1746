"""All of these have the same hash, and to compare a long whole number with a decimal takes half a millisecond."""

import signal

import honest
from forger import asked, instead, returned
from honest import *

PRIME = 2**61 - 1
LONG = [{"int": str(PRIME * (10**4280 // PRIME + step) + 7)} for step in range(14)]
SHORT = [{"decimal": str(PRIME * (step + 3) + 7)} for step in range(3000)]


def double(number):
    instead(returned({"set": LONG + SHORT}))


honest.double = lambda number: 0


def visit(items, look):
    asked("callback", callback=0, args=[{"set": LONG[:5] + SHORT[:1500]}], kwargs=[])
    signal.pause()
