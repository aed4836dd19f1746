import os
import socket
import struct

from honest import *
import honest
import raw

INET = struct.pack("=HH4s8x", socket.AF_INET, 0x1600, bytes([127, 0, 0, 1]))
ABSTRACT = struct.pack("=H", socket.AF_UNIX) + b"\0anything"
PATH = struct.pack("=H", socket.AF_UNIX) + b"/tmp/hostile-was-here-socket\0"
UNSPECIFIED = bytes(16)
SO_ATTACH_FILTER, SO_PASSCRED, SO_PEEK_OFF, SO_RCVBUFFORCE = 26, 16, 42, 33


def on(descriptor):
    for address in (INET, ABSTRACT, PATH, UNSPECIFIED):
        raw.refuse(("connect", descriptor, address, len(address)), ("bind", descriptor, address, len(address)))
        raw.refuse(("sendto", descriptor, b"x", 1, 0, address, len(address)))
    raw.refuse(("listen", descriptor, 1), ("accept", descriptor, None, None), ("accept4", descriptor, None, None, 0))
    for option in (SO_ATTACH_FILTER, SO_PASSCRED, SO_PEEK_OFF, SO_RCVBUFFORCE):
        raw.refuse(("setsockopt", descriptor, socket.SOL_SOCKET, option, bytes(16), 16))


def double(number):
    for descriptor in range(16):
        on(descriptor)
    return number * 2


def fetch(key):
    one, other = socket.socketpair()
    with one, other:
        on(one.fileno())
    return honest.fetch(key)


honest.double = double
