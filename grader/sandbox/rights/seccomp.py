"""System calls: what a Python program that computes, reads its libraries and talks over one socket needs; no other.

An allow list, so that a call that nobody thought of is refused. A refused call fails with EPERM, which Python turns
into a ``PermissionError`` that a student can read. Source: the kernel's
``Documentation/userspace-api/seccomp_filter.rst``, ``include/uapi/linux/{seccomp,filter,audit}.h``; the numbers are
those of the x86-64 and arm64 tables.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from dataclasses import dataclass

from grader.sandbox.rights import system

LOAD_WORD, JUMP_EQUAL, JUMP_SET, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06  # linux/bpf_common.h
ALLOW, KILL_PROCESS, FAIL = 0x7FFF0000, 0x80000000, 0x00050000  # linux/seccomp.h
SECCOMP_MODE_FILTER = 2
NUMBER, ARCHITECTURE = 0, 4  # offsets in struct seccomp_data
X32_BIT = 0x40000000
AF_UNIX = 1
CLONE_THREAD = 0x10000
PLACEHOLDER = 0x7E57ABCD  # no pid is that large

Instruction = tuple[int, int, int, int]


@dataclass(frozen=True)
class Table:
    """One architecture: its audit word, the calls that are always allowed, and the numbers of the special ones."""

    audit: int
    plain: tuple[int, ...]
    clone: int
    clone3: int
    socketpair: int
    kill: int
    tgkill: int
    prlimit64: int
    prctl: int
    fcntl: int
    ioctl: int
    set_tid: int = 0


X86_64 = Table(
    audit=0xC000003E,
    # read write close stat fstat lstat poll lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn
    # pread64 pwrite64 readv writev access pipe select sched_yield mremap msync mincore madvise dup dup2 pause nanosleep
    # getitimer alarm setitimer getpid sendto recvfrom sendmsg recvmsg shutdown getsockname getpeername setsockopt
    # getsockopt exit uname fsync fdatasync truncate ftruncate getdents getcwd chdir rename mkdir rmdir creat unlink
    # readlink chmod fchmod umask gettimeofday getrlimit getrusage sysinfo times getuid getgid geteuid getegid getppid
    # getpgrp getsid sigaltstack statfs fstatfs gettid time futex sched_getaffinity epoll_create getdents64
    # set_tid_address restart_syscall fadvise64 clock_gettime clock_getres clock_nanosleep exit_group epoll_wait
    # epoll_ctl openat mkdirat newfstatat unlinkat renameat readlinkat fchmodat faccessat pselect6 ppoll
    # set_robust_list get_robust_list utimensat epoll_pwait eventfd eventfd2 epoll_create1 dup3 pipe2 preadv pwritev
    # getcpu getrandom renameat2 membarrier statx rseq faccessat2 futex_*
    plain=(
        *(0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 32, 33),
        *(34, 35, 36, 37, 38, 39, 44, 45, 46, 47, 48, 51, 52, 54, 55, 60, 63, 74, 75, 76, 77, 78, 79, 80, 82, 83, 84),
        *(85, 87, 89, 90, 91, 95, 96, 97, 98, 99, 100, 102, 104, 107, 108, 110, 111, 124, 131, 137, 138, 186, 201, 202),
        *(204, 213, 217, 218, 219, 221, 228, 229, 230, 231, 232, 233, 257, 258, 262, 263, 264, 267, 268, 269, 270, 271),
        *(273, 274, 280, 281, 284, 290, 291, 292, 293, 295, 296, 309, 318, 316, 324, 332, 334, 439, 449, 454, 455, 456),
        2,  # open
    ),
    clone=56,
    clone3=435,
    socketpair=53,
    kill=62,
    tgkill=234,
    prlimit64=302,
    prctl=157,
    fcntl=72,
    ioctl=16,
    set_tid=158,  # arch_prctl: the thread pointer of a new thread
)

ARM64 = Table(
    audit=0xC00000B7,
    # the same calls where arm64 has them; it never had those that the *at forms replace
    plain=(
        *(
            17,
            19,
            20,
            21,
            22,
            23,
            24,
            34,
            35,
            38,
            43,
            44,
            45,
            46,
            48,
            49,
            52,
            53,
            56,
            57,
            59,
            61,
            62,
            63,
            64,
            65,
            66,
            67,
        ),
        *(68, 69, 70, 72, 73, 78, 79, 80, 82, 83, 88, 93, 94, 96, 98, 99, 100, 101, 102, 103, 113, 114, 115, 123, 124),
        *(128, 132, 134, 135, 139, 153, 155, 156, 160, 163, 165, 166, 168, 169, 172, 173, 174, 175, 176, 177, 178, 179),
        *(204, 205, 206, 207, 208, 209, 210, 211, 212, 214, 215, 216, 222, 223, 226, 227, 232, 233, 276, 278, 283, 291),
        *(293, 439, 449, 454, 455, 456),
    ),
    clone=220,
    clone3=435,
    socketpair=199,
    kill=129,
    tgkill=131,
    prlimit64=261,
    prctl=167,
    fcntl=25,
    ioctl=29,
)

TABLES = {"x86_64": X86_64, "aarch64": ARM64}
FCNTL_COMMANDS = (0, 1, 2, 3, 4, 5, 6, 7, 1030)  # dup, get and set flags, locks; not F_SETOWN, which sends signals
IOCTL_REQUESTS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS TIOCGWINSZ FIONREAD FIONBIO FIONCLEX FIOCLEX
PRCTL_OPTIONS = (15, 16, 0x53564D41)  # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA (glibc names its arenas)


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
    table = TABLES.get(os.uname().machine)
    if not system.LINUX or table is None:
        raise OSError("no system call table for this machine")
    steps = program(table, PLACEHOLDER)
    places = [8 * index + 4 for index, step in enumerate(steps) if step[3] == PLACEHOLDER]
    return Filter(b"".join(struct.pack("=HBBI", *step) for step in steps), tuple(places))


def restrict(built: Filter) -> None:
    """Put the filter on this process and all its threads to come, for good."""
    code = bytearray(built.code)
    for place in built.own_pid:
        struct.pack_into("=I", code, place, os.getpid())
    system.prctl(system.PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(_Program(len(code) // 8, bytes(code))))


def program(table: Table, pid: int) -> list[Instruction]:
    """The filter as BPF. Every block falls through to the next when its call number does not match."""
    refuse = FAIL | errno.EPERM
    steps: list[Instruction] = [
        (LOAD_WORD, 0, 0, ARCHITECTURE),
        (JUMP_EQUAL, 1, 0, table.audit),  # a 32-bit call has other numbers: no way around
        (RETURN, 0, 0, KILL_PROCESS),
        (LOAD_WORD, 0, 0, NUMBER),
        (JUMP_AT_LEAST, 0, 1, X32_BIT),
        (RETURN, 0, 0, KILL_PROCESS),
    ]
    for number in (*table.plain, *([table.set_tid] if table.set_tid else [])):
        steps += [(JUMP_EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW)]
    steps += [(JUMP_EQUAL, 0, 1, table.clone3), (RETURN, 0, 0, FAIL | errno.ENOSYS)]  # glibc then uses clone
    steps += _if_flag(table.clone, 0, CLONE_THREAD)
    steps += _if_one_of(table.socketpair, 0, (AF_UNIX,))
    steps += _if_one_of(table.kill, 0, (pid,))
    steps += _if_one_of(table.tgkill, 0, (pid,))
    steps += _if_one_of(table.prctl, 0, PRCTL_OPTIONS)
    steps += _if_one_of(table.fcntl, 1, FCNTL_COMMANDS)
    steps += _if_one_of(table.ioctl, 1, IOCTL_REQUESTS)
    steps += _if_null(table.prlimit64, 2)  # reading limits, not setting them
    return [*steps, (RETURN, 0, 0, refuse)]


def _argument(index: int, high: bool = False) -> Instruction:
    return (LOAD_WORD, 0, 0, 16 + 8 * index + (4 if high else 0))  # little-endian: the low word comes first


def _block(number: int, checks: list[Instruction]) -> list[Instruction]:
    body = [*checks, (RETURN, 0, 0, FAIL | errno.EPERM)]
    return [(JUMP_EQUAL, 0, len(body), number), *body]


def _if_one_of(number: int, index: int, values: tuple[int, ...]) -> list[Instruction]:
    checks = [_argument(index)]
    for value in values:
        checks += [(JUMP_EQUAL, 0, 1, value), (RETURN, 0, 0, ALLOW)]
    return _block(number, checks)


def _if_flag(number: int, index: int, flag: int) -> list[Instruction]:
    return _block(number, [_argument(index), (JUMP_SET, 0, 1, flag), (RETURN, 0, 0, ALLOW)])


def _if_null(number: int, index: int) -> list[Instruction]:
    checks = [
        _argument(index),
        (JUMP_EQUAL, 0, 3, 0),
        _argument(index, high=True),
        (JUMP_EQUAL, 0, 1, 0),
        (RETURN, 0, 0, ALLOW),
    ]
    return _block(number, checks)
