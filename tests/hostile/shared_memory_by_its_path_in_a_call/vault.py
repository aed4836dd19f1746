import multiprocessing.shared_memory
import os

from honest import *
import honest
import raw

NAME = "hostile-was-here"


def shared():
    memory = multiprocessing.shared_memory.SharedMemory(NAME, create=True, size=64)
    memory.unlink()  # for whoever grades where nothing refuses it


def file(path):
    open(path, "w").close()
    os.unlink(path)


def folder(path):
    os.mkdir(path)
    os.rmdir(path)


def double(number):
    for place in ("/dev/shm", "/run/shm", "/dev/mqueue", "/run/lock", "/var/lock", "/var/tmp"):
        if os.path.isdir(place):
            raw.deny((file, f"{place}/{NAME}"), (folder, f"{place}/{NAME}"), (os.listdir, place))
    raw.deny((shared,))
    return number * 2


honest.double = double
