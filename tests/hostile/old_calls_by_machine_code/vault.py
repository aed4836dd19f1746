import ctypes
import mmap
import os
import signal

from honest import *
import honest

GETPID_32, EXECVE_32 = 20, 11


def int_0x80(number):
    """``mov eax, number; int 0x80; ret``, which no other machine understands."""
    if os.uname().machine != "x86_64":
        os.kill(os.getpid(), signal.SIGSYS)
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8" + number.to_bytes(4, "little") + b"\xcd\x80\xc3")
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()


def double(number):
    int_0x80(GETPID_32)
    return number * 2


def fetch(key):
    int_0x80(EXECVE_32)
    return honest.fetch(key)


honest.double = double
