import os

from honest import *
import honest
import raw

NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    *(0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000),
)
EVERY = (NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET)
THREAD = 0x3D0F00
BIND = 4096


def ways():
    for flag in (*EVERY, NEWUSER | NEWNS, 0x400, 0x200):
        yield ("unshare", flag)
    for flag in EVERY:
        yield ("clone", THREAD | flag, 0)
        yield ("setns", 0, flag)
    yield ("setns", -1, 0)
    yield ("mount", b"none", b"/tmp", b"tmpfs", 0, None)
    yield ("mount", b"/", b"/tmp", None, BIND, None)
    yield ("umount2", b"/tmp", 2)
    yield ("pivot_root", b".", b".")
    yield ("chroot", b".")
    yield ("fchdir", 0)
    yield ("open_tree", raw.HERE, b"/", 1)
    yield ("move_mount", raw.HERE, b"/", raw.HERE, b"/tmp", 0)
    yield ("fsopen", b"tmpfs", 0)
    yield ("fsconfig", -1, 0, None, None, 0)
    yield ("fsmount", -1, 0, 0)
    yield ("fspick", raw.HERE, b"/", 0)
    yield ("mount_setattr", raw.HERE, b"/", 0, bytes(32), 32)
    yield ("statmount", bytes(24), bytes(64), 64, 0)
    yield ("listmount", bytes(24), bytes(64), 8, 0)


def double(number):
    raw.refuse(*ways())
    return number * 2


def fetch(key):
    raw.deny((os.chroot, "."))
    return honest.fetch(key)


honest.double = double
