"""Groups a topic's failures by their cause, and says which tests wait for which. Pure functions of a result.

The report shows one card for each cause, and the next step is the cause that is worth most: one line may cost twenty
tests, and others wait for those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from grader.result.model import Evidence, Outcome, TestResult

TRIED = (Outcome.FAILED, Outcome.ERROR, Outcome.TIMED_OUT, Outcome.CRASHED)
"""The outcomes of code that was run and is not right."""


@dataclass(frozen=True)
class Cause:
    """Why ``tests`` fail, in the order of the suite. ``waiting``: the blocked tests that need one of these.

    ``points`` can be gained in the tests; ``behind`` are those of the waiting ones that wait for nothing else.
    """

    tests: tuple[TestResult, ...]
    waiting: tuple[TestResult, ...]
    points: float
    behind: float

    @property
    def shown(self) -> TestResult:
        """The test that is shown for all of them: the one in which least happens."""
        return min(self.tests, key=lambda test: len(test.evidence.events) or 1_000)


def causes(tests: Sequence[TestResult]) -> tuple[Cause, ...]:
    """The causes of a topic's failures, the one that is worth most first, else in the order of the suite."""
    groups: dict[tuple[str, ...], list[TestResult]] = {}
    for test in tests:
        if test.outcome in TRIED:
            groups.setdefault(_key(test), []).append(test)
    waits = waiting_for(tests)
    found = [_cause(group, tests, waits) for group in groups.values()]
    return tuple(sorted(found, key=lambda cause: -(cause.points + cause.behind)))


def without_repetition(tests: Sequence[TestResult]) -> tuple[TestResult, ...]:
    """The tests; of those that fail for the same reason only the one that is shown for it keeps evidence."""
    told = {test.id for cause in causes(tests) for test in cause.tests if test.id != cause.shown.id}
    return tuple(msgspec.structs.replace(test, evidence=Evidence()) if test.id in told else test for test in tests)


def waiting_for(tests: Sequence[TestResult]) -> dict[str, tuple[TestResult, ...]]:
    """For each blocked test, by id, the tests that stand at the beginning of its chain: these can be worked on."""
    by_id = {test.id: test for test in tests}
    return {test.id: _roots(test, by_id) for test in tests if test.outcome is Outcome.BLOCKED}


def _roots(test: TestResult, by_id: Mapping[str, TestResult]) -> tuple[TestResult, ...]:
    found: dict[str, TestResult] = {}
    seen: set[str] = set()
    stack = [*reversed(test.blocked_by)]
    while stack:
        id = stack.pop()
        if id in seen or id not in by_id:
            continue
        seen.add(id)
        needed = by_id[id]
        if needed.outcome is Outcome.BLOCKED:
            stack += reversed(needed.blocked_by)
        elif needed.outcome is not Outcome.PASSED:
            found[id] = needed
    return tuple(found.values())


def _key(test: TestResult) -> tuple[str, ...]:
    """The same for tests that fail for the same reason: the same exception at the same line, or the same premise that
    breaks at the same place.
    """
    if test.cause:
        return ("cause", test.cause)
    place = [f"{one.file}:{one.line}" for one in test.excerpts[:1]]
    return (test.outcome.value, test.tried, test.expected, test.happened, test.message, *place)


def _cause(
    group: Sequence[TestResult], tests: Iterable[TestResult], waits: Mapping[str, Sequence[TestResult]]
) -> Cause:
    own = {test.id for test in group}
    waiting = [test for test in tests if own & {root.id for root in waits.get(test.id, ())}]
    alone = [test for test in waiting if own >= {root.id for root in waits[test.id]}]
    return Cause(tuple(group), tuple(waiting), _points(group), _points(alone))


def _points(tests: Iterable[TestResult]) -> float:
    return round(sum(test.max_score - (test.score or 0.0) for test in tests), 2)
