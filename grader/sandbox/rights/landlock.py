"""Files: only what is named can be read, only the working folder written; no TCP; no signals out.

Source: the kernel's ``Documentation/userspace-api/landlock.rst`` and ``include/uapi/linux/landlock.h``.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from grader.sandbox.rights.system import LINUX, syscall

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
VERSION_QUERY = 1
RULE_PATH_BENEATH = 1

READ_FILE, READ_DIR = 1 << 2, 1 << 3
WRITE_FILE, REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG, TRUNCATE = 1 << 1, 1 << 4, 1 << 5, 1 << 7, 1 << 8, 1 << 14
FILE_ONLY = READ_FILE | WRITE_FILE | TRUNCATE
FS_BITS_BY_ABI = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many access bits a kernel of that ABI knows; from 5 on sixteen."""

CREATES_NO_TCP = 0b11  # bind and connect
SCOPES = 0b11  # abstract unix sockets and signals
QUIET = 1  # LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF: a cell that is refused a million times fills no log


def abi() -> int:
    """The Landlock ABI of this kernel; 0 where there is none (asked by system call: a container may hide files)."""
    if not LINUX:
        return 0
    try:
        return syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(VERSION_QUERY))
    except OSError:
        return 0


@dataclass(frozen=True)
class Base:
    """What all cells share: the attributes of their ruleset, the access bits this kernel knows, the libraries'
    folders, the flags of the restriction.
    """

    attributes: bytes
    known: int
    libraries: tuple[tuple[int, int], ...]
    flags: int


def base(libraries: Iterable[str]) -> Base:
    """Look up once what every cell's ruleset begins with. OSError where there is no Landlock."""
    version = abi()
    if not version:
        raise OSError("no Landlock on this kernel")
    known = (1 << FS_BITS_BY_ABI.get(version, 16)) - 1
    attributes = struct.pack("=Q", known)
    if version >= 4:
        attributes += struct.pack("=Q", CREATES_NO_TCP)
    if version >= 6:
        attributes += struct.pack("=Q", SCOPES)
    opened = [_open(path, READ_FILE | READ_DIR) for path in libraries if os.path.exists(path)]
    return Base(attributes, known, tuple(opened), QUIET if version >= 7 else 0)


def restrict(common: Base, read: Iterable[str], write: Iterable[str]) -> None:
    """Allow this process reading the libraries and beneath ``read``, reading and writing beneath ``write``, no more."""
    size = ctypes.c_size_t(len(common.attributes))
    ruleset = syscall(CREATE_RULESET, common.attributes, size, ctypes.c_uint32(0))
    everything = READ_FILE | READ_DIR | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | TRUNCATE
    rules = [_open(path, READ_FILE | READ_DIR) for path in read]
    rules += [_open(path, everything & common.known) for path in write]
    for target, access in (*common.libraries, *rules):
        rule = struct.pack("=Qi", access, target)
        syscall(ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(RULE_PATH_BENEATH), rule, ctypes.c_uint32(0))
        os.close(target)
    syscall(RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(common.flags))
    os.close(ruleset)


def _open(path: str, access: int) -> tuple[int, int]:
    """A descriptor that only names the path, and the access to grant: a file has no directory rights."""
    target = os.open(path, os.O_PATH | os.O_CLOEXEC)
    return target, access if stat.S_ISDIR(os.fstat(target).st_mode) else access & FILE_ONLY
