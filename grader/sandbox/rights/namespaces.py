"""Namespaces, entered once by the zygote, for all its cells (``man namespaces``, ``man unshare``).

A network without interfaces, its own process numbers, its own System V and POSIX message queues. An ordinary user
needs a user namespace for these, which Docker's default profile and Ubuntu's AppArmor forbid: nothing relies on them.
AppArmor lets a user namespace be entered and then forbids everything in it, its mapping of users included, and there is
no way back: so a child tries first.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable

from grader.sandbox.rights import system

NEWIPC, NEWUSER, NEWPID, NEWNET = 0x08000000, 0x10000000, 0x20000000, 0x40000000


def enter() -> tuple[str, ...]:
    """Enter what the kernel lets us; the names of what was entered. A new PID namespace begins with the next child."""
    entered = []
    if os.getuid() != 0 and _succeeds(_enter_user_namespace):
        _enter_user_namespace()
        entered.append("user")
    for name, flag in (("net", NEWNET), ("ipc", NEWIPC), ("pid", NEWPID)):
        with contextlib.suppress(OSError):
            system.unshare(flag)
            entered.append(name)
    return tuple(entered)


def _enter_user_namespace() -> None:
    """Enter one in which the others may be entered, as the same user. OSError if that is forbidden."""
    uid, gid = os.getuid(), os.getgid()
    system.unshare(NEWUSER)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _succeeds(attempt: Callable[[], None]) -> bool:
    """Whether a child of this process can do it, and enter a network namespace then."""
    pid = os.fork()
    if pid == 0:
        try:
            attempt()
            system.unshare(NEWNET)
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0
