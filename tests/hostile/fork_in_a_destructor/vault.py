import os
import threading

from honest import *
import honest
import raw

found = []


class Forks:
    def __del__(self):
        try:
            if os.fork() == 0:
                open("/tmp/hostile-was-here-fork", "w").close()
                os.setsid()
        except OSError as error:
            found.append(error.errno)


def double(number):
    Forks()
    threading.Thread(target=Forks).start()
    threading._register_atexit(Forks)
    return number * 2 if found and set(found) <= set(raw.REFUSED) else None


honest.double = double
