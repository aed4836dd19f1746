"""System calls: those of ``calls`` and no other, some of them only with arguments that stay inside the cell.

An allow list, so that a call that nobody thought of is refused. A refused call fails with EPERM, which Python turns
into a ``PermissionError`` that a student can read. A call by the numbers of another architecture ends the process.
Source: the kernel's ``Documentation/userspace-api/seccomp_filter.rst`` and
``include/uapi/linux/{seccomp,filter,audit}.h``.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from grader.sandbox.rights import system
from grader.sandbox.rights.calls import ALLOWED, CHECKED, numbers

LOAD_WORD, JUMP_EQUAL, JUMP_SET, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06  # linux/bpf_common.h
ALLOW, KILL_PROCESS, FAIL = 0x7FFF0000, 0x80000000, 0x00050000  # linux/seccomp.h
SECCOMP_MODE_FILTER = 2
NUMBER, ARCHITECTURE = 0, 4  # offsets in struct seccomp_data
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""What ``struct seccomp_data`` calls the machine (linux/audit.h)."""
X32_BIT = 0x40000000
PLACEHOLDER = 0x7E57ABCD  # no pid is that large

AF_UNIX = 1
CONNECTED = tuple(kind | flags for kind in (1, 5) for flags in (0, 0x800, 0x80000, 0x80800))
"""SOCK_STREAM and SOCK_SEQPACKET, with SOCK_NONBLOCK and SOCK_CLOEXEC. A datagram socket of a pair could send to any
socket of the machine that has a path: the system's log, for one."""
SIGKILL = 9
"""A cell that sends it to itself ends, but by SIGSYS: so one that died of SIGKILL was killed from outside, which says
nothing about its code (see ``Conversation``)."""
THREAD = (0x3D0F00, 0x7D0F00)
"""The flags with which glibc and musl clone a thread. With others comes a process, or a namespace."""
SET_ID = 0o6000
"""Mode bits that a new file may not have: set-user-ID, set-group-ID."""
TRUNCATE, WRITING = 0o1000, 0o3
"""O_TRUNC; O_WRONLY and O_RDWR. Without these, Landlock before its ABI 3 takes it for reading."""
FCNTL_COMMANDS = (0, 1, 2, 3, 4, 1030)  # dup, get and set flags; not F_SETOWN, which sends signals
LOCKS = (6, 7)
"""F_SETLK, F_SETLKW: granted without one being set, as SQLite wants it, since a cell shares no file that it may write.
A real one on a file that all cells may read would be seen by the next cell (F_GETLK), with any number for its place.
"""
IOCTL_REQUESTS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS TIOCGWINSZ FIONREAD FIONBIO FIONCLEX FIOCLEX
PRCTL_OPTIONS = (15, 16)  # PR_SET_NAME, PR_GET_NAME

Instruction = tuple[int, int, int, int]
REFUSE: Instruction = (RETURN, 0, 0, FAIL | errno.EPERM)


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


@dataclass(frozen=True)
class Filter:
    """The filter as bytes, and where in them the process's own number has to be written."""

    code: bytes
    own_pid: tuple[int, ...]


def build() -> Filter:
    """Assemble the filter for this machine. OSError where there is none."""
    machine = os.uname().machine
    if not system.LINUX or machine not in AUDIT:
        raise OSError("no system call table for this machine")
    steps = program(machine, PLACEHOLDER)
    places = [8 * index + 4 for index, step in enumerate(steps) if step[3] == PLACEHOLDER]
    return Filter(b"".join(struct.pack("=HBBI", *step) for step in steps), tuple(places))


