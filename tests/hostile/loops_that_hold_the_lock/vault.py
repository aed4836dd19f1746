import itertools
import re
import signal

from honest import *

for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())


def double(number):
    return re.match("(a|aa|a+)+$", "a" * 64 + "b")


def visit(items, look):
    for item in items:
        look(item)
        sum(itertools.repeat(0))
