"""Regrading what changed, in a warm grader: what ``grader watch`` does, without a terminal or a file watcher."""

from __future__ import annotations

import time

from grader.course.model import Topic
from grader.grading.engine import Grader
from grader.grading.listeners import OnResult, ignore_result
from grader.grading.score import assemble
from grader.result.model import Result, Timing, TopicResult
from grader.submission.intake import Intake


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

    def grade(self, intake: Intake, on_result: OnResult = ignore_result) -> Result:
        """The result for these bytes."""
        started = time.perf_counter()
        seconds = {}
        topics = []
        for topic in self._grader.topics:
            if not self._knows(topic, intake):
                key = self._grader.key(intake, topic)
                began = time.perf_counter()
                self._known[topic.id] = (key, self._grader.grade_topic(intake, topic, on_result=on_result))
                seconds[topic.id] = round(time.perf_counter() - began, 3)
            topics.append(self._known[topic.id][1])
        timing = Timing(round(time.perf_counter() - started, 3), seconds)
        return assemble(self._grader.course, intake, topics, self._grader.provenance, timing)
