"""A submission in a zip, read in memory and never unpacked to disk. For ``grader.submission.intake``.

What a hostile archive tries, and what stops it here:

- names that climb out, absolute names, drive letters: never a path of ours, left out with a note; - links,
devices: known by the mode in the entry, never followed; - millions of entries: signatures are counted before
the directory is parsed, which would build an object for each; - a bomb: the sizes it admits to are added up,
and what it hides is cut off while it is read; - two entries of one name (which one is graded?): neither is; -
LZMA, bzip2 (an LZMA header alone can ask for 4 GiB), passwords: refused where such a file is needed.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from grader.errors import InputError, Place
from grader.submission.containers import MOST_NAMES, Kind, UnusableError

MOST_ENTRIES = 50_000
MOST_NAME = 260
"""Letters of an entry's name, as Windows has them: with the number of entries it bounds the tree in memory."""
MOST_DEPTH = 32
MOST_ARCHIVE = 32 * 1024 * 1024
MOST_UNPACKED = 128 * 1024 * 1024
"""In bytes, over the whole archive, by its own account; what is really unpacked is bounded by the caller."""

_ENTRY_SIGNATURE = b"PK\x01\x02"
_UNIX = 3
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    ValueError,
    OverflowError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""All that ``zipfile`` was seen to raise at damaged archives."""

_ZIP_AGAIN = "make a zip of the exercises folder only, without .git, .venv and the like"


class ZipSource:
    """The entries of one archive, as a tree. ``notes`` says what was left out of it."""

    def __init__(self, path: Path) -> None:
        self._archive = _open(path)
        self.notes: list[str] = []
        self._kinds: dict[str, Kind] = {"": Kind.FOLDER}
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._children: dict[str, set[str]] = {"": set()}
        for entry in self._archive.infolist():
            self._add(entry)

    def kind(self, path: str) -> Kind | None:
        """What lies there."""
        return self._kinds.get(path)

    def names(self, folder: str) -> dict[str, Kind]:
        """What lies directly in that folder."""
        names = self._children.get(folder, set())
        if len(names) > MOST_NAMES:
            raise UnusableError(f"holds more than {MOST_NAMES:,} files")
        return {name: self._kinds[f"{folder}/{name}" if folder else name] for name in sorted(names)}

    def read(self, path: str, most: int) -> bytes:
        """Unpack one entry, and stop as soon as it is larger than allowed, whatever its header says."""
        kind = self._kinds.get(path)
        if kind is not Kind.FILE:
            raise UnusableError(f"is {kind.value}" if kind else "is not there")
        entry = self._entries[path]
        if entry.flag_bits & _ENCRYPTED:
            raise UnusableError("is protected by a password in the zip")
        if entry.compress_type not in _METHODS:
            raise UnusableError("is packed by an unusual method; an ordinary zip uses 'deflate'")
        try:
            with self._archive.open(entry) as file:
                return file.read(most + 1)
        except _BROKEN:
            raise UnusableError("is damaged inside the zip") from None

    def _add(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename.replace("\\", "/")  # as old Windows tools write it
        parts = [part for part in name.split("/") if part not in ("", ".")]
        if name.startswith("/") or re.match("[A-Za-z]:", name) or ".." in parts:
            self.notes.append(f"{entry.filename} was left out: its name leads out of the zip")
            return
        if len(parts) > MOST_DEPTH:
            self.notes.append(f"{entry.filename} was left out: it lies more than {MOST_DEPTH} folders deep")
            return
        path = "/".join(parts)
        if len(path) > MOST_NAME:
            self.notes.append(f"{path} was left out: its name is longer than {MOST_NAME} letters")
            return
        for depth, part in enumerate(parts):
            self._children.setdefault("/".join(parts[:depth]), set()).add(part)
        for depth in range(1, len(parts)):
            above = "/".join(parts[:depth])
            folder = self._kinds.setdefault(above, Kind.FOLDER)
            if folder is not Kind.FOLDER:
                self._kinds[above] = Kind.TWICE
        kind = _kind(entry, folder=name.endswith("/"))
        if kind is Kind.FOLDER and self._kinds.get(path) is Kind.FOLDER:
            return
        self._kinds[path] = kind if path not in self._kinds else Kind.TWICE
        self._entries[path] = entry


def _open(path: Path) -> zipfile.ZipFile:
    """The archive, once it is known to be of bearable size."""
    with path.open("rb") as file:
        data = file.read(MOST_ARCHIVE + 1)
    place = Place(path)
    if len(data) > MOST_ARCHIVE:
        raise InputError(f"this zip is larger than {MOST_ARCHIVE >> 20} MiB", place=place, repair=_ZIP_AGAIN)
    if data.count(_ENTRY_SIGNATURE) > MOST_ENTRIES:
        raise InputError(f"this zip has more than {MOST_ENTRIES:,} entries", place=place, repair=_ZIP_AGAIN)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise InputError(
            f"this zip can't be opened: {error}",
            place=place,
            repair="make the zip again, or hand in the folder",
        ) from None
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MOST_UNPACKED:
        raise InputError(
            f"this zip would unpack to {unpacked / 2**20:,.0f} MiB; {MOST_UNPACKED >> 20} MiB is the most",
            place=place,
            repair=_ZIP_AGAIN,
        )
    return archive


def _kind(entry: zipfile.ZipInfo, *, folder: bool) -> Kind:
    """By the Unix mode where there is one; an archive from Windows has folders and files only."""
    mode = entry.external_attr >> 16 if entry.create_system == _UNIX else 0
    if stat.S_ISLNK(mode):
        return Kind.LINK
    if folder or stat.S_ISDIR(mode):
        return Kind.FOLDER
    return Kind.FILE if stat.S_IFMT(mode) in (0, stat.S_IFREG) else Kind.OTHER
