"""What the grader calls while it works: a listener hears each verdict. Anyone may write one."""

from __future__ import annotations

from collections.abc import Callable

from grader.course.model import Topic
from grader.result.model import TestResult

OnResult = Callable[[Topic, TestResult], None]
"""Called with each verdict, as soon as it is known."""


def ignore_result(topic: Topic, test: TestResult) -> None:
    """Listen to nothing."""
