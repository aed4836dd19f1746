import fcntl
import os
import struct

from honest import *
import honest
import raw

READ_ONLY = struct.pack("QQQ", 0, 0, 0)


def double(number):
    raw.refuse(
        ("inotify_init",),
        ("inotify_init1", 0),
        ("inotify_add_watch", 0, b"/tmp", 0xFFF),
        ("fanotify_init", 0, 0),
        ("fanotify_init", 0x200, 0),
        ("fanotify_mark", 0, 1, 0x20, raw.HERE, b"/tmp"),
        ("name_to_handle_at", raw.HERE, b"/etc/passwd", bytes(136), bytes(4), 0),
        ("open_by_handle_at", 0, bytes(136), 0),
        ("openat2", raw.HERE, b"/etc/passwd", READ_ONLY, 24),
        ("openat2", raw.HERE, b".", READ_ONLY, 24),
        ("cachestat", 0, bytes(16), bytes(40), 0),
    )
    return number * 2


def fetch(key):
    with open(__file__) as file:
        raw.deny(
            (fcntl.fcntl, file, fcntl.F_NOTIFY, fcntl.DN_ACCESS),
            (fcntl.fcntl, file, fcntl.F_SETLEASE, fcntl.F_RDLCK),
            (fcntl.fcntl, os.open(".", os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_MODIFY),
        )
        raw.refuse(("flock", file.fileno(), 6), ("fcntl", file.fileno(), 1031, 1 << 20))
    return honest.fetch(key)


honest.double = double
