"""A small course on disk, and ways to break it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import Course, load_course

COURSE = """\
title: Security
version: "1"
topics:
  - {id: tokens, weight: 2}
  - {id: circuit_breaker}
limits: {wall_seconds: 3}
"""

TOPIC = """\
title: Tokens
summary: A token that holds.
services: [auth]
libraries: [httpx, jwt]
tasks:
  - id: issue
    title: Issue a token
    points: 4
    why: Without it nobody gets in.
    hints: [a nudge, nearly the answer]
    read: [{title: RFC 7519, url: "https://www.rfc-editor.org/rfc/rfc7519"}]
  - {id: verify, title: Verify it, points: 2.5}
limits: {memory_mib: 256}
"""

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file below the course's folder, folders included."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def folder(tmp_path: Path, write: Write) -> Path:
    """A course of two topics, both suites and a reference for the first."""
    write("exercises/course.yaml", COURSE)
    write("exercises/tokens/topic.yaml", TOPIC)
    write("exercises/tokens/tokens.py", "def issue(): raise NotImplementedError\n")
    write("exercises/tokens/test_examples.py", "def test_visible(student): ...\n")
    write("exercises/circuit_breaker/topic.yaml", TOPIC.replace("Tokens", "Circuit breaker"))
    write("exercises/self_check.yaml", "questions: []\n")
    write("solutions/tokens/tokens.py", "def issue(): return 1\n")
    write("solutions/tokens/hidden/test_tokens.py", "def test_hidden(student): ...\n")
    write("solutions/self_check.yaml", "answers: []\n")
    return tmp_path / "course"


@pytest.fixture
def course(folder: Path) -> Course:
    """The same, loaded."""
    return load_course(folder, services=("auth", "payment"))
