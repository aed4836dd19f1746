import socket

from honest import *
import honest
import raw

PATHS = ("/dev/log", "/run/systemd/journal/dev-log", "/run/systemd/notify", "/tmp/hostile-was-here", "\0anything")


def double(number):
    for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC):
        raw.refuse(("socketpair", socket.AF_UNIX, kind, 0, bytes(8)))
    return number * 2


def fetch(key):
    one, other = socket.socketpair()
    with one, other:
        for path in PATHS:
            raw.deny((one.sendto, b"<0>all is well", path))
    return honest.fetch(key)


honest.double = double
