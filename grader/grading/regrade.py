"""Regrading what changed, in a warm grader: what ``grader watch`` does, without a terminal or a file watcher."""

from __future__ import annotations

import time
from dataclasses import dataclass

from grader.course.model import Topic
from grader.course.submission import Intake
from grader.grading.engine import Grader, Heard, unheard
from grader.grading.score import assemble
from grader.result.model import Outcome, Result, TestResult, Timing, TopicResult


@dataclass(frozen=True)
class Change:
    """What a save did: the tests that pass now and did not before, those that passed before, and the points'
    difference.
    """

    fixed: tuple[TestResult, ...]
    broken: tuple[TestResult, ...]
    points: float


class Regrader:
    """Remembers each topic's last result by the bytes it came from, and grades only what has other bytes now."""

    def __init__(self, grader: Grader) -> None:
        self._grader = grader
        self._known: dict[str, tuple[str, TopicResult]] = {}

    def expected(self, intake: Intake) -> dict[str, int]:
        """How many tests each topic has that has to be graded for these bytes."""
        asked = self._grader.expected()
        return {topic.id: asked[topic.id] for topic in self._grader.topics if not self._knows(topic, intake)}

    def _knows(self, topic: Topic, intake: Intake) -> bool:
        return topic.id in self._known and self._known[topic.id][0] == self._grader.key(intake, topic)

    def grade(self, intake: Intake, heard: Heard = unheard) -> Result:
        """The result for these bytes."""
        started = time.perf_counter()
        seconds = {}
        topics = []
        for topic in self._grader.topics:
            if not self._knows(topic, intake):
                key = self._grader.key(intake, topic)
                began = time.perf_counter()
                self._known[topic.id] = (key, self._grader.grade_topic(intake, topic, heard=heard))
                seconds[topic.id] = round(time.perf_counter() - began, 3)
            topics.append(self._known[topic.id][1])
        timing = Timing(round(time.perf_counter() - started, 3), seconds)
        return assemble(self._grader.course, intake, topics, self._grader.provenance, timing)


def difference(before: Result, after: Result) -> Change:
    """What changed between two results of the same course."""
    was = {(topic.id, test.id): test.outcome for topic in before.topics for test in topic.tests}
    fixed, broken = [], []
    for topic in after.topics:
        for test in topic.tests:
            passed_before = was.get((topic.id, test.id)) is Outcome.PASSED
            passes = test.outcome is Outcome.PASSED
            if passes and not passed_before:
                fixed.append(test)
            elif passed_before and not passes:
                broken.append(test)
    return Change(tuple(fixed), tuple(broken), round(after.score - before.score, 2))
