"""The gate over several topics side by side, each in a process of its own with its own warm bench. For the command."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from grader.course.load import load_course
from grader.course.model import Course, Topic
from grader.errors import GraderFault
from grader.verify.depth import Depth
from grader.verify.finding import Finding
from grader.verify.gate import OnFinding, verify_topic
from mocks import SERVICES


def verify_topics(
    course: Course, topics: Sequence[Topic], on_finding: OnFinding, *, depth: Depth = Depth.FULL, jobs: int = 1
) -> None:
    """Check every rule for each topic. With one job ``on_finding`` is called at once, else topic by topic, in order."""
    jobs = min(jobs, len(topics))
    if jobs < 2:
        for topic in topics:
            verify_topic(course, topic, on_finding, depth=depth)
        return
    context = multiprocessing.get_context("spawn")  # a fork would carry along whatever runs here
    with ProcessPoolExecutor(jobs, mp_context=context) as pool, _ended_if_stopped(pool):
        futures = [pool.submit(_in_worker, course.folder, topic.id, depth) for topic in topics]
        for topic, future in zip(topics, futures, strict=True):
            for finding in future.result():
                on_finding(topic.id, finding)


@contextmanager
def _ended_if_stopped(pool: ProcessPoolExecutor) -> Iterator[None]:
    """End the workers if this process is asked to end: each would go on with its topic for minutes."""
    try:
        yield
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise


def _in_worker(folder: Path, id: str, depth: Depth) -> list[Finding]:
    course = load_course(folder, services=SERVICES)
    topic = course.topic(id)
    if topic is None:
        raise GraderFault(f"the topic {id} is gone while the course is being verified")
    found: list[Finding] = []
    verify_topic(course, topic, lambda _, finding: found.append(finding), depth=depth)
    return found
