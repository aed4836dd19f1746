import _thread
import os
import time

from honest import *

mine = 0


def keep(path):
    while True:
        time.sleep(1)


try:
    if os.fork() == 0:
        if os.fork() == 0:
            os.setsid()
            with open("/tmp/hostile-was-here", "w") as file:
                file.write(str(os.getpid()))
        os._exit(0)
except OSError:
    pass


def tally():
    global mine
    mine += 1
    _thread.start_new_thread(lambda: os.read(os.pipe()[0], 1), ())  # it waits for ever, outside the round
    return mine
