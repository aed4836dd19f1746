"""The rules about ``wrong/``: each typical mistake fails the tests that it names and no other. For the gate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.errors import InputError, Place
from grader.grading.suites import Case
from grader.result.model import Outcome
from grader.verify.bench import Run
from grader.verify.examined import Examined, reference, wrong
from grader.verify.finding import Finding, Problem, counted, finding, parse, problem_of
from grader.verify.named import Named, named_tests


def wrong_answers_fail(examined: Examined) -> Finding:
    """Every file under ``wrong/`` fails exactly the tests that its docstring names, and at least one."""
    parse(reference(examined.course, examined.topic))
    files = wrong(examined.course, examined.topic)
    problems = [problem for path in files for problem in _problems(examined, path)]
    return finding("every wrong answer fails exactly the tests that it names", counted(len(files), "file"), problems)


def every_test_catches(examined: Examined) -> Finding:
    """Each hidden test is failed by at least one file under ``wrong/``: else nobody knows that it can fail."""
    runs = [examined.run(path) for path in examined.mistakes]
    caught = {id for run in runs if not run.graded.problem for id in run.failing}  # what can't be imported fails all
    hidden = [case for case in examined.cases if not case.visible]
    repair = "add the mistake that it is there for under wrong/, or drop the test"
    problems = [
        Problem(f"no wrong answer fails {case.id}", case.place, repair) for case in hidden if case.id not in caught
    ]
    return finding("every hidden test is failed by a wrong answer", counted(len(hidden), "test"), problems)


def _problems(examined: Examined, path: Path) -> Iterator[Problem]:
    try:
        named = named_tests(parse(path))
        run = examined.run(path)
    except InputError as error:
        yield problem_of(error)
        return
    place = Place(path, named.line if named else 1)
    if named is None or not named.names:
        found = ", ".join(test.id for test in run.tests if test.id in run.failing)
        repair = f"if that is as it should be, write `Fails: {found}`" if found else "it fails none: sharpen the suite"
        yield Problem("its docstring names no test", place, repair)
        return
    yield from _unknown(examined.cases, named, place)
    yield from _unnamed(run, named, place, {case.id for case in examined.sound})
    yield from _unfailed(run, named, place)


def _unknown(cases: tuple[Case, ...], named: Named, place: Place) -> Iterator[Problem]:
    for name in named.names:
        if not any(named.means(name, case.id) for case in cases):
            yield Problem(f"there is no test {name}", place, "write its name as it is in the suite")


def _unnamed(run: Run, named: Named, place: Place, sound: set[str]) -> Iterator[Problem]:
    for test in run.tests:
        if test.id in run.failing & sound and not named.names_test(test.id):
            message = f"{test.id} fails ({test.outcome.value}) without being named: {test.message}"
            yield Problem(message, place, "name it in the docstring, or narrow down the mistake or the test")


def _unfailed(run: Run, named: Named, place: Place) -> Iterator[Problem]:
    for name in named.names:
        those = [test for test in run.tests if named.means(name, test.id)]
        if those and not any(test.id in run.failing for test in those):
            if any(test.outcome is Outcome.BLOCKED for test in those):
                repair = "take the name out: a test that it needs fails before it"
                yield Problem(f"{name} is named but is blocked", place, repair)
            else:
                yield Problem(f"{name} is named but passes", place, "sharpen the test, or take the name out")
