"""The same submissions again and again, side by side and beside processes that burn time: the same to the byte."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from grader.course import load_course
from grader.course.model import Course
from grader.grading.pool import Pool
from grader.result.model import Result
from grader.submission import take_submission
from grader.submission.intake import Intake

from .kills import timeless
from .submissions import ROOT, half_of, reference_of, wrong_of

WRONG = {
    "authentication_authorization": ("identity_in_a_variable", "salt_from_random"),
    "sessions": ("state_in_process_memory", "remembered_in_process"),
    "tokens": ("signature_unchecked", "keys_fetched_for_each_request"),
    "oauth": ("refreshes_side_by_side", "fetches_side_by_side"),
    "access_control": ("allow_beats_deny", "list_shows_everything"),
    "encryption": ("nonce_is_constant", "ciphers_share_a_key"),
    "secret_management": ("no_lock", "copies_of_all_clients"),
    "service_discovery": ("blocks_the_loop", "same_instance_retried"),
    "communication": ("no_jitter", "one_set_for_all_apps"),
    "circuit_breaker": ("racy_counter", "lock_held_during_call"),
    "service_mesh": ("canary_by_chance", "no_budget"),
}
"""Two mistakes in each topic. Those that hang on the order in which threads and tasks run are likeliest to differ."""
BURN = "while True: pass"
FRESH = 60
"""So many regrades by the same workers, then by new ones: other processes, other places in memory."""


def submissions(place: Path, topics: Collection[str]) -> dict[str, Path]:
    """What is handed in, by name: right, wrong in two ways, half right; each a folder with these topics."""
    texts = {
        "right": {topic: reference_of(topic) for topic in topics},
        "wrong": {topic: wrong_of(topic, WRONG[topic][0]) for topic in topics},
        "wrong otherwise": {topic: wrong_of(topic, WRONG[topic][1]) for topic in topics},
        "half right": {topic: half_of(topic) for topic in topics},
    }
    for name, by_topic in texts.items():
        for topic, text in by_topic.items():
            folder = place / name / topic
            folder.mkdir(parents=True)
            (folder / f"{topic}.py").write_text(text, "utf-8")
    return {name: place / name for name in texts}


@contextmanager
def burning(count: int) -> Iterator[None]:
    """So many processes that do nothing but use up time, until the block is over."""
    started = [subprocess.Popen([sys.executable, "-c", BURN]) for _ in range(count)]
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()


def regrades(
    topics: Sequence[str], place: Path, count: int, jobs: int, burners: int
) -> Iterator[tuple[str, Result, float]]:
    """Grade them in turn, so many times in all: the submission's name, the result without its times, its seconds."""
    course = load_course(ROOT)
    handed_in = submissions(place, topics)
    intakes = {name: take_submission(folder, course) for name, folder in handed_in.items()}
    names = list(itertools.islice(itertools.cycle(intakes), count))
    with burning(burners):
        for first in range(0, count, FRESH):
            yield from _by_new_workers(course, topics, names[first : first + FRESH], intakes, jobs)


def _by_new_workers(
    course: Course, topics: Collection[str], names: Sequence[str], intakes: dict[str, Intake], jobs: int
) -> Iterator[tuple[str, Result, float]]:
    with Pool(course, jobs, only=topics) as pool:
        results = pool.stream(intakes[name] for name in names)
        for name, result in zip(names, results, strict=True):
            yield name, timeless(result), result.timing.total


def differences(one: Any, other: Any, where: str = "result") -> Iterator[str]:
    """In what two results differ, and where."""
    if isinstance(one, msgspec.Struct) and type(one) is type(other):
        for name in one.__struct_fields__:
            yield from differences(getattr(one, name), getattr(other, name), f"{where}.{name}")
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{where}[{getattr(left, 'id', number)}]")
    elif one != other:
        yield f"{where}: {one!r} and {other!r}"


def processors() -> int:
    """How many there are for this process."""
    return len(os.sched_getaffinity(0))
