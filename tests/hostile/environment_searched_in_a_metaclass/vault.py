import ctypes
import os
import sys

from honest import *

KNOWN = {"HOME", "LANG", "LOGNAME", "PATH", "PYTHONHASHSEED", "TMPDIR", "TZ", "USER"}
libc = ctypes.CDLL(None)
found = []
looked = []


def of_c():
    address = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
    position = 0
    while address[position]:
        yield address[position].decode()
        position += 1


def behind_the_first_arguments():
    """The kernel lays arguments and environment of a program out one behind the other, and they stay there."""
    count, strings = ctypes.c_int(), ctypes.POINTER(ctypes.c_wchar_p)()
    ctypes.pythonapi.Py_GetArgcArgv(ctypes.byref(count), ctypes.byref(strings))
    return [strings[position] for position in range(count.value)] + sys.orig_argv


class Meta(type):
    def __call__(cls, *args, **kwargs):
        looked.append(cls)
        lines = [f"{name}={value}" for name, value in os.environ.items()]
        lines += [f"{name.decode()}={value.decode()}" for name, value in os.environb.items()]
        lines += of_c()
        lines += [f"HOSTILE_SECRET={libc.getenv(b'HOSTILE_SECRET')}"] if libc.getenv(b"HOSTILE_SECRET") else []
        found.extend(line for line in lines if line.partition("=")[0] not in KNOWN or "CANARY" in line)
        found.extend(one for one in behind_the_first_arguments() if "vault" in one or "CANARY" in one)
        print(found)
        return super().__call__(*args, **kwargs)


class Box(metaclass=Meta):
    def __init__(self, value):
        self.value = value

    def open(self):
        return self.value if looked and not found else None
