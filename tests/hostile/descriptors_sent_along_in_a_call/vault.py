import array
import os
import socket

from honest import *
import honest
import raw

RIGHTS = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))]


def double(number):
    one, other = socket.socketpair()
    with one, other:
        raw.deny((one.sendmsg, [b"x"], RIGHTS), (other.recvmsg, 1, 1024), (socket.send_fds, one, [b"x"], [0]))
    return number * 2


def fetch(key):
    for descriptor in range(16):
        raw.refuse(("sendmsg", descriptor, bytes(56), 0), ("sendmmsg", descriptor, bytes(64), 1, 0))
        raw.refuse(("recvmsg", descriptor, bytes(56), 0), ("recvmmsg", descriptor, bytes(64), 1, 0, None))
    return honest.fetch(key)


honest.double = double
