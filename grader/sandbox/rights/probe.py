"""Finds out by trying which rights a cell still has. Runs in a cell of its own, after ``give_up``, before any
student's.

What is reported is what was observed, never what was configured. Where there are several ways to do a thing, all of
them must be refused.
"""

from __future__ import annotations

import ctypes
import errno
import os
import posix  # the system calls as they are: those of `os` keep marks of their own in a cell (files.py)
import resource
import socket
import sys
from collections.abc import Callable
from typing import Any

from grader.sandbox.rights import system

FAMILIES = {
    "AF_INET": socket.SOCK_STREAM,
    "AF_INET6": socket.SOCK_DGRAM,
    "AF_UNIX": socket.SOCK_STREAM,
    "AF_NETLINK": socket.SOCK_RAW,
    "AF_PACKET": socket.SOCK_RAW,
    "AF_VSOCK": socket.SOCK_STREAM,
}
PROCESS_VM_READV = {"x86_64": 310, "aarch64": 270}


def report(canary: str, namespaces: list[str], uid: int) -> list[list[Any]]:
    """``[name, held, detail]`` for each right. ``canary``: a file that the grader can read and a cell must not."""
    return [
        _refused("files", "other files can't be read", lambda: os.close(os.open(canary, os.O_RDONLY))),
        _refused(
            "changes",
            "other files can't be changed",
            lambda: os.close(os.open(canary, os.O_WRONLY)),
            lambda: posix.truncate(canary, 0),
            lambda: posix.chmod(canary, 0o600),
            lambda: posix.utime(canary, (0, 0)),
        ),
        _refused("network", "no socket can be opened", *map(_socket, FAMILIES), _datagram),
        _refused("programs", "no program can be started", _execute, _execute_memory),
        _refused("processes", "no process can be started", _fork),
        _refused("signals", "other processes can't be signalled", lambda: os.kill(os.getppid(), 0)),
        _refused("tracing", "other processes can't be looked into", _open_memory, _read_memory),
        ["limits", _limited(), "memory, CPU time, files and their size are bounded"],
        ["user", os.geteuid() != uid, "runs as another user" if os.geteuid() != uid else "runs as the grader's user"],
        ["namespaces", bool(namespaces), "own " + ", ".join(namespaces) if namespaces else "not allowed here"],
    ]


def _refused(name: str, detail: str, *attempts: Callable[[], object]) -> list[Any]:
    said = ""
    for attempt in attempts:
        try:
            attempt()
        except (OSError, AttributeError) as error:  # AttributeError: this Python does not even know of it
            said = said or getattr(error, "strerror", None) or str(error)
        else:
            return [name, False, "not prevented on this machine"]
    return [name, True, f"{detail} ({said})"]


def _socket(family: str) -> Callable[[], None]:
    return lambda: socket.socket(getattr(socket, family), FAMILIES[family]).close()


def _datagram() -> None:
    """Send to another socket than one's own, from a pair: a name that nobody has is looked for only if that may be."""
    try:
        one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    except OSError:
        one, other = socket.socketpair()
    with one, other:
        try:
            one.sendto(b"probe", "/nonexistent/socket")
        except FileNotFoundError:
            return
        except OSError as error:
            if error.errno == errno.EISCONN:  # a stream goes nowhere but to its other end
                raise PermissionError(error.errno, error.strerror) from None
            raise


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


def _execute_memory() -> None:
    """Run a program that lies in no file. This one is empty, so that it is no program once the kernel looks at it."""
    program = os.memfd_create("program", os.MFD_CLOEXEC)
    try:
        os.execve(program, ["program"], {})  # noqa: S606 — to see whether it is refused
    except OSError as error:
        if error.errno != errno.ENOEXEC:
            raise
    finally:
        os.close(program)


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _open_memory() -> None:
    with open(f"/proc/{os.getppid()}/mem", "rb"):
        return


def _read_memory() -> None:
    """Read in the parent, whose memory lies as this fork's does."""
    number = PROCESS_VM_READV.get(os.uname().machine)
    if number is None:
        raise OSError("no such call")
    found = ctypes.create_string_buffer(8)
    here = (ctypes.c_size_t * 2)(ctypes.addressof(found), 8)
    there = (ctypes.c_size_t * 2)(id(None), 8)
    one, flags = ctypes.c_ulong(1), ctypes.c_ulong(0)
    system.syscall(number, ctypes.c_int(os.getppid()), here, one, there, one, flags)


def _limited() -> bool:
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)
    return all(resource.getrlimit(kind)[0] != resource.RLIM_INFINITY for kind in kinds)
