import fcntl
import os
import signal

from honest import *
import honest
import raw

INFO = bytes(128)


def double(number):
    parent = os.getppid()
    # Signal 0 is asked for by the same rules as any other, and is survived by those who grade where a rule is missing.
    raw.deny((os.kill, 0, 0), (os.kill, -1, 0), (os.killpg, 0, 0), (os.kill, 1, 0), (os.kill, parent, 0))
    raw.refuse(
        ("kill", parent, signal.SIGWINCH),
        ("tkill", parent, 0),
        ("tgkill", parent, parent, 0),
        ("rt_sigqueueinfo", parent, 0, INFO),
        ("rt_tgsigqueueinfo", parent, parent, 0, INFO),
        ("pidfd_open", parent, 0),
        ("pidfd_send_signal", 0, 0, None, 0),
    )
    return number * 2


def fetch(key):
    with open(__file__) as file:
        raw.deny((fcntl.fcntl, file, fcntl.F_SETOWN, os.getppid()), (fcntl.fcntl, file, fcntl.F_SETSIG, signal.SIGKILL))
        raw.refuse(("fcntl", file.fileno(), 15, bytes(8)))  # F_SETOWN_EX
    return honest.fetch(key)


def withdraw(balance, amount):
    raw.refuse(("timer_create", 0, bytes(64), bytes(8)), ("signalfd4", -1, bytes(8), 8, 0))
    return honest.withdraw(balance, amount)


honest.double = double
