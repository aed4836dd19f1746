import asyncio
import ctypes
import os
import socket
import struct

from honest import *

libc = ctypes.CDLL(None, use_errno=True)
X86 = os.uname().machine == "x86_64"
READV, WRITEV, PTRACE, KCMP = (310, 311, 101, 312) if X86 else (270, 271, 117, 272)
PIDFD_OPEN, PIDFD_GETFD = 434, 438
ATTACH, SEIZE = 16, 0x4206
SO_PEERPIDFD = 77


class Part(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def call(*arguments):
    return libc.syscall(*(ctypes.c_long(one) if isinstance(one, int) else one for one in arguments))


def connection():
    """The socket whose other end was not made by this process, as those of asyncio are."""
    for number in range(3, 64):
        try:
            one = socket.socket(fileno=os.dup(number))
        except OSError:
            continue
        if struct.unpack("iII", one.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0] != os.getpid():
            return one


def attempts():
    parent = os.getppid()
    here = ctypes.create_string_buffer(4096)
    mine = Part(ctypes.addressof(here), 4096)
    theirs = Part(id(object) & ~4095, 4096)  # where it is there, too
    for number in (READV, WRITEV):
        yield number, call(number, parent, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0)
    for request in (ATTACH, SEIZE):
        yield request, call(PTRACE, request, parent, 0, 0)
    yield KCMP, call(KCMP, parent, os.getpid(), 2, 0, 0)
    descriptors = [call(PIDFD_OPEN, parent, 0)]
    try:
        peer = connection().getsockopt(socket.SOL_SOCKET, SO_PEERPIDFD)
        descriptors.append(peer)  # of the runner itself
    except OSError:
        pass
    for descriptor in descriptors:
        for number in range(16):
            yield PIDFD_GETFD, call(PIDFD_GETFD, descriptor, number, 0)


async def gather(keys):
    got = [(name, value) for name, value in attempts() if value != -1]
    print(got)
    async with httpx.AsyncClient() as client:
        answers = await asyncio.gather(*(client.get(f"https://vault.test/items/{key}") for key in keys))
    return [answer.json()["value"] for answer in answers] if not got else None
