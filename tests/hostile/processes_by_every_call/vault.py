import concurrent.futures
import errno
import multiprocessing
import os
import signal

from honest import *
import honest
import raw

VM, VFORK, PARENT, THREAD, SIGHAND, NEWUSER = 0x100, 0x4000, 0x8000, 0x10000, 0x800, 0x10000000


def double(number):
    raw.deny((os.fork,), (os.forkpty,))
    for context in ("fork", "spawn", "forkserver"):
        raw.deny((multiprocessing.get_context(context).Process(target=print).start,))
    return number * 2


def fetch(key):
    raw.refuse(
        ("fork",),
        ("vfork",),
        ("clone", signal.SIGCHLD, 0),
        ("clone", 0, 0),
        ("clone", PARENT | signal.SIGCHLD, 0),
        ("clone", VM | VFORK | signal.SIGCHLD, 0),
        ("clone", VM | SIGHAND | THREAD | NEWUSER, 0),
    )
    return honest.fetch(key)


def patient(key):
    raw.refuse(("clone3", bytes(7 * 8 + 32), 88), by=(errno.ENOSYS,))
    return honest.patient(key)


def pool():
    concurrent.futures.ProcessPoolExecutor(1).submit(print)


def visit(items, look):
    raw.deny((pool,))
    return honest.visit(items, look)


honest.double = double
