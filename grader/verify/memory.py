"""What the gate has proven of a topic, remembered for exactly these bytes in ``.grader/gate/``. For a quick look only.

An accelerator and no proof: a fresh clone remembers nothing, and the gate in full never asks. What is forgotten costs
time; what holds is remembered only if every rule does. The name of a proof is made with the user's key: one that
somebody else has committed is never found.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.course.model import Course, Topic
from grader.result.journal_key import journal_key
from grader.verify.finding import Finding
from grader.verify.leaks import handed_out

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ("grader", "mocks", "requirements.txt")
"""What else decides what a test says: the engine, the services, and the libraries by the lock."""


class Proven(msgspec.Struct, frozen=True):
    """A rule that held, and what it looked at."""

    rule: str
    count: str
    details: tuple[str, ...]


class Memory:
    """What is remembered of one topic. The place is that of its last proof, the name of the file its bytes."""

    def __init__(self, course: Course, topic: Topic) -> None:
        self._folder = course.folder / ".grader" / "gate"
        self._topic = topic.id
        self._path = self._folder / f"{topic.id}-{_digest(course, topic)}.json"

    def recall(self) -> list[Finding] | None:
        """The findings of the proof of these bytes; None if there was none."""
        try:
            known = msgspec.json.decode(self._path.read_bytes(), type=list[Proven])
        except (OSError, msgspec.MsgspecError):
            return None
        return [Finding(one.rule, one.count, details=one.details) for one in known]

    def keep(self, findings: list[Finding]) -> None:
        """Remember a proof, and forget the topic's former one. Nothing is remembered where a rule does not hold."""
        if any(finding.problems for finding in findings):
            return
        proven = [Proven(finding.rule, finding.count, finding.details) for finding in findings]
        with contextlib.suppress(OSError):  # where nothing can be written, the next look is as long as this one
            self._folder.mkdir(parents=True, exist_ok=True)
            for former in self._folder.glob(f"{self._topic}-*.json"):
                former.unlink()
            self._path.write_bytes(msgspec.json.encode(proven))


def _digest(course: Course, topic: Topic) -> str:
    """HMAC of SHA-256 over the paths and bytes of all that the findings come from."""
    digest = hmac.new(journal_key().secret, f"{sys.version} {sys.platform}".encode(), hashlib.sha256)
    for path in _files(course, topic):
        name = b"skeleton" if path == topic.skeleton else str(path).encode()  # the kept one, where a student works
        data = path.read_bytes()
        digest.update(b"%d %d\n" % (len(name), len(data)) + name + data)
    return digest.hexdigest()


def _files(course: Course, topic: Topic) -> Iterator[Path]:
    yield course.exercises / "course.yaml"
    yield topic.skeleton
    yield from (path for path in handed_out(course, topic) if path != topic.skeleton)
    yield from _below(course.folder / "solutions" / topic.id)
    for name in PROJECT:
        yield from _below(ROOT / name)


def _below(path: Path) -> list[Path]:
    """The files below a folder, or the file itself; without what Python compiles."""
    found = path.rglob("*") if path.is_dir() else [path]
    return sorted(file for file in found if file.is_file() and "__pycache__" not in file.parts)
