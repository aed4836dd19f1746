"""All rules in order, over all topics, with one warm bench: ``verify``. For the command; knows no terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from grader.course.model import Course, Topic
from grader.errors import InputError, Place
from grader.verify import mistakes, proofs
from grader.verify.bench import Bench, with_bench
from grader.verify.examined import Examined, reference, solutions
from grader.verify.finding import Finding, Problem

Heard = Callable[[str, Finding], None]
"""Told the topic's id (empty for the course as a whole) and what a rule found, as soon as it is known."""

READ: tuple[Callable[[Course, Topic], Finding], ...] = ()
RUN: tuple[Callable[[Examined], Finding], ...] = (
    proofs.reference_passes,
    proofs.skeleton_passes_nothing,
    proofs.right_answers_pass,
    mistakes.wrong_answers_fail,
    mistakes.every_test_catches,
    proofs.stubs_earn_nothing,
    proofs.nothing_unsound,
)


def verify(course: Course, topics: Sequence[Topic], heard: Heard) -> None:
    """Every rule for each of ``topics``. GraderFault if the grader itself can't go on."""
    for topic in topics:
        for reads in READ:
            heard(topic.id, _told(reads.__name__, lambda reads=reads, topic=topic: reads(course, topic)))  # type: ignore[misc] # bound here
    ready = [topic for topic in topics if _ready(course, topic, heard)]
    _run(course, ready, heard)


def _run(course: Course, topics: Sequence[Topic], heard: Heard) -> None:
    """The rules that run code. If the suites can't be collected together, each topic alone: a bad one hides no other."""
    if not topics:
        return
    started = False

    def body(bench: Bench) -> None:
        nonlocal started
        started = True
        for topic in topics:
            examined = Examined(course, topic, bench)
            for rule in RUN:
                heard(topic.id, _told(rule.__name__, lambda rule=rule, examined=examined: rule(examined)))  # type: ignore[misc] # bound here

    try:
        with_bench(course, topics, body)
    except InputError as error:
        if started:
            raise
        if len(topics) == 1:
            heard(topics[0].id, Finding("the suite can be collected", "", (_problem(error),)))
            return
        for topic in topics:
            _run(course, [topic], heard)


def _ready(course: Course, topic: Topic, heard: Heard) -> bool:
    """Whether there is all that the runs need."""
    needed: list[Path] = [
        topic.skeleton,
        reference(course, topic),
        solutions(course, topic) / "hidden" / f"test_{topic.id}.py",
        topic.folder / "test_examples.py",
    ]
    missing = [path for path in needed if not path.is_file()]
    problems = tuple(
        Problem("this file is missing", Place(path), "create it as docs/contract.md shows") for path in missing
    )
    if problems:
        heard(topic.id, Finding("there is all that a topic needs", "", problems))
    return not problems


def _told(name: str, rule: Callable[[], Finding]) -> Finding:
    """What a rule finds; a file that it can't read is a problem of its own, and the other rules go on."""
    try:
        return rule()
    except InputError as error:
        return Finding(name.replace("_", " "), "", (_problem(error),))


def _problem(error: InputError) -> Problem:
    return Problem(error.message, error.place, error.repair)
