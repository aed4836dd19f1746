import os
import socket
import stat
import threading

from honest import *
import honest

found = []
kinds = []


def opened():
    for number in range(4096):
        try:
            yield number, os.fstat(number).st_mode
        except OSError:
            pass


def look():
    for number, mode in list(opened()):  # all of them first: to look opens more
        kinds.append(stat.S_IFMT(mode))
        if stat.S_ISDIR(mode):
            found.append((number, "a folder"))
        for way in (lambda: os.read(number, 10), lambda: os.pread(number, 10, 0)):
            if stat.S_ISREG(mode) or stat.S_ISBLK(mode):
                found.append((number, way()))
        for path in ("..", ".", ""):
            try:
                found.append((number, os.open(path, os.O_RDONLY, dir_fd=number)))
            except OSError:
                pass
        if stat.S_ISSOCK(mode):
            one = socket.socket(fileno=os.dup(number))
            found.extend((number, name) for name in (one.getsockname(), one.getpeername()) if name)


thread = threading.Thread(target=look)
thread.start()
thread.join()
print(kinds, found)


def double(number):
    mine = sorted(kinds) == sorted([stat.S_IFCHR, stat.S_IFIFO, stat.S_IFIFO, stat.S_IFSOCK])
    return 2 * number if mine and not found else 0


honest.double = double
