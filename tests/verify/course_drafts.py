"""Courses that are the small one but for what a test breaks in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course, Topic, load_course
from grader.verify.finding import Finding
from mocks import SERVICES

SMALL = Path(__file__).parents[1] / "courses" / "small"


@dataclass(frozen=True)
class Draft:
    """A copy of the small course, to be broken."""

    folder: Path

    @property
    def course(self) -> Course:
        """The course as it is now."""
        return load_course(self.folder, services=SERVICES)

    @property
    def topic(self) -> Topic:
        """Its only topic as it is now."""
        return self.course.topics[0]

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that is there."""
        text = (self.folder / path).read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new))

    def found(self, rule: Callable[[Course, Topic], Finding]) -> list[str]:
        """What a rule that only reads has to say: place, relative and with its line, and message."""
        return shown(rule(self.course, self.topic), self.folder)


def shown(finding: Finding, folder: Path) -> list[str]:
    """The problems of a finding in one line each."""
    return [f"{problem.place}: {problem.message}".removeprefix(f"{folder}/") for problem in finding.problems]


def copy_of_small(folder: Path) -> Draft:
    """A fresh copy."""
    shutil.copytree(SMALL, folder, ignore=shutil.ignore_patterns("__pycache__", ".grader"))
    return Draft(folder)
