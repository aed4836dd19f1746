"""One test's world: its clock, network, evidence, services and the student's processes. Made anew for every test.

``grader.grading`` makes trials and reads them afterwards; the pytest plugin hands their parts to tests as fixtures.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.course.model import Limits
from grader.harness.clock import Clock
from grader.harness.conversation import Conversation
from grader.harness.evidence import Recorder
from grader.harness.link import Link
from grader.harness.network import Network
from grader.harness.student import Student
from grader.harness.verdicts import CellEnded, ImportFailed
from grader.harness.wire import Raised
from grader.harness.zygote import CellOrder, Zygote, sandbox_uid


@dataclass
class ModuleUnderTest:
    """The student's files of one topic, staged in ``folder``; ``broken`` remembers an import that failed."""

    name: str
    folder: Path
    limits: Limits
    broken: ImportFailed | CellEnded | None = None
    uids: Iterator[int] = field(default_factory=lambda: itertools.count(1))


class Trial:
    """What one test works with. ``close`` ends every process it has started."""

    def __init__(self, module: ModuleUnderTest, zygote: Zygote) -> None:
        self._module = module
        self._zygote = zygote
        self._links: list[Link] = []
        self._scratch: list[Path] = []
        self._output: list[tuple[str, bool]] = []
        self.clock = Clock()
        self.evidence = Recorder(lambda: self.clock.elapsed)
        self.network = Network(self.clock, self.evidence)
        self.student = Student(self.connect)
        self.clock.on_advance(self._advance)

    @property
    def reached_student(self) -> bool:
        """Whether the test has got as far as the student's code."""
        return bool(self._links)

    def connect(self, environ: dict[str, str] | None = None, files: dict[str, bytes] | None = None) -> Link:
        """A new process with the student's module."""
        if self._module.broken is not None:
            raise self._module.broken
        limits = self._module.limits
        uid = sandbox_uid(next(self._module.uids))
        scratch = self._make_scratch(files or {}, uid)
        order = CellOrder(
            module=self._module.name,
            folder=self._module.folder,
            scratch=scratch,
            environ=environ or {},
            cpu_seconds=int(limits.cpu_seconds + limits.import_seconds),
            memory=limits.memory_mib << 20,
            message_limit=limits.message_kib << 10,
            uid=uid,
        )
        link = Link(self, str(scratch))
        conversation = Conversation(
            self._zygote,
            self._zygote.fork(order),
            link,
            message_limit=limits.message_kib << 10,
            output_limit=limits.output_kib << 10,
        )
        self._links.append(link)
        conversation.allow(limits.import_seconds, "importing your file")
        try:
            outcome = link.open(conversation)
        except CellEnded as ended:
            self._module.broken = ended
            raise
        if isinstance(outcome, Raised):
            error = link.error(outcome.error)
            self._module.broken = ImportFailed(f"{error.name}: {error.text}", error.names, error.frames)
            raise self._module.broken
        conversation.allow(limits.wall_seconds, "the test")
        return link

    def output(self) -> tuple[str, bool]:
        """What all processes have printed, and whether it was cut."""
        found = [link.conversation.output() for link in self._links if link._conversation is not None]
        return "".join(text for text, _ in found), any(cut for _, cut in found)

    @property
    def last(self) -> Link | None:
        """The process that the test used last begun, if it has begun any."""
        return self._links[-1] if self._links else None

    def close(self) -> None:
        """End everything."""
        for link in self._links:
            if link._conversation is not None:
                link.conversation.close()
        for folder in self._scratch:
            shutil.rmtree(folder, ignore_errors=True)

    def _advance(self, to: float) -> None:
        for link in self._links:
            link.advance(to)
        self.evidence.event(
            "advance", "test", "test", f"{to - self.clock.elapsed:g} s pass", seconds=to - self.clock.elapsed
        )

    def _make_scratch(self, files: dict[str, bytes], uid: int | None) -> Path:
        scratch = Path(tempfile.mkdtemp(prefix="cell-"))
        self._scratch.append(scratch)
        for name, content in files.items():
            path = scratch / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if uid is not None:
            for found in (scratch, *scratch.rglob("*")):
                os.chown(found, uid, uid)
        return scratch
