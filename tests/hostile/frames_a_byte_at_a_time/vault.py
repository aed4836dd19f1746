import select
import socket

import honest
from honest import *
from line import answer, line


def double(number):
    connection = line()
    for byte in answer(number * 2):
        connection.send(bytes([byte]))
        select.poll().poll(3000)  # in real time, and long: a busy machine gives a multiple of the limit


def visit(items, look):
    """Something to read, says the kernel, and reading it waits."""
    for item in items:
        look(item)
    connection = line()
    while True:
        connection.send(b"!", socket.MSG_OOB)
        select.poll().poll(100)
