"""The journal: every verdict, on disk as soon as it is known, so that a killed run loses nothing and the next goes on.

One JSON object a line, each complete in itself: which topic (with the hash of all that decides its verdicts) and one
test's result. A torn last line is what ``kill -9`` leaves, and is skipped. Used by ``grader.grading``.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader.errors import GraderFault
from grader.result.model import TestResult


class Entry(msgspec.Struct, frozen=True):
    """One line: ``key`` is the hash over the submission's and the course's bytes that this verdict depends on."""

    key: str
    topic: str
    test: TestResult


class Journal:
    """The journal of one output folder. ``path`` need not exist."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._encoder = msgspec.json.Encoder()

    def known(self, key: str) -> dict[str, TestResult]:
        """The verdicts already there for this key, by test id; only those that count."""
        try:
            lines = self._path.read_bytes().split(b"\n")
        except OSError:
            return {}
        decoder = msgspec.json.Decoder(Entry)
        found = {}
        for line in lines:
            try:
                entry = decoder.decode(line)
            except msgspec.MsgspecError:
                continue
            if entry.key == key and entry.test.outcome.counts:
                found[entry.test.id] = entry.test
        return found

    def add(self, key: str, topic: str, test: TestResult) -> None:
        """Write one verdict down, in one write."""
        try:
            with self._path.open("ab") as file:
                file.write(b"\n" + self._encoder.encode(Entry(key, topic, test)))
        except OSError as error:
            raise GraderFault(f"the journal {self._path} can't be written: {error.strerror}") from error

    def clear(self) -> None:
        """Forget everything: the result has been written."""
        self._path.unlink(missing_ok=True)
