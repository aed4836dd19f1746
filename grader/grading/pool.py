"""Several warm graders side by side, each in a process of its own with its own zygote, fed topic by topic.

Parallel over submissions and topics this gains nearly what there are cores; inside one topic it would lose. The
processes talk in length-prefixed JSON; all of them are the grader's own, none ever holds an object of a student's.
"""

from __future__ import annotations

import os
import selectors
import socket
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from grader.course.choice import chosen
from grader.course.model import Course, Topic
from grader.errors import GraderError, GraderFault
from grader.grading.listeners import OnResult, ignore_result
from grader.grading.score import Provenance, assemble
from grader.grading.worker import Failed, Ready, TestDone, TopicDone, Unit, receive, send, work
from grader.result.journal import Journal
from grader.result.model import Result, Timing
from grader.submission.intake import Intake


@dataclass
class _Submission:
    """A submission on its way: what is left to do, and what has come back."""

    number: int
    intake: Intake
    waiting: list[str]
    done: dict[str, TopicDone] = field(default_factory=dict)
    expected: int = 0


class Pool:
    """``jobs`` graders for one course. Use as a context manager; results come in the order of the submissions."""

    def __init__(self, course: Course, jobs: int, *, only: Collection[str] = ()) -> None:
        self._course = course
        self._topics = chosen(course, only)
        self._workers: dict[socket.socket, int] = {}
        self._jobs = jobs
        self._only = only
        self.provenance = Provenance({}, ())
        self.expected: dict[str, int] = {}

    def __enter__(self) -> Pool:
        for processor in _processors(self._jobs):
            ours, theirs = socket.socketpair()
            pid = os.fork()
            if pid == 0:
                ours.close()
                for other in self._workers:
                    other.close()
                _stay_on(processor)
                work(theirs, self._course, self._only)
            theirs.close()
            self._workers[ours] = pid
        try:
            self._wait_for_all()
        except GraderError:
            self.__exit__()
            raise
        return self

    def _wait_for_all(self) -> None:
        for connection in self._workers:
            match receive(connection):
                case Ready(provenance, expected):
                    self.provenance, self.expected = provenance, expected
                case Failed() as failed:
                    raise failed.error()
                case _:
                    raise GraderFault("a worker began with something else than being ready")

    def __exit__(self, *_: object) -> None:
        for connection, pid in self._workers.items():
            connection.close()
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)

    def grade(self, intake: Intake, *, journal: Journal | None = None, on_result: OnResult = ignore_result) -> Result:
        """Grade one submission, its topics side by side."""
        return next(self.stream([intake], journal=journal, on_result=on_result))

    def stream(
        self, intakes: Iterable[Intake], *, journal: Journal | None = None, on_result: OnResult = ignore_result
    ) -> Iterator[Result]:
        """The results of many submissions, in their order, however they overtake each other on the way."""
        source = iter(enumerate(intakes))
        under_way: dict[int, _Submission] = {}
        busy: dict[socket.socket, tuple[_Submission, str]] = {}
        finished: dict[int, Result] = {}
        due = 0
        with selectors.DefaultSelector() as selector:
            for connection in self._workers:
                selector.register(connection, selectors.EVENT_READ, connection)
            exhausted = False
            while True:
                for connection in [one for one in self._workers if one not in busy]:
                    unit, exhausted = self._next(source, under_way, exhausted)
                    if unit is None:
                        break
                    submission, topic = unit
                    busy[connection] = unit
                    send(connection, Unit.of(submission.intake, topic, journal))
                self._collect(under_way, finished)
                while due in finished:
                    yield finished.pop(due)
                    due += 1
                if not busy and exhausted:
                    return
                for key, _ in selector.select():
                    self._hear(key.data, busy, on_result)

    def _next(
        self, source: Iterator[tuple[int, Intake]], under_way: dict[int, _Submission], exhausted: bool
    ) -> tuple[tuple[_Submission, str] | None, bool]:
        for submission in under_way.values():
            if submission.waiting:
                return (submission, submission.waiting.pop(0)), exhausted
        while not exhausted:
            following = next(source, None)
            if following is None:
                return None, True
            number, intake = following
            wanted = [topic.id for topic in self._topics]
            submission = under_way[number] = _Submission(number, intake, wanted, expected=len(wanted))
            if wanted:
                return (submission, submission.waiting.pop(0)), False
        return None, True

    def _hear(
        self, connection: socket.socket, busy: dict[socket.socket, tuple[_Submission, str]], on_result: OnResult
    ) -> None:
        report = receive(connection)  # first: one that has gone may have had nothing to do
        submission, topic_id = busy[connection]
        match report:
            case TestDone(topic, test):
                on_result(self._topic(topic), test)
            case TopicDone() as done:
                submission.done[topic_id] = done
                del busy[connection]
            case Failed() as failed:
                raise failed.error()

    def _collect(self, under_way: dict[int, _Submission], finished: dict[int, Result]) -> None:
        for number, submission in list(under_way.items()):
            if len(submission.done) < submission.expected:
                continue
            del under_way[number]
            parts = [submission.done[topic.id] for topic in self._topics if topic.id in submission.done]
            seconds = {part.result.id: part.seconds for part in parts}
            timing = Timing(round(sum(seconds.values()), 3), seconds)
            results = [part.result for part in parts]
            finished[number] = assemble(self._course, submission.intake, results, self.provenance, timing)

    def _topic(self, id: str) -> Topic:
        return next(topic for topic in self._topics if topic.id == id)


def _processors(jobs: int) -> list[int | None]:
    """A processor for each worker, if they are as many; elsewhere they go where the system sends them.

    A test and its cell never run at the same time, they talk: on one processor a question and its answer take 12 µs, on
    two that wake each other 60 to 90. Measured on two: a fifth more submissions a second.
    """
    known = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
    return list(known) if len(known) == jobs > 1 else [None] * jobs


def _stay_on(processor: int | None) -> None:
    """This process, and all that it will fork."""
    if processor is not None and sys.platform == "linux":
        with suppress(OSError):  # taken away meanwhile
            os.sched_setaffinity(0, {processor})
