"""The journal: every verdict, on disk as soon as it is known, so that a killed run loses nothing and the next goes on.

One line a verdict, complete in itself: a MAC, a space, and one JSON object that says which topic (with the hash of all
that decides its verdicts) and holds one test's result. What does not verify is as good as absent, be it the torn last
line that ``kill -9`` leaves or a verdict that somebody planted in the output folder: the key
(``grader.result.journal_key``) lies where no submission and no output folder reaches. The hash in the line is under the
MAC as well, so that a line of another submission, topic or course says nothing about this one. Used by
``grader.grading``.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from grader.errors import GraderFault
from grader.result.model import TestResult

PURPOSE = b"verdict in a journal, form 1\n"
"""What the MAC is for, so that it can't be taken for one over something else."""

LONGEST_LINE = 1 << 24
"""Bytes that are looked at as one line. Ours are shorter; what is longer is taken in pieces, none of which verifies."""

MOST_READ = 1 << 26
"""Bytes that are looked at in all. A large course's verdicts take a tenth of it; to look at what somebody pours into
the file takes time."""
MAC_LENGTH = 2 * hashlib.sha256().digest_size

FLAGS = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
"""A link in the journal's place may lead anywhere, and a pipe would never answer."""


class Entry(msgspec.Struct, frozen=True):
    """One line: ``key`` is the hash over the submission's and the course's bytes that this verdict depends on."""

    key: str
    topic: str
    test: TestResult


class Journal:
    """The journal at ``path``, which need not exist; ``secret`` is the key of the MACs."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self.path = path
        self.secret = secret

    def known(self, key: str) -> dict[str, TestResult]:
        """The verdicts already there for this key, by test id; only those that count."""
        found = (entry for entry in self.entries() if entry.key == key and entry.test.outcome.counts)
        return {entry.test.id: entry.test for entry in found}

    def entries(self) -> Iterator[Entry]:
        """What was written down with this secret."""
        decoder = msgspec.json.Decoder(Entry)
        for line in self._lines():
            mac, _, body = line.partition(b" ")
            if len(mac) != MAC_LENGTH or not hmac.compare_digest(self._mac(body), mac):
                continue
            try:
                yield decoder.decode(body)
            except msgspec.MsgspecError:  # of another version of the grader
                continue

    def add(self, key: str, topic: str, test: TestResult) -> None:
        """Write one verdict down."""
        body = msgspec.json.encode(Entry(key, topic, test))
        line = b"\n%b %b" % (self._mac(body), body)
        try:
            descriptor = os.open(self.path, FLAGS | os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
            try:
                while line:  # all at once, unless the disk is full: then the second write says so
                    line = line[os.write(descriptor, line) :]
            finally:
                os.close(descriptor)
        except OSError as error:
            raise GraderFault(f"the journal {self.path} can't be written: {error.strerror}") from error

    def clear(self) -> None:
        """Forget everything: the result has been written."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise GraderFault(f"the journal {self.path} can't be removed: {error.strerror}") from error

    def _lines(self) -> Iterator[bytes]:
        with suppress(OSError), open(self.path, "rb", opener=lambda path, flags: os.open(path, flags | FLAGS)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return
            left = MOST_READ
            while line := file.readline(min(LONGEST_LINE, left)):
                left -= len(line)
                yield line.removesuffix(b"\n")

    def _mac(self, body: bytes) -> bytes:
        return hmac.new(self.secret, PURPOSE + body, hashlib.sha256).hexdigest().encode("ascii")
