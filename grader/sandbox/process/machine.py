"""What a cell is told of the machine it runs on, and of who runs it: the same on every machine, so that a result is.

``ThreadPoolExecutor()`` and ``asyncio.to_thread`` start as many threads as there are processors, and some more. Where
calls wait for each other in virtual time, one thread too few is a second more: right on a laptop, too slow in CI.

A cell is a user that no database of users knows, in a process that was started to be a zygote. Neither is a student's
business: code that asks for its user's name gets one, and the command line is that of a plain import. Sandbox only.
"""

from __future__ import annotations

import grp
import os
import pwd
import sys
from types import ModuleType

PROCESSORS = 8
"""Then a default executor has 12 threads (``concurrent.futures``: four more than processors)."""

USER = "student"
"""As ``LOGNAME`` and ``USER`` say as well, where ``getpass`` looks."""


def install() -> None:
    """Put all of it in its place."""
    _count_processors()
    _name_user()
    _forget_command_line()


def _forget_command_line() -> None:
    """``argparse`` at module level reads ``sys.argv``: as in an interactive session that imports the module."""
    sys.argv = [""]
    sys.orig_argv = [sys.executable]
    sys.modules["__main__"] = ModuleType("__main__")


def _name_user() -> None:
    """For the cell's own number. What else is asked is looked up, in files that a cell may not read."""
    real_user, real_user_named, real_group = pwd.getpwuid, pwd.getpwnam, grp.getgrgid

    def itself() -> pwd.struct_passwd:
        home = os.environ.get("HOME", "/")
        return pwd.struct_passwd((USER, "x", os.getuid(), os.getgid(), "", home, "/bin/sh"))

    def user(uid: int, /) -> pwd.struct_passwd:
        return itself() if uid in (os.getuid(), os.geteuid()) else real_user(uid)

    def user_named(name: str, /) -> pwd.struct_passwd:
        return itself() if name == USER else real_user_named(name)

    def group(id: int) -> grp.struct_group:
        return grp.struct_group((USER, "x", id, [])) if id == os.getgid() else real_group(id)

    pwd.getpwuid, pwd.getpwnam, grp.getgrgid = user, user_named, group
    os.getlogin = lambda: USER


def _count_processors() -> None:
    """``multiprocessing`` and ``concurrent.futures`` ask ``os``."""

    def count() -> int:
        return PROCESSORS

    def affinity(_pid: int, /) -> set[int]:
        return set(range(PROCESSORS))

    os.cpu_count = count
    if hasattr(os, "process_cpu_count"):  # from Python 3.13 on
        os.process_cpu_count = count
    if hasattr(os, "sched_getaffinity"):  # on Linux
        os.sched_getaffinity = affinity
