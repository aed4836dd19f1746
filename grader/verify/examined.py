"""A topic under examination: its files by their part in the proof, and each file's run, made once. For the rules."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from grader.course.model import Course, Topic
from grader.grading.suites import Case
from grader.result.model import Result
from grader.verify.bench import Bench, Run


class Examined:
    """What the rules that run code are given. A run is kept, since several rules look at it."""

    def __init__(self, course: Course, topic: Topic, bench: Bench) -> None:
        self.course = course
        self.topic = topic
        self.bench = bench
        self._runs: dict[Path, Run] = {}

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """All tests, the visible ones first."""
        return self.bench.cases(self.topic)

    def run(self, path: Path) -> Run:
        """The run of a file in place of the student's."""
        if path not in self._runs:
            self._runs[path] = self.bench.run(self.topic, path.read_bytes())
        return self._runs[path]

    def result(self, path: Path) -> Result:
        """What somebody gets who hands in this file."""
        return self.bench.result(self.run(path))

    @property
    def runs(self) -> dict[Path, Run]:
        """The runs so far."""
        return dict(self._runs)

    def case(self, id: str) -> Case:
        """The test of that id. Raises StopIteration if there is none."""
        return next(case for case in self.cases if case.id == id)


def solutions(course: Course, topic: Topic) -> Path:
    """The folder with what is never handed out of a topic."""
    return course.folder / "solutions" / topic.id


def reference(course: Course, topic: Topic) -> Path:
    """Where the reference is, or should be."""
    return solutions(course, topic) / f"{topic.id}.py"


def hidden(course: Course, topic: Topic) -> Path:
    """Where the hidden suite is, or should be."""
    return solutions(course, topic) / "hidden" / f"test_{topic.id}.py"


def right(course: Course, topic: Topic) -> list[Path]:
    """The other correct answers."""
    return sorted((solutions(course, topic) / "right").glob("*.py"))


def wrong(course: Course, topic: Topic) -> list[Path]:
    """The typical mistakes."""
    return sorted((solutions(course, topic) / "wrong").glob("*.py"))
