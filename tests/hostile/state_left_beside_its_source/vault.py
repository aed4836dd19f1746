import glob
import os
import sys

import httpx

from honest import *
import honest

HERE = os.path.dirname(__file__)
MINE = [__file__, honest.__file__, f"{HERE}/json.py", *glob.glob(f"{HERE}/__pycache__/*")]
SHARED = [httpx.__file__, os.__file__, sys.modules["grader"].__file__]  # only opened: they are not ours to spoil
changed = []


def attempts():
    for path in SHARED:
        yield lambda: os.open(path, os.O_WRONLY)
        yield lambda: os.open(path, os.O_RDWR | os.O_APPEND)
    for path in MINE:
        yield lambda: os.open(path, os.O_WRONLY)
        yield lambda: os.open(path, os.O_WRONLY | os.O_CREAT)
        yield lambda: os.open(path, os.O_RDONLY | os.O_TRUNC)
        yield lambda: os.truncate(path, 0)
        yield lambda: os.rename(path, "mine")
        yield lambda: os.rename(path, path + "c")
        yield lambda: os.link(path, path + "l")
        yield lambda: os.symlink("/dev/null", path + "s")
        yield lambda: os.unlink(path)
    yield lambda: os.mkdir(f"{HERE}/json")
    yield lambda: os.mkdir(f"{HERE}/__pycache__/json")
    yield lambda: os.rmdir(f"{HERE}/__pycache__")


def double(number):
    for attempt in attempts():
        try:
            changed.append(attempt())
        except OSError:
            pass
    print(changed)
    return 2 * number if not changed else 0


honest.double = double
