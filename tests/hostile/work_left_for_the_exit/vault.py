"""Each handler answers what was asked last, prints, leaves a trace, and does not end. None is ever called."""

import atexit
import os
import sys
import threading
import weakref

import honest
from honest import *
from line import answer, line


def last_words(*_):
    line().send(answer(0) * 100)
    open("/tmp/hostile-was-here-at-exit", "w").close()
    os.write(1, b"handled " + b"at exit\n")
    while True:
        pass


class Kept:
    __del__ = last_words


atexit.register(last_words)
threading._register_atexit(last_words)
weakref.finalize(sys, last_words)
sys.exitfunc = last_words
kept = Kept()
sys.modules["kept"] = kept


def double(number):
    return None


honest.double = double
