"""One worker of a pool: a warm grader in a process of its own, and the words between it and the pool.

Length-prefixed JSON in both directions. Both processes are the grader's own; nothing of a student's crosses but the
bytes that they handed in. ``pool`` only.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

import msgspec

from grader.course.model import Course, Topic
from grader.errors import GraderError, GraderFault, InputError
from grader.grading.engine import Grader
from grader.grading.listeners import ignore_result
from grader.grading.score import Provenance
from grader.grading.start import warm_grader
from grader.result.journal import Journal
from grader.result.model import TestResult, TopicResult
from grader.submission.intake import Intake

HEADER = struct.Struct(">I")
GONE = "a worker process has gone; run the same command again to go on"


class Unit(msgspec.Struct, frozen=True):
    """One topic of one submission, to be graded. ``journal``: the path of its journal, if it has one, and ``secret``
    what its lines are authenticated with.
    """

    intake: Intake
    topic: str
    journal: str = ""
    secret: bytes = b""

    @classmethod
    def of(cls, intake: Intake, topic: str, journal: Journal | None) -> Unit:
        """All workers of a run write with the secret of the run, also if that is for this run only."""
        return cls(intake, topic) if journal is None else cls(intake, topic, str(journal.path), journal.secret)


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """A worker has started."""

    provenance: Provenance
    expected: dict[str, int]


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


def work(connection: socket.socket, course: Course, only: Collection[str]) -> None:
    """What a worker does, until the parent hangs up. Never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C, and then hangs up
    status = 1
    try:
        with warm_grader(course, only=only) as grader:
            _serve(connection, grader)
        status = 0
    except GraderError as error:
        with suppress(GraderFault):
            send(connection, Failed(str(error), error.exit_code))
    finally:
        os._exit(status)


def _serve(connection: socket.socket, grader: Grader) -> None:
    send(connection, Ready(grader.provenance, grader.expected()))
    decoder = msgspec.json.Decoder(Unit)
    while True:
        body = _frame(connection)
        if body is None:
            return
        unit = decoder.decode(body)
        topic = grader.topic(unit.topic)
        began = time.perf_counter()
        journal = Journal(Path(unit.journal), unit.secret) if unit.journal else None

        def on_result(topic: Topic, test: TestResult) -> None:
            send(connection, TestDone(topic.id, test))

        result = grader.grade_topic(
            unit.intake, topic, journal=journal, on_result=on_result if unit.journal else ignore_result
        )
        send(connection, TopicDone(result, round(time.perf_counter() - began, 3)))


def send(connection: socket.socket, message: msgspec.Struct) -> None:
    """Send to the other side. Had it gone, click would take the system's error for a reader's who has seen enough."""
    body = msgspec.json.encode(message)
    try:
        connection.sendall(HEADER.pack(len(body)) + body)
    except ConnectionError as error:
        raise GraderFault(GONE) from error


def receive(connection: socket.socket) -> Report:
    """What a worker says next. GraderFault if it has gone."""
    body = _frame(connection)
    if body is None:
        raise GraderFault(GONE)
    report: Report = msgspec.json.decode(body, type=Report)
    return report


def _frame(connection: socket.socket) -> bytes | None:
    header = _exactly(connection, HEADER.size)
    return None if header is None else _exactly(connection, HEADER.unpack(header)[0])


def _exactly(connection: socket.socket, count: int) -> bytes | None:
    found = bytearray()
    while len(found) < count:
        try:
            part = connection.recv(min(count - len(found), 1 << 20))
        except ConnectionResetError:  # it has gone without reading our last words
            part = b""
        if not part:
            return None
        found += part
    return bytes(found)
