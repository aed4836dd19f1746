import errno
import os
import signal
import threading

from honest import *
import honest
import raw

NEAR = range(max(2, os.getpid() - 30), os.getpid() + 30)


def kills(found):
    for pid in NEAR:
        own_thread = raw.call("tgkill", os.getpid(), pid, 0) == 0
        if pid not in (os.getpid(), os.getppid()) and not own_thread:
            # What is asked before a SIGKILL is sent is asked before these: and nobody dies where nothing refuses it.
            found.append(-raw.call("kill", pid, 0))
            found.append(-raw.call("kill", pid, signal.SIGWINCH))


def double(number):
    found = []
    thread = threading.Thread(target=kills, args=(found,))
    thread.start()
    thread.join()
    refused = {errno.EPERM, errno.EACCES, errno.ESRCH}  # the last: there is nobody of that number
    return number * 2 if found and set(found) <= refused else None


honest.double = double
