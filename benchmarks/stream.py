"""A stream of submissions through one warm grader, of this checkout or of another one.

``python -m benchmarks.stream FOLDER COUNT TOPIC SOURCE`` prints the wall-clock and CPU seconds that each has taken.
Nothing of the grader is imported before it is known whose.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Cost, tree_cpu

if TYPE_CHECKING:
    from grader.course import Course
    from grader.submission.intake import Intake


def reference_of(course: Course, topic: str) -> bytes:
    """A topic's reference."""
    return _reference(course, topic).read_bytes()


def variants(course: Course, topic: str, source: bytes) -> Iterator[Intake]:
    """A source again and again, each time with other bytes, so that nothing known can be reused."""
    import msgspec

    from grader.submission import take_submission

    intake = take_submission(_reference(course, topic), course)
    files = intake.topic(topic)
    for number in itertools.count():
        code = source + b"\n# %d\n" % number
        changed = msgspec.structs.replace(files, files={f"{topic}.py": code}, hash=hashlib.sha256(code).hexdigest())
        others = [one for one in intake.topics if one.topic != topic]
        yield msgspec.structs.replace(intake, topics=(changed, *others), hash=changed.hash)


def _reference(course: Course, topic: str) -> Path:
    return course.folder / "solutions" / topic / f"{topic}.py"


def stream(course: Course, intakes: Iterator[Intake], topic: str, count: int) -> Cost:
    """What each of ``count`` submissions costs a pool of as many workers as there are processors."""
    from grader.grading.pool import Pool

    jobs = os.cpu_count() or 1
    with Pool(course, jobs, only=[topic]) as pool:
        list(pool.stream(itertools.islice(intakes, jobs)))
        before, started = tree_cpu(os.getpid()), time.perf_counter()
        scores = [result.score for result in pool.stream(itertools.islice(intakes, count))]
        spent = Cost((time.perf_counter() - started) / count, (tree_cpu(os.getpid()) - before) / count)
    assert len(set(scores)) == 1, "every variant has the same points"
    return spent


def main(folder: str, count: str, topic: str, source: str) -> None:
    """Measure the checkout in ``folder``."""
    sys.path.insert(0, folder)
    from grader.course import load_course

    course = load_course(Path(folder))
    spent = stream(course, variants(course, topic, Path(source).read_bytes()), topic, int(count))
    print(spent.wall, spent.cpu)


if __name__ == "__main__":
    main(*sys.argv[1:])
