"""Cells for the tests of one topic: made to order, or one made ahead while the test before it runs. The harness only.

A cell needs some milliseconds to be forked and to import the student's module. On a machine with a core to spare they
cost nothing if the next cell begins while the present test still runs. Nothing else changes: each test still has a
cell of its own, in which nothing has happened but the import.
"""

from __future__ import annotations

import itertools
import math
import os
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import cache_from_source
from pathlib import Path

from grader.course.model import Limits
from grader.errors import GraderFault
from grader.harness.processes.scratch import remove
from grader.harness.processes.temp_folder import guarded
from grader.harness.processes.time_limit import SLACK
from grader.harness.processes.zygote_client import CellOrder, Line, Zygote
from grader.harness.verdicts import CellEnded, ImportFailed
from grader.result.pictures import Picture

MOST_COMPILED = 8 << 20
"""Bytes: eight times the largest source file that is taken."""


@dataclass(frozen=True)
class Place:
    """A new cell's trusted ends, and its working folder."""

    line: Line
    scratch: Path


@dataclass
class Cells:
    """The student's module of one topic, staged in ``folder``. ``pictures``: those that the
    topic declares, for its trials. ``broken`` remembers an import that failed."""

    zygote: Zygote
    module: str
    folder: Path
    limits: Limits
    pictures: tuple[Picture, ...] = ()
    ahead: bool = False
    broken: ImportFailed | CellEnded | None = None
    _spare: Place | None = None
    _never_ahead: bool = False
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def take(self, environ: Mapping[str, str], files: Mapping[str, bytes], now: float, process: int = 0) -> Place:
        """A cell that begins at ``now`` (seconds since the test began), the test's ``process``-th, from 0; with
        ``ahead``, the next one begins as well.
        """
        plain = not environ and not files and not now and not process
        place, spare = (self._spare, None) if plain else (None, self._spare)
        self._spare = spare
        if place is None:
            place = self._make(environ, files, now, process)
        if self.ahead and not self._never_ahead and self._spare is None:
            with suppress(GraderFault):  # the test that needs it will meet the same
                self._spare = self._make({}, {}, 0.0, 0)
        return place

    def compile(self) -> None:
        """Compile the student's files once, so that the cells need not. Without it all is the same, but slower."""
        uid = self.zygote.user(0)
        scratch = _scratch({}, uid)
        try:
            self.zygote.compile(self.folder, scratch, uid, self.limits.import_seconds)
            for source in self.folder.glob("*.py"):
                _keep(scratch / f"{source.name}c", Path(cache_from_source(str(source))))
        finally:
            remove(scratch)

    def stop_ahead(self) -> bool:
        """Give up the cell that was made ahead, and make none any more; whether there was one."""
        there = self._spare is not None
        self._never_ahead = True
        self.close()
        return there

    def close(self) -> None:
        """Give up the cell that was made ahead, if there is one."""
        if self._spare is not None:
            with suppress(GraderFault):  # then the cell has gone with the zygote
                self.zygote.kill(self._spare.line.number)
            self._spare.line.connection.close()
            os.close(self._spare.line.output)
            remove(self._spare.scratch)
            self._spare = None

    def wait_for_ends(self) -> None:
        """Wait until all cells that were told to end have let go of what they held; not the one made ahead."""
        self.zygote.wait_for_ends(but=self._spare.line.number if self._spare else 0)

    def _scratch(self, files: Mapping[str, bytes], uid: int | None) -> Path:
        """A working folder. Its room may still be held by a cell that has been told to end."""
        try:
            return _scratch(files, uid)
        except GraderFault:
            self.wait_for_ends()
            return _scratch(files, uid)

    def _make(self, environ: Mapping[str, str], files: Mapping[str, bytes], now: float, process: int) -> Place:
        uid = self.zygote.user(next(self._numbers))
        scratch = self._scratch(files, uid)
        order = CellOrder(
            module=self.module,
            folder=self.folder,
            scratch=scratch,
            environ=dict(environ),
            import_seconds=self.limits.import_seconds,
            test_seconds=min(self.limits.cpu_seconds, self.limits.wall_seconds),
            cpu_seconds=math.ceil(self.limits.cpu_seconds + self.limits.import_seconds + SLACK),
            memory=self.limits.memory_mib << 20,
            message_limit=self.limits.message_kib << 10,
            uid=uid,
            now=now,
            process=process,
        )
        try:
            return Place(self.zygote.fork(order), scratch)
        except GraderFault:
            remove(scratch)
            raise


def _keep(found: Path, place: Path) -> None:
    """Hand on, unread, what a cell has left: a regular file, no link, not too large; the whole of it or nothing."""
    try:
        descriptor = os.open(found, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return
    with open(descriptor, "rb") as file:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            content = file.read(MOST_COMPILED + 1)
            if len(content) <= MOST_COMPILED:
                _write(place, content)


def _write(place: Path, content: bytes) -> None:
    try:
        place.parent.mkdir(mode=0o755, exist_ok=True)
        place.write_bytes(content)
    except OSError:  # a part of it would be taken for a fault of the student's file
        place.unlink(missing_ok=True)


def _scratch(files: Mapping[str, bytes], uid: int | None) -> Path:
    with guarded():
        folder = Path(tempfile.mkdtemp(prefix="cell-"))
        try:
            _fill(folder, files, uid)
        except OSError:
            remove(folder)
            raise
    return folder


def _fill(folder: Path, files: Mapping[str, bytes], uid: int | None) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if uid is not None:
        for found in (folder, *folder.rglob("*")):
            os.chown(found, uid, uid)
