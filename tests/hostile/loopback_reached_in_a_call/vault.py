import errno
import socket

from honest import *
import honest
import raw

NOWHERE = (errno.EPERM, errno.EACCES, errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def send(family, address):
    with socket.socket(family, socket.SOCK_DGRAM) as one:
        one.sendto(b"hello", address)


def connect(address):
    with socket.socket() as one:
        one.setblocking(False)
        one.connect(address)


def fetch(key):
    raw.deny(
        (connect, ("127.0.0.1", 22)),
        (connect, ("192.0.2.1", 443)),
        (send, socket.AF_INET, ("127.0.0.1", 53)),
        (send, socket.AF_INET, ("192.0.2.1", 53)),
        (send, socket.AF_INET6, ("::1", 53)),
        by=NOWHERE,
    )
    return honest.fetch(key)
