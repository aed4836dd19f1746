import os
import signal

from honest import *


def double(number):
    os.kill(os.getpid(), signal.SIGSTOP)
