"""Where a submission's files are read from: a folder, or one file of it. A zip is in ``grader.submission.zips``.

For ``grader.submission.intake``. Everything in a source was put there by somebody who may wish us ill: no
link is followed below the path that the caller named, nothing but a regular file is opened for its content (a
FIFO would wait for ever), and every read and every listing is bounded.
"""

from __future__ import annotations

import enum
import errno
import os
import stat
from pathlib import Path, PurePosixPath
from typing import Protocol

from grader.errors import InputError, Place

MOST_NAMES = 2_000
_STEP = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_CLOEXEC
"""To pass through a folder. Where there is O_PATH, the right to list it is not needed."""
_BY_THE_STUDENT = frozenset(
    (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.ENAMETOOLONG, errno.EINVAL)
)
"""Errors that the content of a submission can cause. All others are the machine's: rights, disks, descriptors."""


class Kind(enum.Enum):
    """What lies at a path, in the words of a message."""

    FILE = "a file"
    FOLDER = "a folder"
    LINK = "a symbolic link"
    TWICE = "there twice"
    OTHER = "neither a file nor a folder"


class UnusableError(Exception):
    """A file or folder of the submission that can't be taken; the text completes "PATH …" for the student."""


class Source(Protocol):
    """The files of a submission, by posix path from its top; "" is the top itself."""

    def kind(self, path: str) -> Kind | None:
        """What lies there; None if nothing does."""
        ...

    def names(self, folder: str) -> dict[str, Kind]:
        """What lies directly in that folder. Raises UnusableError if that is more than ``MOST_NAMES``."""
        ...

    def read(self, path: str, most: int) -> bytes:
        """The content of a regular file, ``most`` + 1 bytes if it is larger. Raises UnusableError."""
        ...


def unreadable(path: Path, error: OSError) -> InputError:
    """The machine's fault: what is there is not known, so nothing of the submission is graded."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return InputError(
            "the user that runs the grader may not read this",
            place=Place(path),
            repair="let that user read it and the folders around it, then run again; nothing was graded",
        )
    return InputError(
        f"can't be read: {os.strerror(error.errno or 0)}",
        place=Place(path),
        repair="find out what is wrong with this machine or its disk, then run again; nothing was graded",
    )


class FolderSource:
    """A folder on disk. Paths are opened step by step from its descriptor: no link slips in between.

    Every method raises InputError if the machine can't or may not read what is there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def kind(self, path: str) -> Kind | None:
        """What lies there, itself and not what it leads to."""
        if not path:
            return Kind.FOLDER
        try:
            above = self._open_folder(str(PurePosixPath(path).parent))
            try:
                return _kind(os.stat(PurePosixPath(path).name, dir_fd=above, follow_symlinks=False).st_mode)
            finally:
                os.close(above)
        except OSError as error:
            self._raise_if_of_the_machine(path, error)
            return None

    def names(self, folder: str) -> dict[str, Kind]:
        """What lies directly in that folder; empty if it can't be opened."""
        found: dict[str, Kind] = {}
        try:
            descriptor = self._open_folder(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                with os.scandir(descriptor) as entries:
                    for entry in entries:
                        if len(found) >= MOST_NAMES:
                            raise UnusableError(f"holds more than {MOST_NAMES:,} files")
                        found[entry.name] = _kind_of(entry)
            finally:
                os.close(descriptor)
        except OSError as error:
            self._raise_if_of_the_machine(folder, error)
        return found

    def read(self, path: str, most: int) -> bytes:
        """Open without following a link and without waiting, look again at what was opened, then read."""
        pure = PurePosixPath(path)
        try:
            above = self._open_folder(str(pure.parent))
            try:
                flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
                descriptor = os.open(pure.name, flags, dir_fd=above)
            finally:
                os.close(above)
            with open(descriptor, "rb") as file:
                kind = _kind(os.fstat(descriptor).st_mode)
                if kind is not Kind.FILE:
                    raise UnusableError(f"is {kind.value}")
                return file.read(most + 1)
        except OSError as error:
            self._raise_if_of_the_machine(path, error)
            raise UnusableError(_reason(error)) from None

    def _raise_if_of_the_machine(self, path: str, error: OSError) -> None:
        if error.errno not in _BY_THE_STUDENT:
            raise unreadable(self._folder / path, error) from None

    def _open_folder(self, path: str, flags: int = _STEP) -> int:
        """A descriptor of a folder below the top, each step taken without following links; ``flags`` for the last."""
        parts = PurePosixPath(path).parts
        descriptor = os.open(self._folder, _STEP if parts else flags)
        for number, part in enumerate(parts, start=1):
            try:
                step = flags if number == len(parts) else _STEP
                below = os.open(part, step | os.O_NOFOLLOW, dir_fd=descriptor)
            finally:
                os.close(descriptor)
            descriptor = below
        return descriptor


class OneFileSource:
    """A single file that the caller named; nothing beside it is looked at."""

    def __init__(self, file: Path) -> None:
        self._name = file.name
        self._beside = FolderSource(file.parent)

    def kind(self, path: str) -> Kind | None:
        """What lies there, if it is the one file or the top."""
        return self._beside.kind(path) if path in ("", self._name) else None

    def names(self, folder: str) -> dict[str, Kind]:
        """The one name."""
        kind = None if folder else self._beside.kind(self._name)
        return {self._name: kind} if kind else {}

    def read(self, path: str, most: int) -> bytes:
        """Its content."""
        return self._beside.read(path, most)


def _kind(mode: int) -> Kind:
    if stat.S_ISREG(mode):
        return Kind.FILE
    if stat.S_ISDIR(mode):
        return Kind.FOLDER
    return Kind.LINK if stat.S_ISLNK(mode) else Kind.OTHER


def _kind_of(entry: os.DirEntry[str]) -> Kind:
    """By what the listing already tells, without a further system call where it does."""
    if entry.is_symlink():
        return Kind.LINK
    if entry.is_file(follow_symlinks=False):
        return Kind.FILE
    return Kind.FOLDER if entry.is_dir(follow_symlinks=False) else Kind.OTHER


def _reason(error: OSError) -> str:
    if error.errno in (errno.ELOOP, errno.EMLINK):  # FreeBSD answers EMLINK
        return f"is {Kind.LINK.value}"
    if error.errno == errno.ENXIO:  # a socket, or a device without a driver
        return f"is {Kind.OTHER.value}"
    return f"can't be read ({os.strerror(error.errno or 0)})"
