"""Being somebody else on this machine: an ordinary user who can reach the interpreter and this checkout. Linux only.

Both may lie below a folder that only root may enter, such as root's own. Then this process gets a view of the file
system of its own, in which such folders are empty but for what is needed; nobody else sees a difference. Its ``/tmp``
is new and empty as well, so that what is left there is this process's doing; and it sees no process but its own, so
that an attack that is not stopped reaches no other.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path

from grader.sandbox.rights import identity, seccomp, system

ORDINARY = 54321
"""A user that no machine is likely to have."""
ROOT = Path(__file__).parents[2]
TEMPORARY = Path("/tmp")
PROCESSES = Path("/proc")
NEWNS, NEWUSER, NEWPID = 0x00020000, 0x10000000, 0x20000000
MS_REC, MS_PRIVATE = 0x4000, 0x40000  # linux/mount.h
OPEN_TREE, MOVE_MOUNT = 428, 429  # the same numbers on every architecture
CLONE_RECURSIVE = 1 | 0x8000 | os.O_CLOEXEC  # OPEN_TREE_CLONE, AT_RECURSIVE
EMPTY_PATH = 4  # MOVE_MOUNT_F_EMPTY_PATH
AT_FDCWD = -100
UNSHARE, CLONE = {"x86_64": (272, 56), "aarch64": (97, 220)}.get(os.uname().machine, (-1, -1))


def needed() -> tuple[Path, ...]:
    """What a grader reads: the interpreter, the installed packages, this checkout. What holds another comes first."""
    found = {Path(path).resolve() for path in (sys.base_prefix, sys.prefix, ROOT)}
    return tuple(sorted(found, key=lambda path: (len(path.parts), path)))


def barred(path: Path) -> Path | None:
    """The topmost folder above that others may not enter, if there is one."""
    above = (parent for parent in reversed(path.parents) if not parent.stat().st_mode & 0o001)
    return next(above, None)


def isolate() -> None:
    """Go on in a child with a view of its own, in which everybody can reach what is needed. OSError if this process may
    not.
    """
    paths = needed()
    covers = {cover for path in paths if (cover := barred(path)) is not None}
    system.unshare(NEWNS | NEWPID)
    child = os.fork()
    if child:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
    identity.die_with_parent()
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    _mount("proc", str(PROCESSES), "proc", 0)
    trees = [system.syscall(OPEN_TREE, ctypes.c_int(AT_FDCWD), os.fsencode(path), CLONE_RECURSIVE) for path in paths]
    for cover in sorted({*covers, TEMPORARY}):
        _mount("tmpfs", str(cover), "tmpfs", 0, "mode=1777" if cover == TEMPORARY else "mode=755")
    for path, tree in zip(paths, trees, strict=True):
        if not path.exists():
            path.mkdir(parents=True)
            to = (ctypes.c_int(AT_FDCWD), os.fsencode(path))
            system.syscall(MOVE_MOUNT, ctypes.c_int(tree), b"", *to, ctypes.c_uint(EMPTY_PATH))
        os.close(tree)
    os.chdir(ROOT)


def become(uid: int) -> None:
    """Be that user, with no capability."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    system.prctl(system.PR_SET_DUMPABLE, 1)  # changing identity has cleared it, and its files in /proc were root's


def forbid_user_namespaces() -> None:
    """From here on none can be entered, as in Docker, whose filter of system calls refuses it in the same way."""
    refuse, allow = (seccomp.RETURN, 0, 0, seccomp.FAIL | 1), (seccomp.RETURN, 0, 0, seccomp.ALLOW)
    steps = [
        (seccomp.LOAD_WORD, 0, 0, seccomp.NUMBER),
        (seccomp.JUMP_EQUAL, 1, 0, UNSHARE),
        (seccomp.JUMP_EQUAL, 0, 3, CLONE),
        (seccomp.LOAD_WORD, 0, 0, 16),  # the flags of either
        (seccomp.JUMP_SET, 0, 1, NEWUSER),
        refuse,
        allow,
    ]
    identity.no_new_privileges()
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = seccomp._Program(len(steps), code)
    system.prctl(system.PR_SET_SECCOMP, seccomp.SECCOMP_MODE_FILTER, ctypes.byref(program))


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str = "") -> None:
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(*texts, ctypes.c_ulong(flags), os.fsencode(options)):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), target)