def restrict(built: Filter) -> None:
    """Put the filter on this process and all its threads to come, for good."""
    code = bytearray(built.code)
    for place in built.own_pid:
        struct.pack_into("=I", code, place, os.getpid())
    system.prctl(system.PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(_Program(len(code) // 8, bytes(code))))


def program(machine: str, pid: int) -> list[Instruction]:
    """The filter as BPF. Every block falls through to the next when its call number does not match."""
    steps: list[Instruction] = [
        (LOAD_WORD, 0, 0, ARCHITECTURE),
        (JUMP_EQUAL, 1, 0, AUDIT[machine]),  # a 32-bit call has other numbers: no way around
        (RETURN, 0, 0, KILL_PROCESS),
        (LOAD_WORD, 0, 0, NUMBER),
        (JUMP_AT_LEAST, 0, 1, X32_BIT),
        (RETURN, 0, 0, KILL_PROCESS),
    ]
    for number in numbers(ALLOWED, machine).values():
        steps += [(JUMP_EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW)]
    checks = _checks(pid)
    for name, number in numbers(CHECKED, machine).items():
        body = checks[name]
        steps += [(JUMP_EQUAL, 0, len(body), number), *body]
    return [*steps, REFUSE]


def _checks(pid: int) -> Mapping[str, list[Instruction]]:
    """What has to hold of the arguments, for each checked call: instructions that end in a verdict."""
    allow: Instruction = (RETURN, 0, 0, ALLOW)
    return {
        "open": [*_without_flags(2, SET_ID), *_writing_if_emptied(1), allow],
        "openat": [*_without_flags(3, SET_ID), *_writing_if_emptied(2), allow],
        "clone": [*_one_of(0, THREAD), allow],
        "clone3": [(RETURN, 0, 0, FAIL | errno.ENOSYS)],  # its flags lie in memory; glibc then uses clone
        "socketpair": [*_one_of(0, (AF_UNIX,)), *_one_of(1, CONNECTED), allow],
        "sendto": [*_null(4), allow],  # to the other end, not to an address
        "kill": [*_one_of(0, (pid,)), *_ends_with(1, SIGKILL), allow],
        "tgkill": [*_one_of(0, (pid,)), *_ends_with(2, SIGKILL), allow],
        "prlimit64": [*_null(2), allow],  # reading limits, not setting them
        "prctl": [*_one_of(0, PRCTL_OPTIONS), allow],
        "fcntl": [*_pretending(1, LOCKS), *_one_of(1, FCNTL_COMMANDS), allow],
        "ioctl": [*_one_of(1, IOCTL_REQUESTS), allow],
    }


def _argument(index: int, high: bool = False) -> Instruction:
    return (LOAD_WORD, 0, 0, 16 + 8 * index + (4 if high else 0))  # little-endian: the low word comes first


def _one_of(index: int, values: tuple[int, ...]) -> list[Instruction]:
    """Go on if the argument (an int: its low word is all that the kernel takes) is one of these."""
    last = len(values)
    return [_argument(index), *((JUMP_EQUAL, last - at, 0, value) for at, value in enumerate(values)), REFUSE]


def _without_flags(index: int, flags: int) -> list[Instruction]:
    """Go on if the argument has none of these bits."""
    return [_argument(index), (JUMP_SET, 0, 1, flags), REFUSE]


def _writing_if_emptied(index: int) -> list[Instruction]:
    """Go on if these flags of an open file do not ask for it to be emptied, or ask for writing as well."""
    return [_argument(index), (JUMP_SET, 0, 2, TRUNCATE), (JUMP_SET, 1, 0, WRITING), REFUSE]


def _pretending(index: int, values: tuple[int, ...]) -> list[Instruction]:
    """Go on unless the argument is one of these; then nothing is done, and it is called a success."""
    done: Instruction = (RETURN, 0, 0, FAIL)
    return [_argument(index), *(step for value in values for step in ((JUMP_EQUAL, 0, 1, value), done))]


def _ends_with(index: int, value: int) -> list[Instruction]:
    """Go on unless the argument is this; then the process ends here."""
    return [_argument(index), (JUMP_EQUAL, 0, 1, value), (RETURN, 0, 0, KILL_PROCESS)]


def _null(index: int) -> list[Instruction]:
    """Go on if the argument is a null pointer."""
    return [*_one_of(index, (0,)), _argument(index, high=True), (JUMP_EQUAL, 1, 0, 0), REFUSE]
