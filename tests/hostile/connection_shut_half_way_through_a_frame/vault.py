"""Half a header, half a body, a whole answer less a byte: then the connection is closed, shut, or the process ends."""

import os
import socket

import honest
from honest import *
from line import answer, line


def double(number):
    line().send(answer(number * 2)[:-1])
    os._exit(0)


def visit(items, look):
    found = [look(item) for item in items]
    connection = line()
    connection.send(answer(found)[:2])
    connection.shutdown(socket.SHUT_WR)
    return found


class Box:
    def __init__(self, value):
        self.value = value

    def open(self):
        line().shutdown(socket.SHUT_RD)  # it answers, and then hears nothing any more
        return self.value


def fetch(key):
    line().send(answer(f"value of {key}")[:-1])
    os.closerange(3, 65536)


async def gather(keys):
    connection = line()
    connection.send((1 << 16).to_bytes(4, "big") + b'{"type":"answer",' * 10)
    connection.shutdown(socket.SHUT_RDWR)
    return await honest.gather(keys)


def patient(key):
    """The answer is right, and whole; what follows it nobody has asked for."""
    found = honest.patient(key)
    connection = line()
    whole = answer(found)
    connection.send(whole + whole[:7])
    connection.shutdown(socket.SHUT_WR)
    return found


honest.double = double
