"""All rules in order, over all topics, with one warm bench: ``verify``. For the command; knows no terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from grader.course.model import Course, Topic
from grader.errors import InputError, Place
from grader.verify import files, leaks, mistakes, proofs, questions, signatures, suite_text, survivors, tasks
from grader.verify.bench import Bench, with_bench
from grader.verify.examined import Examined, hidden, reference
from grader.verify.finding import Finding, Problem, problem_of

Heard = Callable[[str, Finding], None]
"""Told the topic's id (empty for the course as a whole) and what a rule found, as soon as it is known."""

WHOLE: tuple[Callable[[Course], Finding], ...] = (
    files.course_files_are_named,
    questions.self_check_is_sound,
    questions.self_check_keeps_its_answers,
)
READ: tuple[Callable[[Course, Topic], Finding], ...] = (
    files.topic_files_are_named,
    tasks.tasks_agree,
    tasks.tasks_have_hints,
    signatures.signatures_agree,
    signatures.skeleton_is_blank,
    suite_text.tests_speak,
    leaks.exercises_keep_secrets,
)
RUN: tuple[Callable[[Examined], Finding], ...] = (
    tasks.points_add_up,
    proofs.reference_passes,
    proofs.skeleton_passes_nothing,
    proofs.right_answers_pass,
    mistakes.wrong_answers_fail,
    mistakes.every_test_catches,
    proofs.stubs_earn_nothing,
    proofs.nothing_unsound,
    leaks.results_keep_secrets,
)


@dataclass(frozen=True)
class Wanted:
    """What to verify. ``every_mutant``: not only a sample of each function's, and those listed as equivalent too."""

    topics: tuple[Topic, ...]
    every_mutant: bool = False


def verify(course: Course, wanted: Wanted, heard: Heard) -> None:
    """Every rule for each wanted topic; those about the course as a whole only if all of it is wanted."""
    if set(wanted.topics) == set(course.topics):
        for rule in WHOLE:
            heard("", _told(rule, course))
    ready = [topic for topic in wanted.topics if not missing(course, topic)]
    for topic in wanted.topics:
        if topic not in ready:
            _read(course, topic, heard)
            heard(topic.id, Finding("there is all that can be run", "", tuple(missing(course, topic))))
    _run(course, ready, wanted.every_mutant, heard)


def missing(course: Course, topic: Topic) -> list[Problem]:
    """What a topic lacks of all that the runs need."""
    needed = [topic.skeleton, reference(course, topic), hidden(course, topic), topic.folder / "test_examples.py"]
    repair = "create it as docs/contract.md shows"
    return [Problem("this file is missing", Place(path), repair) for path in needed if not path.is_file()]


def _run(course: Course, topics: Sequence[Topic], every_mutant: bool, heard: Heard) -> None:
    """All rules for topics that can be run. If their suites can't be collected together, each topic alone."""
    if not topics:
        return
    started = False

    def body(bench: Bench) -> None:
        nonlocal started
        started = True
        for topic in topics:
            _read(course, topic, heard)
            examined = Examined(course, topic, bench)
            rules: list[Callable[[Examined], Finding]] = [
                *RUN,
                partial(survivors.mutants_are_killed, every=every_mutant),
            ]
            for rule in rules:
                heard(topic.id, _told(rule, examined))

    try:
        with_bench(course, topics, body)
    except InputError as error:
        if started:
            raise
        if len(topics) == 1:
            _read(course, topics[0], heard)
            heard(topics[0].id, Finding("the suite can be collected", "", (problem_of(error),)))
            return
        for topic in topics:
            _run(course, [topic], every_mutant, heard)


def _read(course: Course, topic: Topic, heard: Heard) -> None:
    for rule in READ:
        heard(topic.id, _told(rule, course, topic))


def _told(rule: Callable[..., Finding], *given: object) -> Finding:
    """What a rule finds; a file that it can't read is a problem of its own, and the other rules go on."""
    try:
        return rule(*given)
    except InputError as error:
        name = getattr(rule, "func", rule).__name__
        return Finding(name.replace("_", " "), "", (problem_of(error),))
