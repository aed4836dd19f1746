"""What a cell can do with the files of its working folder, though the kernel is not asked. Sandbox only.

The system calls that set a mode, a time, an owner or a lock reach any file of the same user, the grader's own included,
so a cell has none of them (see ``rights.calls``). But a key kept with mode 0600, ``shutil.copy``, ``Path.touch`` and
``fcntl.flock`` are right answers. So modes and times that are set are remembered in the cell and told by ``os.stat``,
and locks are held among its threads: nobody else ever sees those files.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from dataclasses import dataclass
from typing import Any

from grader.sandbox.virtual.world import World

MOST_MARKS = 64
NANO = 1_000_000_000


@dataclass
class Mark:
    """What was set for one file: its mode, and its times (access, change) in nanoseconds as long as it does not change.

    ``kept`` is a descriptor that only names the file, so that no other one gets its number.
    """

    kept: int
    mode: int | None = None
    times: tuple[int, int] | None = None
    unchanged: int = 0


class Files:
    """The marks and the locks of one cell."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._stat, self._lstat, self._fstat, self._access = os.stat, os.lstat, os.fstat, os.access
        self._marks: dict[tuple[int, int], Mark] = {}
        self._locks: dict[tuple[int, int], dict[int, bool]] = {}

    def install(self) -> None:
        """Put these functions into ``os`` and ``fcntl``."""
        for ours in (self.stat, self.chmod, self.utime, self.chown, self.truncate):
            name = ours.__name__
            for known in (os.supports_fd, os.supports_dir_fd, os.supports_follow_symlinks):
                if getattr(os, name) in known:
                    known.add(ours)
            setattr(os, name, ours)
        os.lstat, os.fstat, os.fchmod = self.lstat, self.fstat, self.fchmod
        os.access = self.access
        if hasattr(os, "listxattr"):
            os.listxattr = lambda path=None, *, follow_symlinks=True: []  # noqa: ARG005 — none can be set
        fcntl.flock = self.flock

    def stat(self, path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> os.stat_result:
        """As ``os.stat``."""
        return self._marked(self._stat(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks))

    def lstat(self, path: Any, *, dir_fd: int | None = None) -> os.stat_result:
        """As ``os.lstat``."""
        return self._marked(self._lstat(path, dir_fd=dir_fd))

    def fstat(self, fd: int) -> os.stat_result:
        """As ``os.fstat``."""
        return self._marked(self._fstat(fd))

    def access(
        self,
        path: Any,
        mode: int,
        *,
        dir_fd: int | None = None,
        effective_ids: bool = False,
        follow_symlinks: bool = True,
    ) -> bool:
        """As ``os.access``. A cell's real user may be another one, by which its threads are counted
        (``rights.identity.count_as``): what opens a file is the effective one.
        """
        return self._access(path, mode, dir_fd=dir_fd, effective_ids=True, follow_symlinks=follow_symlinks)

    def chmod(self, path: Any, mode: int, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> None:
        """As ``os.chmod``."""
        self._mark(path, dir_fd).mode = stat.S_IMODE(mode)

    def fchmod(self, fd: int, mode: int) -> None:
        """As ``os.fchmod``."""
        self.chmod(fd, mode)

    def utime(
        self,
        path: Any,
        times: tuple[float, float] | None = None,
        *,
        ns: tuple[int, int] | None = None,
        dir_fd: int | None = None,
        follow_symlinks: bool = True,
    ) -> None:
        """As ``os.utime``; now is the time of the test."""
        if times is not None and ns is not None:
            raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
        now = round((self._world.epoch + self._world.now) * NANO)
        accessed, changed = ns or (now, now)
        if times is not None:
            accessed, changed = round(times[0] * NANO), round(times[1] * NANO)
        mark = self._mark(path, dir_fd)
        mark.times, mark.unchanged = (accessed, changed), self._fstat(mark.kept).st_mtime_ns

    def chown(self, path: Any, uid: int, gid: int, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> None:
        """As ``os.chown``, to the user and the group that it has."""
        if uid not in (-1, os.getuid(), os.geteuid()) or gid not in (-1, os.getgid()):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), path)
        self._mark(path, dir_fd)

    def truncate(self, path: Any, length: int) -> None:
        """As ``os.truncate``."""
        if isinstance(path, int):
            return os.ftruncate(path, length)
        descriptor = os.open(path, os.O_WRONLY)
        try:
            os.ftruncate(descriptor, length)
        finally:
            os.close(descriptor)

    def flock(self, fd: Any, operation: int, /) -> None:
        """As ``fcntl.flock``, among the files that this process has opened."""
        number = fd if isinstance(fd, int) else fd.fileno()
        found = self._fstat(number)
        file = (found.st_dev, found.st_ino)
        holders = self._locks.setdefault(file, {})
        if operation & fcntl.LOCK_UN:
            holders.pop(number, None)
            return
        alone = bool(operation & fcntl.LOCK_EX)

        def free() -> bool:
            return not any(
                (alone or their_alone) and self._is_open(other, file)
                for other, their_alone in holders.items()
                if other != number
            )

        if not free():
            if operation & fcntl.LOCK_NB:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            self._world.block(free)
        holders[number] = alone

    def _is_open(self, descriptor: int, file: tuple[int, int]) -> bool:
        """Who closes a file gives its lock back."""
        try:
            found = self._fstat(descriptor)
        except OSError:
            return False
        return (found.st_dev, found.st_ino) == file

    def _mark(self, path: Any, dir_fd: int | None) -> Mark:
        """The mark of a file that is the cell's own. PermissionError for another one."""
        found = self._stat(path, dir_fd=dir_fd)
        key = (found.st_dev, found.st_ino)
        if key not in self._marks:
            if found.st_uid != os.geteuid() or dir_fd is not None or not _is_writable(path):
                raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), path)
            if len(self._marks) >= MOST_MARKS:
                os.close(self._marks.pop(next(iter(self._marks))).kept)
            self._marks[key] = Mark(_named(path))
        return self._marks[key]

    def _marked(self, found: os.stat_result) -> os.stat_result:
        mark = self._marks.get((found.st_dev, found.st_ino)) if self._marks else None
        if mark is None:
            return found
        parts: list[Any] = list(found)
        more = {name: getattr(found, name) for name in dir(found) if name.startswith("st_")}
        if mark.mode is not None:
            parts[0] = stat.S_IFMT(found.st_mode) | mark.mode
        if mark.times is not None and found.st_mtime_ns == mark.unchanged:
            for place, name, time in zip((7, 8), ("st_atime", "st_mtime"), mark.times, strict=True):
                parts[place] = time // NANO
                more |= {name: time / NANO, f"{name}_ns": time}
        return os.stat_result(parts, more)


def _is_writable(path: Any) -> bool:
    """Whether a path leads into the working folder, or a descriptor was opened for writing, which is as much."""
    if isinstance(path, int):
        return bool(fcntl.fcntl(path, fcntl.F_GETFL) & os.O_ACCMODE != os.O_RDONLY)
    home = os.path.realpath(os.environ.get("TMPDIR", ""))
    return f"{os.fsdecode(os.path.realpath(path))}/".startswith(f"{home}/")


def _named(path: Any) -> int:
    if isinstance(path, int):
        return os.dup(path)
    return os.open(path, getattr(os, "O_PATH", os.O_RDONLY) | os.O_CLOEXEC)


def install(world: World) -> None:
    """Let the files of the cells be these."""
    Files(world).install()
