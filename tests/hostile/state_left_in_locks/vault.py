import fcntl
import struct

from honest import *

FORM = "hhqqi4x"
source = open(__file__)


def place(kind, start=0, length=0):
    return struct.pack(FORM, kind, 0, start, length, 0)


def held():
    """What another process holds: 0 if nothing, else the number of the first byte that is locked."""
    try:
        kind, _, start, _, _ = struct.unpack(FORM, fcntl.fcntl(source, fcntl.F_GETLK, place(fcntl.F_WRLCK)))
    except OSError:
        return 0
    return 0 if kind == fcntl.F_UNLCK else start


before = held()  # when it is imported, the test before may still run
try:
    fcntl.fcntl(source, fcntl.F_SETLK, place(fcntl.F_RDLCK, before + 1, 1))
    fcntl.flock(source, fcntl.LOCK_SH)
except OSError:
    pass
count = 0


def tally():
    global count
    count += 1
    return before + count
