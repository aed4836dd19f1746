"""A topic under examination: its files by their part in the proof, and each file's run, made once. For the rules."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from grader.course.model import Course, Topic
from grader.errors import InputError, Place
from grader.grading.suites import Case
from grader.result.model import Outcome, Result, TestResult
from grader.verify.bench import Bench, Run
from grader.verify.depth import Depth, left_out
from grader.verify.finding import parse
from grader.verify.graft import graft
from grader.verify.named import named_tests
from grader.verify.touched import Touched, changed, instrumented, touched, untouched


class Examined:
    """What the rules that run code are given. A run is kept, since several rules look at it."""

    def __init__(self, course: Course, topic: Topic, bench: Bench, depth: Depth = Depth.FULL) -> None:
        self.course = course
        self.topic = topic
        self.bench = bench
        self.depth = depth
        self._runs: dict[Path, Run] = {}

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """All tests, the visible ones first."""
        return self.bench.cases(self.topic)

    @cached_property
    def sound(self) -> tuple[Case, ...]:
        """The tests that the reference passes: what another one says of a mistake means nothing."""
        return self.passed_by(reference(self.course, self.topic))

    def passed_by(self, path: Path) -> tuple[Case, ...]:
        """The tests that a right answer passes: only these can say something of its mutants."""
        passed = {test.id for test in self.run(path).tests if test.outcome is Outcome.PASSED}
        return tuple(case for case in self.cases if case.id in passed)

    def run(self, path: Path) -> Run:
        """The run of a file in place of the student's; tests that can't tell it from the reference are not run."""
        if path not in self._runs:
            source = self.source(path)
            self._runs[path] = self.bench.run(self.topic, source, known=self._known(path, source))
        return self._runs[path]

    def source(self, path: Path) -> bytes:
        """What is run for a file: its bytes, or the reference with the graft. InputError if that can't be made."""
        return source(self.course, self.topic, path)

    @cached_property
    def mistakes(self) -> tuple[Path, ...]:
        """The files under ``wrong/`` that can be spliced; of the others the rule about ``wrong/`` tells."""
        return tuple(path for path in wrong(self.course, self.topic) if self._is_sound(path))

    def _is_sound(self, path: Path) -> bool:
        try:
            self.source(path)
        except InputError:
            return False
        return True

    @cached_property
    def touched(self) -> Touched:
        """Which functions of the reference each test runs."""
        return self.touched_in(reference(self.course, self.topic))

    def touched_in(self, path: Path) -> Touched:
        """Which functions of a right answer each test runs."""
        run = self.bench.run(self.topic, instrumented(_text(path)))
        return touched(run.tests, self.cases)

    def _known(self, path: Path, source: bytes) -> dict[str, TestResult]:
        """The verdicts on a mistake that are those on the reference, because what differs does not run; where the gate
        looks quickly, also those that are not looked at.
        """
        original = reference(self.course, self.topic)
        if not is_graft(self.course, self.topic, path):
            return {}
        change = changed(_text(original), source.decode("utf-8"))
        same = untouched(self.sound, self.touched, change) if change is not None else frozenset()
        if self.depth is Depth.QUICK:
            same |= left_out(self.sound, named_tests(parse(path)), path.name)
        return {test.id: test for test in self.run(original).tests if test.id in same}

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


def hidden(course: Course, topic: Topic) -> list[Path]:
    """The test files of the hidden suite, one a task, and the modules that they share."""
    return sorted((solutions(course, topic) / "hidden").glob("*.py"))


def right(course: Course, topic: Topic) -> list[Path]:
    """The other correct answers."""
    return sorted((solutions(course, topic) / "right").glob("*.py"))


def wrong(course: Course, topic: Topic) -> list[Path]:
    """The typical mistakes, as grafts."""
    return sorted(_mistakes(course, topic).glob("*.py"))


def is_graft(course: Course, topic: Topic, path: Path) -> bool:
    """Whether a file is to be spliced into the reference before it can be run."""
    return path.parent == _mistakes(course, topic)


def _mistakes(course: Course, topic: Topic) -> Path:
    return solutions(course, topic) / "wrong"


def source(course: Course, topic: Topic, path: Path) -> bytes:
    """What is run for a file of the topic. InputError if a graft, or the reference that it needs, can't be used."""
    if not is_graft(course, topic, path):
        return path.read_bytes()
    return graft(_text(reference(course, topic)), _text(path), path=path).encode()


def _text(path: Path) -> str:
    """A Python file's text. InputError if it is none."""
    parse(path)
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("not written in UTF-8", place=Place(path), repair="save it as UTF-8") from None
