import atexit
import os
import tempfile
import threading

from honest import *
import honest
import raw

TRACE = "/tmp/hostile-was-here"


def leave():
    for way in (lambda: open(TRACE, "w"), lambda: os.mkdir(TRACE + "-folder"), lambda: os.mkfifo(TRACE + "-fifo")):
        try:
            way()
        except OSError:
            pass


atexit.register(leave)
threading._register_atexit(leave)


def double(number):
    raw.deny(
        (open, TRACE, "w"),
        (open, TRACE, "xb"),
        (os.open, "/tmp", os.O_TMPFILE | os.O_RDWR),
        (os.mkdir, TRACE + "-folder"),
        (os.mkfifo, TRACE + "-fifo"),
        (os.open, os.path.dirname(__file__) + "/beside", os.O_WRONLY | os.O_CREAT),
        (open, __file__, "a"),
        (os.unlink, __file__),
        (os.rename, __file__, __file__ + ".old"),
        (tempfile.mkstemp, "", "hostile-was-here", "/tmp"),
    )
    leave()
    return number * 2


honest.double = double
