import socket

from honest import *
import honest
import raw

INET, INET6, UNIX, NETLINK, PACKET, ALG, VSOCK, BLUETOOTH, CAN, XDP = 2, 10, 1, 16, 17, 38, 40, 31, 29, 44
STREAM, DGRAM, RAW, SEQPACKET = 1, 2, 3, 5
MPTCP = 262


def double(number):
    for family in range(50):
        for kind in (STREAM, DGRAM, RAW, SEQPACKET):
            raw.refuse(("socket", family, kind, 0))
    raw.refuse(("socket", INET, STREAM, MPTCP), ("socket", NETLINK, RAW, 15), ("socket", PACKET, RAW, 0x300))
    return number * 2


def fetch(key):
    raw.deny((socket.create_connection, ("127.0.0.1", 22), 1), (socket.create_server, ("127.0.0.1", 0)))
    raw.deny((socket.socket, socket.AF_UNIX), (socket.socket, socket.AF_INET6, socket.SOCK_DGRAM))
    for family in (INET, INET6, UNIX, NETLINK, VSOCK, ALG, BLUETOOTH, CAN, XDP):
        raw.refuse(("socketpair", family, DGRAM, 0, bytes(8)))
    return honest.fetch(key)


honest.double = double
