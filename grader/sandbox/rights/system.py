"""Calls that Python's os module lacks, through ctypes. Only ``grader.sandbox.rights`` uses this.

PyPI has nothing for these that is both kept up and complete (Landlock scoping, seccomp without libseccomp).
"""

from __future__ import annotations

import ctypes
import os
import sys

LINUX = sys.platform == "linux"
_libc = ctypes.CDLL(None, use_errno=True)

PR_SET_PDEATHSIG = 1  # prctl(2); numbers from linux/prctl.h
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38


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


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
