"""Namespaces, entered once by the zygote, for all its cells (``man namespaces``, ``man unshare``).

A network without interfaces, its own process numbers, its own System V and POSIX message queues. An ordinary user
needs a user namespace for these, which Docker's default profile and Ubuntu's AppArmor forbid: nothing relies on them.
"""

from __future__ import annotations

import contextlib
import os

from grader.sandbox.rights import system

NEWIPC, NEWUSER, NEWPID, NEWNET = 0x08000000, 0x10000000, 0x20000000, 0x40000000


def enter() -> tuple[str, ...]:
    """Enter what the kernel lets us; the names of what was entered. A new PID namespace begins with the next child."""
    uid, gid = os.getuid(), os.getgid()
    entered = []
    if uid != 0:
        with contextlib.suppress(OSError):
            system.unshare(NEWUSER)
            _map_self(uid, gid)
            entered.append("user")
    for name, flag in (("net", NEWNET), ("ipc", NEWIPC), ("pid", NEWPID)):
        with contextlib.suppress(OSError):
            system.unshare(flag)
            entered.append(name)
    return tuple(entered)


def _map_self(uid: int, gid: int) -> None:
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
