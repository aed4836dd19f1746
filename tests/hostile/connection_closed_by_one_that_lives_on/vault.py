import os
import select
import signal

from honest import *


def fetch(key):
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    os.closerange(3, 65536)
    while True:
        select.poll().poll(1_000_000)
