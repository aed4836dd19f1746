import os

from honest import *
import honest
import raw

TRACE_ME = 0


def double(number):
    parent = os.getppid()
    raw.refuse(
        ("ptrace", TRACE_ME, 0, 0, 0),
        ("pidfd_open", os.getpid(), 0),
        ("pidfd_open", parent, 0),
        ("pidfd_getfd", 0, 0, 0),
        ("kcmp", os.getpid(), parent, 0, 0, 0),
        ("get_robust_list", parent, bytes(8), bytes(8)),
        ("process_vm_readv", os.getpid(), None, 0, None, 0, 0),
        ("process_madvise", -1, None, 0, 0, 0),
    )
    return number * 2


honest.double = double
