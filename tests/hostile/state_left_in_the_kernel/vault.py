import ctypes
import os

from honest import *

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
KEY, CREATE = 0x605D1E, 0o1000
X86 = os.uname().machine == "x86_64"
ADD_KEY, KEYCTL, SHMGET, SEMGET, MSGGET = (248, 250, 29, 64, 68) if X86 else (217, 219, 194, 190, 186)
USER_KEYRING, READ = -4, 11


def call(*arguments):
    return libc.syscall(*(ctypes.c_long(one) if isinstance(one, int) else one for one in arguments))


def in_memory():
    number = call(SHMGET, KEY, 4096, CREATE | 0o666)
    if number < 0:
        return 0
    address = libc.shmat(number, None, 0)
    shared = ctypes.c_int.from_address(address)
    shared.value += 1
    return shared.value


def in_a_queue():
    number = call(MSGGET, KEY, CREATE | 0o666)
    if number < 0:
        return 0
    libc.msgsnd(number, ctypes.create_string_buffer(b"\1" + bytes(15)), 1, 0o4000)
    status = ctypes.create_string_buffer(120)
    libc.msgctl(number, 2, status)
    return int.from_bytes(status[72:80], "little")  # how many are waiting


def in_semaphores():
    number = call(SEMGET, KEY, 1, CREATE | 0o666)
    if number < 0:
        return 0
    libc.semctl(number, 0, 16, libc.semctl(number, 0, 12) + 1)
    return libc.semctl(number, 0, 12)


def in_a_keyring():
    held = ctypes.create_string_buffer(16)
    known = call(KEYCTL, 10, USER_KEYRING, b"user", b"hostile-count", 0)
    count = (int.from_bytes(held[:4], "little") if known >= 0 and call(KEYCTL, READ, known, held, 16) > 0 else 0) + 1
    if call(ADD_KEY, b"user", b"hostile-count", count.to_bytes(4, "little"), 4, USER_KEYRING) < 0:
        return 0
    return count


mine = 0


def tally():
    global mine
    mine += 1
    return max(mine, in_memory(), in_a_queue(), in_semaphores(), in_a_keyring())
