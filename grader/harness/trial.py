"""One test's world: its clock, network, evidence, services and the student's processes. Made anew for every test.

``grader.grading`` makes trials and reads them afterwards; the pytest plugin hands their parts to tests as fixtures.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

from grader.errors import GraderFault
from grader.harness.context import Context
from grader.harness.link import Link
from grader.harness.processes.cells import Cells
from grader.harness.processes.scratch import remove
from grader.harness.suite.clock import Clock
from grader.harness.suite.evidence import Recorder
from grader.harness.suite.network import Network
from grader.harness.suite.student import Student
from grader.harness.verdicts import CellEnded, CellLost, ImportFailed
from grader.harness.wire.conversation import Conversation, HangingPlace
from grader.harness.wire.stream import Stream

MAX_STEPS = 2000
"""Moments at which several processes are kept in step while time passes; after so many, each goes to the end alone."""


class Trial:
    """What one test works with. ``close`` ends every process it has started.

    ``hung``: where tests of the topic have hung before, so that this one is stopped sooner if it hangs there too.
    """

    def __init__(self, cells: Cells, hung: Collection[HangingPlace] = ()) -> None:
        self._cells = cells
        self._links: list[Link] = []
        self._scratch: list[Path] = []
        self._refused = ""
        self._hung = tuple(hung)
        self.clock = Clock()
        self.evidence = Recorder(lambda: self.clock.elapsed, cells.pictures)
        self.network = Network(self.clock, self.evidence)
        self._context = Context(self.clock, self.evidence, self.network)
        self.student = Student(self.connect)
        self.clock.on_advance(self._advance)

    @property
    def reached_student(self) -> bool:
        """Whether the test has got as far as the student's code."""
        return bool(self._links)

    @property
    def lost(self) -> str:
        """Why nothing can be said about the student's code: a process of this test could not begin, or was ended from
        outside. Whatever came of the test then, it is no verdict.
        """
        found = (link.conversation.lost for link in self._links if link.is_open)
        return next((lost for lost in found if lost), self._refused)

    def connect(self, environ: dict[str, str] | None = None, files: dict[str, bytes] | None = None) -> Link:
        """A new process with the student's module.

        An import that fails is remembered, and the same for every test. With an environment or files of the test's own
        it may be meant to fail: then it is an exception of the student's like any other.
        """
        plain = not environ and not files
        if plain and self._cells.broken is not None:
            raise self._cells.broken
        limits = self._cells.limits
        try:
            place = self._cells.take(environ or {}, files or {}, self.clock.elapsed, len(self._links))
        except GraderFault as fault:  # which a suite or a service might take for an answer; a CellEnded nobody does
            self._refused = str(fault)
            raise CellLost(self._refused) from fault
        self._scratch.append(place.scratch)
        link = Link(self._context, str(place.scratch))
        whereabouts = partial(self._cells.zygote.process_of, place.line.number)
        stream = Stream(place.line, whereabouts, limits.message_kib << 10, limits.output_kib << 10)
        conversation = Conversation(self._cells.zygote, place.line, link.host, stream, self._hung)
        self._links.append(link)
        stream.allow(limits.import_seconds, "importing your file")
        try:
            error = link.open(conversation)
        except CellLost:
            raise
        except CellEnded as ended:
            if plain:
                self._cells.broken = ended
            raise
        if error is not None:
            if not plain:
                raise error
            self._cells.broken = ImportFailed(error.said, error.names, error.frames)
            raise self._cells.broken
        stream.allow(limits.wall_seconds, "the test", limits.cpu_seconds)
        return link

    def output(self) -> tuple[str, bool]:
        """What all processes have printed, and whether it was cut."""
        found = [link.conversation.stream.output() for link in self._links if link.is_open]
        return "".join(text for text, _ in found), any(cut for _, cut in found)

    @property
    def broken_at_import(self) -> bool:
        """Whether the module can't be imported, so that no test of it can run."""
        return self._cells.broken is not None

    @property
    def idle(self) -> float:
        """Seconds in which its processes took time and did nothing, as far as anybody had to look."""
        return sum(link.conversation.stream.waited() for link in self._links if link.is_open)

    @property
    def last(self) -> Link | None:
        """The process that the test used last begun, if it has begun any."""
        return self._links[-1] if self._links else None

    def close(self) -> None:
        """End everything."""
        self._context.snapshots.restore()
        for link in self._links:
            if link.is_open:
                link.conversation.close()
        for folder in self._scratch:
            remove(folder)

    def _advance(self, to: float) -> None:
        passing = to - self.clock.elapsed  # said first, since what happens meanwhile moves the clock
        self.evidence.event("advance", "test", "test", f"{passing:g} s pass", seconds=passing)
        if len(self._links) > 1:
            self._in_step(to)
        for link in self._links:
            link.advance(to)
        self.evidence.look()

    def _in_step(self, to: float) -> None:
        """Several processes go on from one's next moment to the other's, so that each meets the others at the right
        time.
        """
        at = self.clock.elapsed
        for _ in range(MAX_STEPS):
            due = [link.advance(at) for link in self._links]
            at = min((moment for moment in due if moment is not None and moment > at), default=to)
            if at >= to:
                return
