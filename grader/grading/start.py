"""Starts a grader, the slowest part first. Cheap to import, for that is the point of it.

The zygote takes a second to load the libraries that students use, in a process of its own. It begins before this
process loads pytest, the harness and the mocks, so that both load side by side: hence the imports inside
``with_grader``.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, TypeVar

from grader.course.choice import chosen
from grader.course.model import Course, Topic
from grader.harness.zygote import Zygote
from grader.result.model import TestResult
from mocks import SERVICES

if TYPE_CHECKING:
    from grader.grading.engine import Grader
    from grader.grading.suites import Suites

T = TypeVar("T")
Heard = Callable[[Topic, TestResult], None]


def unheard(topic: Topic, test: TestResult) -> None:
    """Listen to nothing."""


def nothing() -> None:
    """Use the time for nothing."""


def with_grader(
    course: Course,
    body: Callable[[Grader], T],
    *,
    only: Collection[str] = (),
    without: Collection[str] = (),
    meanwhile: Callable[[], None] = nothing,
) -> T:
    """Start a grader for ``course`` (or only some topics, or tasks: ``TOPIC.TASK``) and give what ``body`` makes of it.

    ``without`` leaves layers of the sandbox out, so that the others can be tested alone. ``meanwhile`` is called when
    there would be nothing to do but to wait for the zygote: for imports that are needed later.
    """
    narrowed = chosen(course, only)
    topics = tuple(topic for topic in course.topics if topic.id in {one.id for one in narrowed})
    libraries = list(dict.fromkeys(library for topic in topics for library in topic.libraries))
    zygote = Zygote(libraries, without)
    gc.disable()  # what is imported stays: looking for garbage among it costs 50 ms
    try:
        from grader.grading.engine import Grader
        from grader.grading.suites import with_suites

        def collected(suites: Suites) -> T:
            meanwhile()
            _freeze()
            return body(Grader(course, narrowed, suites, zygote))

        services = {name: SERVICES[name] for topic in topics for name in topic.services}
        return with_suites(topics, services, collected)
    finally:
        gc.enable()
        gc.unfreeze()
        zygote.close()


def _freeze() -> None:
    """Take all that was loaded out of the garbage collector's sight, which would look at it again every few tests."""
    gc.freeze()
    gc.enable()
