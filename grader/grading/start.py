"""Starts a grader, the slowest part first. Cheap to import, for that is the point of it.

The zygote takes a second to load the libraries that students use, in a process of its own. It begins before this
process loads pytest, the harness and the mocks, so that both load side by side: hence the imports inside
``warm_grader``.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from grader.course.choice import chosen
from grader.course.model import Course
from grader.harness.processes.zygote_client import Zygote
from mocks import SERVICES

if TYPE_CHECKING:
    from grader.grading.engine import Grader


def nothing() -> None:
    """Use the time for nothing."""


@contextmanager
def warm_grader(
    course: Course,
    *,
    only: Collection[str] = (),
    without: Collection[str] = (),
    meanwhile: Callable[[], None] = nothing,
) -> Iterator[Grader]:
    """A grader for ``course``, or for some topics (``TOPIC``) or tasks (``TOPIC.TASK``) of it.

    ``without`` leaves layers of the sandbox out, so that the others can be tested alone. ``meanwhile`` is called when
    there would be nothing to do but to wait for the zygote: for imports that are needed later.

    Raises InputError for a mistake in a suite, and GraderFault if something of the grader's own can't start.
    """
    narrowed = chosen(course, only)
    topics = tuple(topic for topic in course.topics if topic.id in {one.id for one in narrowed})
    libraries = list(dict.fromkeys(library for topic in topics for library in topic.libraries))
    zygote = Zygote(libraries, without)
    gc.disable()  # what is imported stays: looking for garbage among it costs 50 ms
    try:
        from grader.grading.collection import collected
        from grader.grading.engine import Grader

        services = {name: SERVICES[name] for topic in topics for name in topic.services}
        with collected(topics, services) as suites:
            meanwhile()
            _freeze()
            yield Grader(course, narrowed, suites, zygote)
    finally:
        gc.enable()
        gc.unfreeze()
        zygote.close()


def _freeze() -> None:
    """Take all that was loaded out of the garbage collector's sight, which would look at it again every few tests."""
    gc.freeze()
    gc.enable()
