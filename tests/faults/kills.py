"""One process killed at one moment of a run, and what the next run makes of it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.grading.artifacts import read_result
from grader.grading.run import JOURNAL
from grader.result.journal import Journal
from grader.result.journal_key import journal_key
from grader.result.model import Result, Timing

from .doomed import KINDS
from .submissions import ROOT

NEVER = 1 << 60
WRITING = 0.2
"""The runner is killed while it writes the report so often."""
LAST_CELL = 0.95
"""After this part of a run there may be no cell left to be killed."""

Resume = Callable[[Path], tuple[Result, int]]
"""Grades, going on in that output folder: the result without its times, and how many tests had to be run."""


@dataclass(frozen=True)
class Scene:
    """What is graded: the arguments for ``check`` but for ``--out``; and how it comes out undisturbed, by how many
    tests.
    """

    arguments: tuple[str, ...]
    undisturbed: Result
    tests: int


@dataclass(frozen=True)
class Length:
    """How many calls of functions an undisturbed run makes until all is ``graded``, and until all is ``written``."""

    graded: int
    written: int


@dataclass(frozen=True)
class Struck:
    """What came of one kill: the exit code of the run that it hit, the verdicts known after it, how many tests the next
    run had to run, whether that has the result of an undisturbed one, and whether anything was made up meanwhile.
    """

    told: str
    code: int
    known: int
    again: int
    same: bool
    honest: bool

    @property
    def well(self) -> bool:
        """Nothing lost, nothing counted twice, nothing guessed."""
        return self.same and self.honest


def moments(seed: int, count: int, length: Length, kinds: Sequence[str] = KINDS) -> Iterator[tuple[str, int]]:
    """So many kinds of process and moments: the same for the same seed, each kind as often."""
    chance = random.Random(seed)
    for number in range(count):
        kind, part = kinds[number % len(kinds)], chance.random()
        if kind == "runner" and chance.random() < WRITING:
            yield kind, round(length.graded + part * (length.written - length.graded))
        else:
            yield kind, round(part * length.graded * (LAST_CELL if kind == "cell" else 1))


def timeless(result: Result) -> Result:
    """What two runs of the same bytes have in common."""
    return msgspec.structs.replace(result, timing=Timing())


def length_of(arguments: tuple[str, ...], folder: Path) -> Length:
    """How long an undisturbed run is."""
    run(arguments, folder, "nothing", NEVER)
    graded, written = (folder / "told").read_text().split()
    return Length(int(graded), int(written))


def run(arguments: tuple[str, ...], folder: Path, kind: str, moment: int) -> int:
    """Run the command with that doom; its exit code. Its output is in ``folder/out``."""
    temporary = folder / "temporary"
    temporary.mkdir(parents=True)
    jobs = ("--jobs", "2") if kind == "worker" else ()
    doomed = (sys.executable, "-m", "tests.faults.doomed", kind, str(moment), str(folder / "told"))
    command = [*doomed, "check", *arguments, *jobs, "--out", str(folder / "out")]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=300)
    (folder / "said").write_bytes(done.stdout + done.stderr)
    return done.returncode


def strike(scene: Scene, folder: Path, kind: str, moment: int, resume: Resume) -> Struck:
    """Let one process be killed, look at what is left, and go on."""
    code = run(scene.arguments, folder, kind, moment)
    out, told = folder / "out", (folder / "told").read_text()
    left = read_result(out / "result.json") if (out / "result.json").exists() else None
    written = Journal(out / JOURNAL, journal_key().secret).entries()
    known = len({(entry.topic, entry.test.id) for entry in written if entry.test.outcome.counts})
    honest = _honest(scene, left, code)
    if left is not None and left.complete and code == 0:
        return Struck(told, code, scene.tests, 0, timeless(left) == scene.undisturbed, honest)
    result, again = resume(out)
    same = result == scene.undisturbed and again == scene.tests - known
    return Struck(told, code, known, again, same, honest)


def _honest(scene: Scene, left: Result | None, code: int) -> bool:
    """Whether the run that was hit says nothing that is not so: each verdict in its result is the right one, or there
    is none and the exit code says so. One that is killed itself has no exit code to choose.
    """
    if left is None:
        return code in (3, -9)
    right = {(topic.id, test.id): test for topic in scene.undisturbed.topics for test in topic.tests}
    found = {(topic.id, test.id): test for topic in left.topics for test in topic.tests}
    verdicts = {name: test for name, test in found.items() if test.outcome.counts}
    no_score = all(test.score is None for name, test in found.items() if name not in verdicts)
    as_said = left.complete == (len(verdicts) == len(right)) and (left.complete or code in (3, -9))
    return no_score and as_said and all(right[name] == test for name, test in verdicts.items())
