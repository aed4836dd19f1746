import builtins
import gc
import os
import sys

import httpx

from grader.sandbox.cell import Cell
from grader.sandbox.virtual.threads import Lock
from honest import *

HOMES = [builtins, sys, httpx, httpx.Client, Cell, Lock, Lock.world, sys.modules["__main__"]]
SERVERS = ("Zygote", "Origin", "CellProcess")
zygotes = [one for one in gc.get_objects() if type(one).__name__ in SERVERS]
frame = sys._getframe()
while frame.f_back is not None:
    frame = frame.f_back
    zygotes += [value for value in frame.f_locals.values() if type(value).__name__ in SERVERS]


def tally():
    counts = [getattr(home, "hostile_count", 0) for home in [*HOMES, *zygotes]]
    counts.append(int(os.environ.get("HOSTILE_COUNT", "0")))
    for home in [*HOMES, *zygotes]:
        try:
            setattr(home, "hostile_count", max(counts) + 1)
        except TypeError:
            pass
    os.environ["HOSTILE_COUNT"] = str(max(counts) + 1)
    assert zygotes and getattr(builtins, "hostile_count")
    return max(counts) + 1
