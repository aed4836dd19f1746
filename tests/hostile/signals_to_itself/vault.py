"""Each as the kernel would have it, not as Python has set it up; and in another place."""

import os
import signal
import threading

import honest
from honest import *


for ignored in (signal.SIGINT, signal.SIGPIPE):
    signal.signal(ignored, signal.SIG_DFL)


def die(number):
    os.kill(os.getpid(), number)
    raise AssertionError(f"{number} was survived")


def double(number):
    die(signal.SIGTERM)


def tally():
    die(signal.SIGINT)


def visit(items, look):
    for item in items:
        look(item)
        die(signal.SIGHUP)


def withdraw(balance, amount):
    signal.raise_signal(signal.SIGPIPE)


def fetch(key):
    die(signal.SIGRTMIN + 6)


async def gather(keys):
    die(signal.SIGQUIT)


def patient(key):
    thread = threading.Thread(target=die, args=(signal.SIGUSR1,))
    thread.start()
    thread.join()


def wait_for(seconds):
    for number in (signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH):  # these end nobody
        os.kill(os.getpid(), number)
    return honest.wait_for(seconds)


honest.double = double
