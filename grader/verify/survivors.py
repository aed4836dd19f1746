"""The rule about mutants of the reference: the tests notice each, but for those listed as equivalent. For the gate.

``solutions/<topic>/equivalent_mutants.yaml`` is a list of ``{mutant: id, reason: text}``.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence

from grader.course.guarded_yaml import Document, read_yaml
from grader.course.model import Course, Topic
from grader.errors import InputError, Place
from grader.grading.suites import Case
from grader.verify.examined import Examined, reference, solutions
from grader.verify.files import EQUIVALENT
from grader.verify.finding import Finding, Problem, finding, parse
from grader.verify.mutants import MODULE, Mutant, mutants
from grader.verify.signatures import interface
from grader.verify.sources import functions, is_blank
from grader.verify.touched import Touched

A_FUNCTION = 2
"""So many mutants of each function are tried unless all are asked for: a sample that is the same every time."""


def mutants_are_killed(examined: Examined, *, every: bool = False) -> Finding:
    """Each mutant of the reference fails a hidden test. ``every``: not only a sample, and the equivalent ones too."""
    course, topic = examined.course, examined.topic
    made = reference_mutants(course, topic)
    listed = equivalent(course, topic)
    problems = _stale(listed, made)
    tried = made if every else sample(topic.id, [mutant for mutant in made if mutant.id not in listed])
    killers: Counter[str] = Counter()
    within: dict[str, Counter[str]] = {}
    killed = 0
    for mutant in tried:
        local = within.setdefault(mutant.function, Counter())
        reached = [case for case in examined.sound if reaches(examined.touched, case, mutant.function)]
        test = examined.bench.first_failing(topic, mutant.source, _likeliest(reached, local, killers))
        if test is not None:
            killed += 1
            killers[test] += 1
            local[test] += 1
        problems += _judged(mutant, test, listed, reference_place(course, topic, mutant))
    of = f"all {len(made)} mutants" if every else f"a sample of {len(tried)} from {len(made)} mutants"
    return finding("mutants of the reference are killed", f"{killed} of {of}", problems)


def reference_mutants(course: Course, topic: Topic) -> list[Mutant]:
    """The mutants of what the student has to write: what the skeleton gives is left alone."""
    skeleton = parse(topic.skeleton)
    given = {name for name, function in functions(skeleton) if not is_blank(function)} | set(interface(skeleton))
    blank = {name for name, function in functions(skeleton) if is_blank(function)}
    return mutants(reference(course, topic).read_text("utf-8"), given - blank)


def reaches(touched: Touched, case: Case, function: str) -> bool:
    """Whether a test may run the function; everything may depend on what the module does by itself."""
    return function == MODULE or case.id not in touched or function in touched[case.id]


def sample(seed: str, made: Sequence[Mutant]) -> list[Mutant]:
    """A few mutants of each function, always the same ones for the same source, in the order of the lines."""
    by_function: dict[str, list[Mutant]] = {}
    for mutant in made:
        by_function.setdefault(mutant.function, []).append(mutant)
    chosen: set[str] = set()
    for name, those in by_function.items():
        source = random.Random(f"{seed}:{name}")  # noqa: S311 — a choice that can be repeated, no secret
        most = len(those) if name == MODULE else A_FUNCTION
        chosen |= {mutant.id for mutant in source.sample(those, min(most, len(those)))}
    return [mutant for mutant in made if mutant.id in chosen]


def equivalent(course: Course, topic: Topic) -> dict[str, Place]:
    """The mutants listed as making no difference, each with its place in the list. InputError for a bad list."""
    path = solutions(course, topic) / EQUIVALENT
    if not path.is_file():
        return {}
    document = read_yaml(path.read_bytes(), path, trusted=True)
    entries = document.data
    if not isinstance(entries, list):
        raise InputError("no list", place=document.place(), repair="write `- {mutant: …, reason: …}` for each")
    return dict(_entry(document, index, entry) for index, entry in enumerate(entries))


def reference_place(course: Course, topic: Topic, mutant: Mutant) -> Place:
    """Where in the reference the mutant's change is."""
    return Place(reference(course, topic), mutant.line)


def _entry(document: Document, index: int, entry: object) -> tuple[str, Place]:
    if isinstance(entry, dict) and set(entry) == {"mutant", "reason"}:
        mutant, reason = entry["mutant"], entry["reason"]
        if isinstance(mutant, str) and isinstance(reason, str) and reason.strip():
            return mutant, document.place(index)
    repair = "write `mutant:` as `grader verify` prints it, and why it makes no difference as `reason:`"
    raise InputError("no mutant with a reason", place=document.place(index), repair=repair)


def _stale(listed: dict[str, Place], made: Iterable[Mutant]) -> list[Problem]:
    ids = {mutant.id for mutant in made}
    return [
        Problem(f"the reference has no mutant {id!r}", place, "take it out of the list")
        for id, place in listed.items()
        if id not in ids
    ]


def _judged(mutant: Mutant, killer: str | None, listed: dict[str, Place], place: Place) -> list[Problem]:
    if killer is None and mutant.id not in listed:
        repair = f"add a test that fails for it, or list it in {EQUIVALENT} with the reason why it makes no difference"
        return [Problem(f"no test notices this change: {mutant.id}", place, repair)]
    if killer is not None and mutant.id in listed:
        return [Problem(f"{killer} notices {mutant.id!r}", listed[mutant.id], "take it out of the list")]
    return []


def _likeliest(cases: Sequence[Case], local: Counter[str], killers: Counter[str]) -> list[Case]:
    """The tests in the order in which they are likely to notice: first those that noticed before in this function."""
    return sorted(cases, key=lambda case: (-local[case.id], -killers[case.id]))
