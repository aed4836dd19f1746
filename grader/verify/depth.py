"""How deep the gate looks, and which tests of a mistake are left out where it looks quickly. For the gate.

In full, every mistake is tried on every test that can tell it from the reference. That takes minutes for a topic, which
is what an author waits before a topic lands, and too long for each run of ``make test``.
"""

from __future__ import annotations

import enum
import random
from collections.abc import Sequence

from grader.grading.suites import Case
from grader.verify.named import Named

A_MISTAKE = 3
"""So many tests that a mistake does not name are tried on it where the gate looks quickly."""


class Depth(enum.Enum):
    """How much is tried."""

    QUICK = enum.auto()
    """Each mistake on the tests that it names and on a few others; a sample of the mutants."""
    FULL = enum.auto()
    """Each mistake on all tests; a sample of the mutants."""
    EVERY_MUTANT = enum.auto()
    """Each mistake on all tests; all mutants, those listed as equivalent too."""


def left_out(cases: Sequence[Case], named: Named | None, seed: str) -> frozenset[str]:
    """The ids of the tests that a quick look does not try on a mistake: always the same ones for the same ``seed``.

    Tried are those that it names, those that need one of these (they are blocked), and a few of the others. ``named``
    is None for a mistake that names none: all are tried.
    """
    if named is None:
        return frozenset()
    tried = {case.id for case in cases if named.names_test(case.id)}
    for case in cases:  # a test comes after those that it needs
        if not tried.isdisjoint(case.needs):
            tried.add(case.id)
    others = [case.id for case in cases if case.id not in tried]
    source = random.Random(seed)  # noqa: S311 — a choice that can be repeated, no secret
    return frozenset(others) - set(source.sample(others, min(A_MISTAKE, len(others))))
