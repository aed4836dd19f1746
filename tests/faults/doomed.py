"""``python -m tests.faults.doomed KIND MOMENT TOLD check …``: the grader's command, in which a process is killed, or
all stand still for a while (``FREEZE``).

A moment is a number of calls of functions, Python's and C's, that the grading process has made since its sandbox
began: so it may lie between any two steps of it, and is the same in every run. The file TOLD says what was done; or, if
that was nothing, how many calls there were until all was graded, and until all was written.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from grader.cli.main import run
from grader.grading.engine import Grader
from grader.harness.processes.zygote_client import Zygote
from grader.harness.wire import conversation, stream
from grader.result.model import TopicResult
from tests.processes import children, family

KINDS = ("runner", "worker", "zygote", "cell")
"""``worker``: one of a pool's, which runs the tests there; with ``--jobs 2``."""
FREEZE = "freeze"
MOST_STEPS = 150
FROZEN_SECONDS = 5
"""Longer than the small course lets a test or an import take."""


class Doom:
    """Counts calls in this process and, at the moment, kills what it is to kill: a cell as soon as there is one. Or it
    lets all stand still, as soon as this process talks to a cell.
    """

    def __init__(self, kind: str, moment: int, told: Path) -> None:
        self._kind = kind
        self._moment = moment
        self._told = told
        self._zygote: Zygote | None = None
        self.calls = 0
        self.graded = 0
        self._steps = 0

    def begin(self, zygote: Zygote) -> None:
        """Count from here on."""
        self._zygote = zygote
        sys.setprofile(self._called)

    def tell(self, text: str) -> None:
        """Leave word for who began this process."""
        self._told.write_text(text, "utf-8")

    def _called(self, frame: FrameType, event: str, _argument: Any) -> None:
        if event not in ("call", "c_call"):
            return
        self.calls += 1
        if self.calls < self._moment:
            return
        if self._kind == FREEZE and not self._talking(frame):
            return
        victims = self._victims()
        if not victims:
            return
        sys.setprofile(None)
        self.tell(f"struck {self._kind} after {self.calls} calls")
        if self._kind == FREEZE:
            _freeze(victims)
            return
        try:
            os.kill(victims[0], signal.SIGKILL)
        except ProcessLookupError:  # it has just ended by itself: the next one, then
            sys.setprofile(self._called)

    def _talking(self, frame: FrameType) -> bool:
        """Whether this side has begun to talk to a cell, and has taken some steps in it: there a deadline runs."""
        self._steps += frame.f_code.co_filename in (conversation.__file__, stream.__file__)
        return self._steps > self._moment % MOST_STEPS

    def _victims(self) -> list[int]:
        assert self._zygote is not None, "begun"
        if self._kind in ("runner", "worker"):
            return [os.getpid()]
        started = self._zygote._process.pid
        if self._kind == FREEZE:
            return [*family(started), started, os.getpid()]
        inside = children(started)[:1] if "pid" in (self._zygote._namespaces or ()) else [started]
        below = [child for parent in inside for child in children(parent)]
        origin, cells = below[:1], below[1:]
        if self._kind == "zygote":
            return [*inside, started, *origin][self._moment % 3 :]
        return cells[self._moment % max(len(cells), 1) :]


def _freeze(processes: list[int]) -> None:
    """Stop them all, this one last; somebody else wakes them up."""
    numbers = " ".join(str(number) for number in processes)
    waking = subprocess.Popen(["sh", "-c", f"sleep {FROZEN_SECONDS}; kill -CONT {numbers}"])
    for number in processes:
        with suppress(ProcessLookupError):  # it has just ended by itself
            os.kill(number, signal.SIGSTOP)
    waking.wait()


def main(kind: str, moment: str, told: str, *arguments: str) -> int:
    """Run the command; its exit code."""
    doom = Doom(kind, int(moment), Path(told))
    real_begin, real_grade = Grader.__init__, Grader.grade_topic

    def begin(self: Grader, course: Any, topics: Any, suites: Any, zygote: Zygote) -> None:
        doom.begin(zygote)
        real_begin(self, course, topics, suites, zygote)

    def grade(self: Grader, *arguments: Any, **named: Any) -> TopicResult:
        graded = real_grade(self, *arguments, **named)
        doom.graded = doom.calls
        return graded

    Grader.__init__ = begin  # type: ignore[method-assign] # the last that is done before the sandbox is used
    Grader.grade_topic = grade  # type: ignore[method-assign] # to know when all is graded
    code = run(arguments)
    sys.setprofile(None)
    if not Path(told).exists():
        doom.tell(f"{doom.graded} {doom.calls}")
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
