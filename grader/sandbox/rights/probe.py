"""Finds out by trying which rights a cell still has. Runs in a cell of its own, after ``give_up``, before any
student's.

What is reported is what was observed, never what was configured.
"""

from __future__ import annotations

import os
import resource
import socket
import sys
from collections.abc import Callable
from typing import Any


def report(canary: str, namespaces: list[str], uid: int) -> list[list[Any]]:
    """``[name, held, detail]`` for each right. ``canary``: a file that the grader can read and a cell must not."""
    return [
        _refused("files", "other files can't be read", lambda: os.close(os.open(canary, os.O_RDONLY))),
        _refused("network", "no socket can be opened", lambda: socket.socket(socket.AF_INET).close()),
        _refused("programs", "no program can be started", _execute),
        _refused("processes", "no process can be started", _fork),
        _refused("signals", "other processes can't be signalled", lambda: os.kill(os.getppid(), 0)),
        _refused("tracing", "other processes can't be looked into", _trace),
        ["limits", _limited(), "memory, CPU time, files and their size are bounded"],
        ["user", os.getuid() != uid, "runs as another user" if os.getuid() != uid else "runs as the grader's user"],
        ["namespaces", bool(namespaces), "own " + ", ".join(namespaces) if namespaces else "not allowed here"],
    ]


def _refused(name: str, detail: str, attempt: Callable[[], object]) -> list[Any]:
    try:
        attempt()
    except (OSError, AttributeError) as error:
        return [name, True, f"{detail} ({getattr(error, 'strerror', None) or error})"]
    return [name, False, "not prevented on this machine"]


def _execute() -> None:
    try:
        os.execv("/nonexistent/program", ["program"])  # noqa: S606 — to see whether it is refused
    except FileNotFoundError:  # the call itself is allowed: see whether a program may be read to be run
        pid = os.fork()
        if pid == 0:
            try:
                os.execv(sys.executable, [sys.executable, "--version"])  # noqa: S606 — as above
            except OSError:
                os._exit(100)
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 100:
            raise


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _trace() -> None:
    with open(f"/proc/{os.getppid()}/mem", "rb"):
        return


def _limited() -> bool:
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)
    return all(resource.getrlimit(kind)[0] != resource.RLIM_INFINITY for kind in kinds)
