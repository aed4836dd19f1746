import ctypes
import os

from honest import *
import honest
import raw

ATTACH, SEIZE = 16, 0x4206
found = ctypes.create_string_buffer(8)


def double(number):
    parent = os.getppid()
    here = (ctypes.c_size_t * 2)(ctypes.addressof(found), 8)
    there = (ctypes.c_size_t * 2)(id(None), 8)  # as in the parent, of which this is a fork
    raw.refuse(
        ("ptrace", ATTACH, parent, 0, 0),
        ("ptrace", SEIZE, parent, 0, 0),
        ("process_vm_readv", parent, here, 1, there, 1, 0),
        ("process_vm_writev", parent, here, 1, there, 1, 0),
    )
    return number * 2


honest.double = double
