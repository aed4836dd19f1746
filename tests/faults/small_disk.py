"""``python -m tests.faults.small_disk FOLDER KIB WHEN KEPT check …``: the grader's command, where the disk is small.

A disk of that size is mounted on FOLDER, where only this process and its children see it; what FOLDER held is copied
onto it. The disk is filled to its last byte at ``start``, after the N-th verdict (``verdict-N``), before ``result`` or
``report`` is written, or ``never``; or it is ``read-only``. At the end what it holds is copied to KEPT. Ends with 77
where nobody may mount anything.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.cli import live
from grader.cli.main import run
from grader.grading import run as check
from grader.grading.engine import Grader
from grader.sandbox.rights import system
from grader.sandbox.rights.namespaces import NEWUSER

NOT_ALLOWED = 77
NEWNS = 0x00020000  # unshare(2)
READ_ONLY, REMOUNT, RECURSIVE, PRIVATE = 1, 32, 16384, 1 << 18  # mount(2), linux/mount.h
FILLER = "filler"


def mount(kind: str, folder: Path, flags: int, options: str = "") -> None:
    """``mount(2)``; OSError if it is refused."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", str(folder).encode(), kind.encode(), ctypes.c_ulong(flags), options.encode()):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def enter(folder: Path, kib: int) -> None:
    """Mount the disk, with what is in the folder. OSError where that is not allowed."""
    uid, gid = os.getuid(), os.getgid()
    system.unshare(NEWNS if uid == 0 else NEWNS | NEWUSER)
    if uid != 0:
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
            Path(f"/proc/self/{name}").write_text(text)
    mount("", Path("/"), RECURSIVE | PRIVATE)
    there = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    mode = folder.stat().st_mode & 0o7777
    mount("tmpfs", folder, 0, f"size={kib}k,mode={mode:o}")
    for name, content in there.items():
        (folder / name).write_bytes(content)


def fill(folder: Path) -> None:
    """Take all the room that is left."""
    with open(folder / FILLER, "ab", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


def before(owner: Any, name: str, do: Callable[[], None]) -> None:
    """Do something each time before a function is called."""
    real = getattr(owner, name)

    def both(*arguments: Any, **named: Any) -> Any:
        do()
        return real(*arguments, **named)

    setattr(owner, name, both)


def prepare(when: str, folder: Path) -> None:
    """Let it happen at that time."""
    verdicts: list[None] = []

    def heard() -> None:
        verdicts.append(None)
        if when == f"verdict-{len(verdicts)}":
            fill(folder)

    before(live.Live, "on_result", heard)
    if when == "read-only":
        mount("tmpfs", folder, REMOUNT | READ_ONLY)
    elif when in ("result", "report"):
        before(check, f"write_{when}", lambda: fill(folder))
    elif when == "start":
        before(Grader, "grade", lambda: fill(folder))


def main(folder: str, kib: str, when: str, kept: str, *arguments: str) -> int:
    """Run the command; its exit code."""
    disk = Path(folder)
    try:
        enter(disk, int(kib))
    except OSError:
        return NOT_ALLOWED
    prepare(when, disk)
    code = run(arguments)
    shutil.copytree(disk, kept, ignore=shutil.ignore_patterns(FILLER))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
