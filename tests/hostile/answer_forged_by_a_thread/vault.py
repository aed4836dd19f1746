"""While the call sleeps, a thread answers it; what the call then gives becomes the answer to the next."""

import threading
import time

from honest import *
from forger import returned, write

go = threading.Event()


def answer():
    go.wait()
    write(returned(0))


threading.Thread(target=answer, daemon=True).start()


def withdraw(balance, amount):
    """Nothing is left of the first, and of the second as much: right for an overdraft, were it not for the first."""
    go.set()
    time.sleep(0)
    raise Overdrawn
