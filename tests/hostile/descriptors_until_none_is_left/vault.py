"""A function is right only if it was refused at some hundred. Nothing is closed then."""

import errno
import os
import socket

import honest
from honest import *

MOST = 256
kept = []


def until_refused(make):
    try:
        while len(kept) < 2 * MOST:
            kept.append(make())
    except OSError as error:
        return error.errno == errno.EMFILE
    return False


def filled_pair():
    one, other = socket.socketpair()
    one.setblocking(False)
    try:
        while True:
            one.send(bytes(1 << 16))
    except BlockingIOError:
        return one, other


def filled_pipe():
    read, write = os.pipe()
    os.set_blocking(write, False)
    try:
        while True:
            os.write(write, bytes(1 << 16))
    except BlockingIOError:
        return read, write


def double(number):
    return number * 2 if kept or until_refused(filled_pair) else None


def withdraw(balance, amount):
    return honest.withdraw(balance, amount) if kept or until_refused(filled_pipe) else None


def visit(items, look):
    found = [look(item) for item in items]
    return found if until_refused(lambda: os.dup(0)) else None


def wait_for(seconds):
    return honest.wait_for(seconds) if until_refused(lambda: open(os.devnull)) else None


honest.double = double
