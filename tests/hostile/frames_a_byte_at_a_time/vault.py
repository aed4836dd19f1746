import select
import socket

import honest
from honest import *
from line import answer, line


def double(number):
    connection = line()
    for byte in answer(number * 2):
        connection.send(bytes([byte]))
        select.poll().poll(100)  # in real time


def visit(items, look):
    """Something to read, says the kernel, and reading it waits."""
    for item in items:
        look(item)
    connection = line()
    while True:
        connection.send(b"!", socket.MSG_OOB)
        select.poll().poll(100)
