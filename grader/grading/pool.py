"""Several warm graders side by side, each in a process of its own with its own zygote, fed topic by topic.

Parallel over submissions and topics this gains nearly what there are cores; inside one topic it would lose. The
processes talk in length-prefixed JSON; all of them are the grader's own, none ever holds an object of a student's.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import struct
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from grader.course.model import Course, Topic
from grader.course.submission import Intake
from grader.errors import GraderError, GraderFault, InputError
from grader.grading.engine import Grader, Heard, unheard, with_grader
from grader.grading.score import Provenance, assemble
from grader.result.journal import Journal
from grader.result.model import Result, TestResult, Timing, TopicResult

HEADER = struct.Struct(">I")


class Unit(msgspec.Struct, frozen=True):
    """One topic of one submission, to be graded. ``journal``: the path of its journal, if it has one."""

    intake: Intake
    topic: str
    journal: str = ""


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """A worker has started."""

    provenance: Provenance


class TestDone(msgspec.Struct, frozen=True, tag="test"):
    """A worker has one more verdict."""

    topic: str
    test: TestResult


class TopicDone(msgspec.Struct, frozen=True, tag="topic"):
    """A worker has finished its unit."""

    result: TopicResult
    seconds: float


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """A worker can't go on. ``code``: the exit code of whose fault it is."""

    message: str
    code: int = 3

    def error(self) -> GraderError:
        """What the worker raised, as far as it matters: the message and whose fault it is."""
        return InputError(self.message) if self.code == InputError.exit_code else GraderFault(self.message)


Report = Ready | TestDone | TopicDone | Failed


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
        self._topics = [topic for topic in course.topics if not only or topic.id in only]
        self._workers: dict[socket.socket, int] = {}
        self._jobs = jobs
        self._only = only
        self.provenance = Provenance({}, ())

    def __enter__(self) -> Pool:
        for _ in range(self._jobs):
            ours, theirs = socket.socketpair()
            pid = os.fork()
            if pid == 0:
                ours.close()
                for other in self._workers:
                    other.close()
                _work(theirs, self._course, self._only)
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
            match _receive(connection):
                case Ready(provenance):
                    self.provenance = provenance
                case Failed() as failed:
                    raise failed.error()
                case _:
                    raise GraderFault("a worker began with something else than being ready")

    def __exit__(self, *_: object) -> None:
        for connection, pid in self._workers.items():
            connection.close()
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)

    def grade(self, intake: Intake, *, journal: Path | None = None, heard: Heard = unheard) -> Result:
        """Grade one submission, its topics side by side."""
        return next(self.stream([intake], journal=journal, heard=heard))

    def stream(
        self, intakes: Iterable[Intake], *, journal: Path | None = None, heard: Heard = unheard
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
                    _send(connection, Unit(submission.intake, topic, str(journal or "")))
                self._collect(under_way, finished)
                while due in finished:
                    yield finished.pop(due)
                    due += 1
                if not busy and exhausted:
                    return
                for key, _ in selector.select():
                    self._hear(key.data, busy, heard)

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
        self, connection: socket.socket, busy: dict[socket.socket, tuple[_Submission, str]], heard: Heard
    ) -> None:
        submission, topic_id = busy[connection]
        match _receive(connection):
            case TestDone(topic, test):
                heard(self._topic(topic), test)
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


def _work(connection: socket.socket, course: Course, only: Collection[str]) -> None:
    """What a worker does, until the parent hangs up. Never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C, and then hangs up
    status = 1
    try:
        with_grader(course, lambda grader: _serve(connection, grader), only=only)
        status = 0
    except GraderError as error:
        with suppress(OSError):
            _send(connection, Failed(str(error), error.exit_code))
    finally:
        os._exit(status)


def _serve(connection: socket.socket, grader: Grader) -> None:
    _send(connection, Ready(grader.provenance))
    decoder = msgspec.json.Decoder(Unit)
    while True:
        body = _frame(connection)
        if body is None:
            return
        unit = decoder.decode(body)
        topic = grader.course.topic(unit.topic)
        assert topic is not None, "the parent sends topics of this course"
        began = time.perf_counter()
        journal = Journal(Path(unit.journal)) if unit.journal else None

        def heard(topic: Topic, test: TestResult) -> None:
            _send(connection, TestDone(topic.id, test))

        result = grader.grade_topic(unit.intake, topic, journal=journal, heard=heard if unit.journal else unheard)
        _send(connection, TopicDone(result, round(time.perf_counter() - began, 3)))


def _send(connection: socket.socket, message: msgspec.Struct) -> None:
    body = msgspec.json.encode(message)
    connection.sendall(HEADER.pack(len(body)) + body)


def _receive(connection: socket.socket) -> Report:
    body = _frame(connection)
    if body is None:
        raise GraderFault("a worker process has gone")
    report: Report = msgspec.json.decode(body, type=Report)
    return report


def _frame(connection: socket.socket) -> bytes | None:
    header = _exactly(connection, HEADER.size)
    return None if header is None else _exactly(connection, HEADER.unpack(header)[0])


def _exactly(connection: socket.socket, count: int) -> bytes | None:
    found = bytearray()
    while len(found) < count:
        part = connection.recv(min(count - len(found), 1 << 20))
        if not part:
            return None
        found += part
    return bytes(found)
