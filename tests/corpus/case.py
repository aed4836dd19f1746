"""What a hostile case says of itself, and the submission that it hands in. For the tests only.

A folder of ``tests/hostile`` holds ``case.yaml`` and the files of a submission to the course ``tests/courses/vault``.
Beside them lies ``honest.py``, a right answer: ``from honest import *`` and spoil what the case is about.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

import msgspec

TESTS = Path(__file__).parents[1]
HOSTILE = TESTS / "hostile"
COURSE = TESTS / "courses" / "vault"
HONEST = HOSTILE / "honest.py"

Family = Literal["ending", "forging", "lying", "snooping", "tampering", "escaping", "exhausting", "reader"]
Layer = Literal["boundary", "intake", "limits", "clock", "report", "landlock", "seccomp", "user", "namespaces"]
ALWAYS: frozenset[str] = frozenset({"boundary", "intake", "limits", "clock", "report"})
"""Layers that every machine has: two processes and the wire, the reading of files, limits, virtual time, rendering."""


class Made(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the submission that can't lie in the repository as it is: one of these."""

    text: str = ""
    hex: str = ""
    link: str = ""
    hard_link: str = ""
    fifo: bool = False
    folder: bool = False

    def write(self, path: Path) -> None:
        """Make it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.link:
            path.symlink_to(self.link)
        elif self.hard_link:
            path.hardlink_to(self.hard_link)
        elif self.fifo:
            import os

            os.mkfifo(path)
        elif self.folder:
            path.mkdir()
        else:
            path.write_bytes(self.text.encode() + bytes.fromhex(self.hex))


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A case. ``outcomes``: of each test by id, ``default`` for the others. ``stopped_by``: layers of which each alone
    is enough. ``says``: what some message tells the student. ``never``: what must be nowhere, the canaries aside.
    ``also``: modules of tests/hostile that are handed in with it.
    """

    tries: str
    family: Family
    stopped_by: tuple[Layer, ...]
    outcomes: dict[str, str]
    says: str = ""
    never: tuple[str, ...] = ()
    make: dict[str, Made] = {}
    also: tuple[str, ...] = ()

    def expected(self, tests: list[str]) -> dict[str, str]:
        """The outcome that each test must have."""
        return {test: self.outcomes.get(test, self.outcomes["default"]) for test in tests}

    def promised(self, layers: frozenset[str]) -> bool:
        """Whether a machine with these layers stops it."""
        return bool((layers | ALWAYS) & set(self.stopped_by))


def cases() -> list[Path]:
    """The folders of all cases."""
    return sorted(path.parent for path in HOSTILE.glob("*/case.yaml"))


def load(folder: Path) -> Case:
    """What the case says of itself."""
    return msgspec.yaml.decode((folder / "case.yaml").read_bytes(), type=Case)


def hand_in(folder: Path, case: Case, to: Path) -> None:
    """Lay the submission out in ``to``."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("case.yaml", "__pycache__"))
    if not (to / "honest.py").exists():
        shutil.copy(HONEST, to / "honest.py")
    for name in case.also:
        shutil.copy(HOSTILE / f"{name}.py", to)
    for name, made in case.make.items():
        made.write(to / name)
