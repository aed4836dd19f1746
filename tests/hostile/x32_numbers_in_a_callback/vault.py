import ctypes

from honest import *
import honest

X32 = 0x40000000
libc = ctypes.CDLL(None, use_errno=True)


def double(number):
    libc.syscall(ctypes.c_long(X32 + 39))
    return number * 2


def visit(items, look):
    seen = [look(item) for item in items]
    libc.syscall(ctypes.c_long(-1))
    return seen


honest.double = double
