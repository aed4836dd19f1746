"""Calls that Python's os module lacks, through ctypes. Only ``grader.sandbox.rights`` uses this.

PyPI has nothing for these that is both kept up and complete (Landlock scoping, seccomp without libseccomp).
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import signal
import sys

LINUX = sys.platform == "linux"
_libc = ctypes.CDLL(None, use_errno=True)
_python = ctypes.PyDLL(None, use_errno=True)
"""The same, without letting go of the interpreter's lock, which a copy of the process would wait for in vain."""
_holding, _before_fork = _python.syscall, _python.PyOS_BeforeFork
_in_child, _in_parent = _python.PyOS_AfterFork_Child, _python.PyOS_AfterFork_Parent

CLONE = {"x86_64": 56, "aarch64": 220}
CLONE_PARENT = 0x8000
CLONE_CHILD_CLEARTID = 0x200000
CLONE_CHILD_SETTID = 0x1000000
PR_SET_PDEATHSIG = 1  # prctl(2); numbers from linux/prctl.h
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_GET_TID_ADDRESS = 40


def syscall(number: int, *arguments: object) -> int:
    """``syscall(2)``; OSError with the errno on failure."""
    result = int(_libc.syscall(ctypes.c_long(number), *arguments))
    return _checked(result)


def prctl(option: int, *arguments: object) -> int:
    """``prctl(2)``; OSError with the errno on failure, and where there is no such call."""
    if not LINUX:
        raise OSError("prctl is Linux's")
    padded = [*arguments, *([0] * (4 - len(arguments)))]
    longs = [ctypes.c_ulong(value) if isinstance(value, int) else value for value in padded]
    return _checked(int(_libc.prctl(option, *longs)))


def unshare(flags: int) -> None:
    """``unshare(2)``; OSError with the errno on failure, and where there is no such call."""
    if not LINUX:
        raise OSError("unshare is Linux's")
    _checked(int(_libc.unshare(flags)))


def personality(persona: int) -> int:
    """``personality(2)``: the one before; OSError with the errno on failure, and where there is no such call."""
    if not LINUX:
        raise OSError("personality is Linux's")
    return _checked(int(_libc.personality(ctypes.c_ulong(persona))))


def number_place() -> ctypes.c_void_p:
    """Where in its memory the C library keeps this thread's number (``man 2 set_tid_address``); null if the kernel does
    not say. That of a process which the C library has forked.
    """
    found = ctypes.c_void_p()
    with contextlib.suppress(OSError):
        prctl(PR_GET_TID_ADDRESS, ctypes.byref(found))
    return found


def copy_beside(place: ctypes.c_void_p) -> int:
    """As ``os.fork``, but the new process is a child of this one's parent (``CLONE_PARENT``, ``man 2 clone``).

    The C library offers no call for that. Its own ``fork`` does more: it takes the locks of ``malloc`` and of streams,
    which nobody can hold where there is one thread, and runs handlers, of which OpenSSL's looks at the process number
    anyway. The new number, which signals to a thread go by, the kernel writes to ``place`` (see ``number_place``).
    """
    number = CLONE.get(os.uname().machine)
    if not LINUX or number is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    flags = CLONE_PARENT | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | signal.SIGCHLD
    last = (place, None) if number == CLONE["x86_64"] else (None, place)  # the thread's storage, which stays, is other
    _before_fork()
    pid = int(_holding(number, flags, None, None, *last))
    if pid == 0:
        _in_child()
    else:
        _in_parent()
    return _checked(pid)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
