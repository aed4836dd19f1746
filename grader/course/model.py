"""A course as data: what ``course.yaml`` and the ``topic.yaml`` files say, and where the files lie.

Anyone may read these; only ``grader.course.load`` makes them. The layout is computed from a topic's id and
never configured: ``exercises/T/T.py`` here is ``solutions/T/T.py`` there. Formats: docs/contract.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from grader.result.model import Link
from grader.result.pictures import Picture


class Limits(msgspec.Struct, frozen=True):
    """What one test, one import and one topic may use. Seconds are those of a machine with nothing else to do; those
    named ``cpu``, and of an import, are CPU time (docs/contract.md).
    """

    wall_seconds: float = 5.0
    cpu_seconds: float = 5.0
    import_seconds: float = 10.0
    memory_mib: int = 512
    output_kib: int = 64
    message_kib: int = 1024
    topic_seconds: float = 120.0


class Task(msgspec.Struct, frozen=True):
    """One task of a topic: ``points`` is what its hidden tests add up to, ``hints`` go from a nudge to nearly
    all.
    """

    id: str
    title: str
    points: float
    why: str = ""
    hints: tuple[str, ...] = ()
    read: tuple[Link, ...] = ()


class Topic(msgspec.Struct, frozen=True):
    """One topic: its text, its tasks, its limits (merged with the course's) and its files.

    ``folder`` and ``skeleton`` are where the layout puts them, whether or not they are there; ``examples`` and
    ``reference`` are None when there is no such file, as in a course without ``solutions/``. ``hidden`` are the files
    of the hidden suite in the order of the tasks; none where there is no suite.
    ``hash`` covers everything that decides a verdict: ``topic.yaml``, both suites, the merged limits.
    """

    id: str
    title: str
    weight: float
    tasks: tuple[Task, ...]
    limits: Limits
    folder: Path
    skeleton: Path
    hash: str
    summary: str = ""
    services: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    examples: Path | None = None
    hidden: tuple[Path, ...] = ()
    reference: Path | None = None

    @property
    def points(self) -> float:
        """The points of all its tasks, before the weight."""
        return sum(task.points for task in self.tasks)

    def task(self, id: str) -> Task | None:
        """The task of that id, if there is one."""
        return next((task for task in self.tasks if task.id == id), None)


class Course(msgspec.Struct, frozen=True):
    """A whole course, its topics in order. ``hash`` covers every file that decides a grade."""

    title: str
    version: str
    hash: str
    folder: Path
    topics: tuple[Topic, ...]
    limits: Limits
    self_check: Literal["formative", "counted"] = "formative"
    self_check_points: float = 0.0
    questions: Path | None = None
    model_answers: Path | None = None

    @property
    def exercises(self) -> Path:
        """The folder that students receive."""
        return self.folder / "exercises"

    def topic(self, id: str) -> Topic | None:
        """The topic of that id, if there is one."""
        return next((topic for topic in self.topics if topic.id == id), None)
