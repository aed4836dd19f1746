"""The rule about mutants: the tests notice those of every right answer, but for the ones listed as equivalent.

``solutions/<topic>/equivalent_mutants.yaml`` is a list of ``{mutant: id, reason: text}``; the id of a mutant of another
right answer begins with its file, such as ``right/by_hand.py``. For the gate.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course.model import Course, Topic
from grader.course.strict_yaml import Document, read_yaml
from grader.errors import InputError, Place
from grader.grading.suites import Case
from grader.verify.depth import Depth
from grader.verify.examined import Examined, reference, right, solutions
from grader.verify.files import EQUIVALENT
from grader.verify.finding import Finding, Problem, finding, parse
from grader.verify.mutants import MODULE, Mutant, mutants
from grader.verify.signatures import interface
from grader.verify.sources import functions, is_blank
from grader.verify.touched import Touched

A_FUNCTION = 2
"""So many mutants of each function of the reference are tried unless all are asked for."""
A_FILE = 12
"""So many mutants of another right answer are tried unless all are asked for."""
KILLED = 0.95
"""The share of a file's mutants, those listed as equivalent apart, that the tests have to notice."""


@dataclass(frozen=True)
class Mutated:
    """A right answer and its mutants. ``tried`` are those to be run."""

    path: Path
    prefix: str
    made: tuple[Mutant, ...]
    tried: tuple[Mutant, ...]

    def id(self, mutant: Mutant) -> str:
        """The name of a mutant in the list of a topic."""
        return f"{self.prefix}{mutant.id}"


def mutants_are_killed(examined: Examined) -> Finding:
    """The tests notice 95 % or more of each right answer's mutants: of a sample, or of all if that is asked for."""
    every = examined.depth is Depth.EVERY_MUTANT
    course, topic = examined.course, examined.topic
    listed = equivalent(course, topic)
    files = [mutated(course, topic, path, listed, every) for path in (reference(course, topic), *right(course, topic))]
    problems = _stale(listed, (file.id(mutant) for file in files for mutant in file.made))
    counts = []
    for file in files:
        killers = _killers(examined, file)
        problems += _judged(file, killers, listed)
        killed = sum(test is not None for test in killers.values())
        counts.append(f"{killed} of {len(killers)} in {file.path.stem}")
    of = "all mutants" if every else "a sample of the mutants"
    return finding("mutants of every right answer are killed", f"{of}: {', '.join(counts)}", problems)


def mutated(course: Course, topic: Topic, path: Path, listed: Mapping[str, Place], every: bool) -> Mutated:
    """The mutants of what the student has to write: what the skeleton gives is left alone."""
    skeleton = parse(topic.skeleton)
    given = {name for name, function in functions(skeleton) if not is_blank(function)} | set(interface(skeleton))
    blank = {name for name, function in functions(skeleton) if is_blank(function)}
    original = path == reference(course, topic)
    prefix = "" if original else f"right/{path.name}: "
    # The list names the moments that a README leaves open once, for the reference.
    made = mutants(path.read_text("utf-8"), given - blank, exact_times=original)
    tried = made
    if not every:
        unlisted = [mutant for mutant in made if f"{prefix}{mutant.id}" not in listed]
        tried = sample(topic.id, unlisted) if original else few(f"{topic.id}/{path.name}", unlisted)
    return Mutated(path, prefix, tuple(made), tuple(tried))


def _killers(examined: Examined, file: Mutated) -> dict[str, str | None]:
    """By mutant, the test that notices it, or None."""
    passed, touched = examined.passed_by(file.path), examined.touched_in(file.path)
    killers: Counter[str] = Counter()
    within: dict[str, Counter[str]] = {}
    found: dict[str, str | None] = {}
    for mutant in file.tried:
        local = within.setdefault(mutant.function, Counter())
        reached = [case for case in passed if reaches(touched, case, mutant.function)]
        test = examined.bench.first_failing(examined.topic, mutant.source, _likeliest(reached, local, killers))
        found[mutant.id] = test
        if test is not None:
            killers[test] += 1
            local[test] += 1
    return found


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
        chosen |= {mutant.id for mutant in few(f"{seed}:{name}", those, A_FUNCTION)}
    return [mutant for mutant in made if mutant.id in chosen]


def few(seed: str, made: Sequence[Mutant], most: int = A_FILE) -> list[Mutant]:
    """So many mutants, always the same ones for the same source, in the order of the lines."""
    source = random.Random(seed)  # noqa: S311 — a choice that can be repeated, no secret
    chosen = {mutant.id for mutant in source.sample(made, min(most, len(made)))}
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


def _entry(document: Document, index: int, entry: object) -> tuple[str, Place]:
    if isinstance(entry, dict) and set(entry) == {"mutant", "reason"}:
        mutant, reason = entry["mutant"], entry["reason"]
        if isinstance(mutant, str) and isinstance(reason, str) and reason.strip():
            return mutant, document.place(index)
    repair = "write `mutant:` as `grader verify` prints it, and why it makes no difference as `reason:`"
    raise InputError("no mutant with a reason", place=document.place(index), repair=repair)


def _stale(listed: Mapping[str, Place], ids: Iterable[str]) -> list[Problem]:
    known = set(ids)
    return [
        Problem(f"there is no mutant {id!r}", place, "take it out of the list")
        for id, place in listed.items()
        if id not in known
    ]


def _judged(file: Mutated, killers: Mapping[str, str | None], listed: Mapping[str, Place]) -> list[Problem]:
    """The survivors, if they are more than a file may have, and what is listed though a test notices it."""
    survivors = [one for one in file.tried if killers[one.id] is None and file.id(one) not in listed]
    counted = [one for one in file.made if file.id(one) not in listed]
    repair = f"add a test that fails for it, or list it in {EQUIVALENT} with the reason why it makes no difference"
    problems = [
        Problem(f"no test notices this change: {file.id(one)}", Place(file.path, one.line), repair)
        for one in survivors
        if len(survivors) > (1 - KILLED) * len(counted)
    ]
    for one in file.tried:
        if (test := killers[one.id]) is not None and file.id(one) in listed:
            problems.append(
                Problem(f"{test} notices {file.id(one)!r}", listed[file.id(one)], "take it out of the list")
            )
    return problems


def _likeliest(cases: Sequence[Case], local: Counter[str], killers: Counter[str]) -> list[Case]:
    """The tests in the order in which they are likely to notice: first those that noticed before in this function."""
    return sorted(cases, key=lambda case: (-local[case.id], -killers[case.id]))
