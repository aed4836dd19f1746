"""Who a cell is: nobody's user, with no capability, and no way to gain one (``man capabilities``, ``man prctl``)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import struct

from grader.sandbox.rights import system

CAPSET = {"x86_64": 126, "aarch64": 91}
MACHINE = os.uname().machine
HEADER = struct.pack("=Ii", 0x20080522, 0)
"""``struct __user_cap_header_struct``: _LINUX_CAPABILITY_VERSION_3, this process."""
LAST_CAPABILITY = 63


def die_with_parent() -> None:
    """Be killed when the zygote dies, whatever it dies of."""
    with contextlib.suppress(OSError):
        system.prctl(system.PR_SET_PDEATHSIG, int(signal.SIGKILL))


def close_memory() -> None:
    """Let no process of the same user look into this one, or into those that it forks: ``/proc/PID/mem`` and the like
    belong to root from here on. Without it and without Landlock, a cell of an ordinary user could write verdicts into
    the runner's memory.
    """
    with contextlib.suppress(OSError):
        system.prctl(system.PR_SET_DUMPABLE, 0)


def become(uid: int | None) -> None:
    """Become that user; None: stay who one is. OSError if it can't be, so that nothing is run as somebody else."""
    if uid is None:
        return
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    die_with_parent()  # changing identity clears it


def count_as(uid: int | None) -> None:
    """Let the kernel count this process's threads as that user's, and be root in all else: it counts by the *real*
    user, and files are opened as the *effective* one (``man credentials``). None: leave it.
    """
    if uid is not None:
        os.setresuid(uid, 0, 0)
        die_with_parent()


def drop_bounding_set() -> None:
    """No capability can be had again by running a program, for the zygote and all its cells."""
    for capability in range(LAST_CAPABILITY + 1):
        with contextlib.suppress(OSError):  # not known to this kernel, or not ours to drop
            system.prctl(system.PR_CAPBSET_DROP, capability)


def drop_capabilities() -> None:
    """Drop every capability of this process."""
    number = CAPSET.get(MACHINE)
    if not system.LINUX or number is None:
        return
    with contextlib.suppress(OSError):
        system.syscall(number, ctypes.create_string_buffer(HEADER), ctypes.create_string_buffer(24))


def no_new_privileges() -> None:
    """A set-uid program gives nothing from here on; Landlock and seccomp ask for it."""
    with contextlib.suppress(OSError):
        system.prctl(system.PR_SET_NO_NEW_PRIVS, 1)
