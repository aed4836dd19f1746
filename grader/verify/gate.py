"""All rules in order: ``verify_topic`` for a topic, with a warm bench of its own; ``verify_course`` for the rest.

For the command and for ``grader.verify.parallel``; knows no terminal.
"""

from __future__ import annotations

from collections.abc import Callable

from grader.course.model import Course, Topic
from grader.errors import InputError, Place
from grader.verify import (
    files,
    leaks,
    mistakes,
    proofs,
    questions,
    quotes,
    signatures,
    slips,
    suite_text,
    survivors,
    tasks,
)
from grader.verify.bench import warm_bench
from grader.verify.depth import Depth
from grader.verify.examined import Examined, reference, solutions
from grader.verify.finding import Finding, Problem, problem_of
from grader.verify.kept import as_handed_out
from grader.verify.memory import Memory

OnFinding = Callable[[str, Finding], None]
"""Told the topic's id (empty for the course as a whole) and what a rule found, as soon as it is known."""

WHOLE: tuple[Callable[[Course], Finding], ...] = (
    files.course_files_are_named,
    questions.self_check_is_sound,
    questions.self_check_keeps_its_answers,
)
READ: tuple[Callable[[Course, Topic], Finding], ...] = (
    files.topic_files_are_named,
    files.skeleton_is_kept,
    tasks.tasks_agree,
    tasks.tasks_have_hints,
    signatures.signatures_agree,
    signatures.names_are_reachable,
    signatures.skeleton_is_blank,
    suite_text.suites_speak,
    leaks.exercises_keep_secrets,
)
RUN: tuple[Callable[[Examined], Finding], ...] = (
    tasks.points_add_up,
    quotes.lesson_is_quoted,
    proofs.reference_passes,
    proofs.skeleton_passes_nothing,
    proofs.right_answers_pass,
    mistakes.wrong_answers_fail,
    mistakes.every_test_catches,
    slips.one_slip_costs_little,
    proofs.stubs_earn_nothing,
    proofs.nothing_unsound,
    leaks.results_keep_secrets,
    survivors.mutants_are_killed,
)


def verify_course(course: Course, on_finding: OnFinding) -> None:
    """The rules about the course as a whole."""
    for rule in WHOLE:
        on_finding("", _told(rule, course))


def verify_topic(course: Course, topic: Topic, on_finding: OnFinding, *, depth: Depth = Depth.FULL) -> None:
    """Every rule for one topic; those that run code only if there is all that can be run. A quick look tells again what
    was proven for exactly these bytes.

    GraderFault if the grader itself can't go on.
    """
    topic = as_handed_out(course, topic)
    if depth is not Depth.QUICK:
        _verify(course, topic, on_finding, depth)
        return
    memory = Memory(course, topic)
    known = memory.recall()
    for finding in known or ():
        on_finding(topic.id, finding)
    if known is None:
        found: list[Finding] = []

        def note(id: str, finding: Finding) -> None:
            found.append(finding)
            on_finding(id, finding)

        _verify(course, topic, note, depth)
        memory.keep(found)


def _verify(course: Course, topic: Topic, on_finding: OnFinding, depth: Depth) -> None:
    for rule in READ:
        on_finding(topic.id, _told(rule, course, topic))
    if lacking := missing(course, topic):
        on_finding(topic.id, Finding("there is all that can be run", "", tuple(lacking)))
        return

    try:
        with warm_bench(course, [topic]) as bench:
            examined = Examined(course, topic, bench, depth)
            for run_rule in RUN:
                on_finding(topic.id, _told(run_rule, examined))
    except InputError as error:
        on_finding(topic.id, Finding("the suite can be collected", "", (problem_of(error),)))


def missing(course: Course, topic: Topic) -> list[Problem]:
    """What a topic lacks of all that the runs need."""
    suite = [solutions(course, topic) / "hidden" / f"test_{task.id}.py" for task in topic.tasks]
    needed = [topic.skeleton, reference(course, topic), *suite, topic.folder / "test_examples.py"]
    repair = "create it as docs/contract.md shows"
    return [Problem("this file is missing", Place(path), repair) for path in needed if not path.is_file()]


def _told(rule: Callable[..., Finding], *given: object) -> Finding:
    """What a rule finds; a file that it can't read is a problem of its own, and the other rules go on."""
    try:
        return rule(*given)
    except InputError as error:
        name = getattr(rule, "func", rule).__name__
        return Finding(name.replace("_", " "), "", (problem_of(error),))
