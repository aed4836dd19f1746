"""The rules that run code: the reference, the skeleton, stubs, right and wrong answers. Each takes an ``Examined`` topic."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.errors import Place
from grader.grading.suites import Case
from grader.result.model import Outcome, TestResult
from grader.verify.bench import Run
from grader.verify.examined import Examined, reference, right, wrong
from grader.verify.finding import Finding, Problem, counted, finding, parse
from grader.verify.named import Named, named_tests
from grader.verify.stubs import stubs

LEAST_RIGHT = 2
UNSOUND = (Outcome.GRADER_ERROR, Outcome.NOT_RUN)


def reference_passes(examined: Examined) -> Finding:
    """The reference passes every test, and again in another order with nothing needed before."""
    path = reference(examined.course, examined.topic)
    runs = (
        ("", examined.run(path)),
        (" in another order", examined.bench.run(examined.topic, path.read_bytes(), shuffled=True)),
    )
    problems = [
        _not_passed(examined, path, test, f"the reference does not pass {test.id}{when}")
        for when, run in runs
        for test in run.tests
        if test.outcome is not Outcome.PASSED
    ]
    return finding(
        "the reference passes every test, twice, in any order", counted(len(examined.cases), "test"), problems
    )


def skeleton_passes_nothing(examined: Examined) -> Finding:
    """Every test of the blank skeleton ends as not done."""
    run = examined.run(examined.topic.skeleton)
    problems = [
        Problem(
            f"with the blank skeleton {test.id} ends as {test.outcome.value}, not as not_done: {test.message}",
            examined.case(test.id).place,
            "let the test call what the student has to write, unguarded, before it decides anything",
        )
        for test in run.tests
        if test.outcome is not Outcome.NOT_DONE
    ]
    return finding(
        "the blank skeleton passes nothing, and each test says not done", counted(len(run.tests), "test"), problems
    )


def right_answers_pass(examined: Examined) -> Finding:
    """Every file under ``right/`` gets full marks, and there are at least two."""
    files = right(examined.course, examined.topic)
    problems = [
        _not_passed(examined, path, test, f"right/{path.name} is right, but {test.id} does not pass")
        for path in files
        for test in examined.run(path).tests
        if test.outcome is not Outcome.PASSED
    ]
    if len(files) < LEAST_RIGHT:
        place = Place(reference(examined.course, examined.topic).parent / "right")
        problems.append(
            Problem(
                f"{counted(len(files), 'file')} under right/, not {LEAST_RIGHT}",
                place,
                "add correct answers in another style",
            )
        )
    return finding("every right answer gets full marks", counted(len(files), "file"), problems)


def wrong_answers_fail(examined: Examined) -> Finding:
    """Every file under ``wrong/`` fails exactly the tests that its docstring names, and at least one."""
    files = wrong(examined.course, examined.topic)
    problems = [problem for path in files for problem in _wrong_problems(examined, path)]
    return finding("every wrong answer fails exactly the tests that it names", counted(len(files), "file"), problems)


def stubs_earn_nothing(examined: Examined) -> Finding:
    """A submission that only raises, or only returns something at hand, earns no point."""
    made = list(stubs(parse(examined.topic.skeleton)))
    problems = []
    for name, source in made:
        for test in examined.bench.run(examined.topic, source).tests:
            if test.score:
                problems.append(
                    Problem(
                        f"{test.id} gives {test.score:g} points to a submission whose every function is `{name}`",
                        examined.case(test.id).place,
                        "let the test first see something work that only a real answer does",
                    )
                )
    return finding("a stub earns nothing", counted(len(made), "stub"), problems)


def every_test_catches(examined: Examined) -> Finding:
    """Each hidden test is failed by at least one file under ``wrong/``: else nobody knows that it can fail."""
    files = wrong(examined.course, examined.topic)
    caught = {id for path in files for id in examined.run(path).failing}
    hidden = [case for case in examined.cases if not case.visible]
    problems = [
        Problem(
            f"no wrong answer fails {case.id}",
            case.place,
            "add the mistake that it is there for under wrong/, or drop the test",
        )
        for case in hidden
        if case.id not in caught
    ]
    return finding("every hidden test is failed by a wrong answer", counted(len(hidden), "test"), problems)


def nothing_unsound(examined: Examined) -> Finding:
    """In no run so far did a test or a service fail by itself: whatever a student hands in, they stand."""
    problems = [problem for path, run in examined.runs.items() for problem in _unsound(examined, path, run)]
    return finding("no test and no service breaks, whatever is handed in", counted(len(examined.runs), "run"), problems)


def _unsound(examined: Examined, path: Path, run: Run) -> Iterator[Problem]:
    where = path.relative_to(examined.course.folder)
    for test in run.tests:
        if test.outcome in UNSOUND:
            place = examined.case(test.id).place
            yield Problem(
                f"with {where} {test.id} ends as {test.outcome.value}: {test.message}", place, "mend the test"
            )
    for id, what in run.broken:
        yield Problem(
            f"with {where} a service failed in {id}: {what}",
            examined.case(id).place,
            "mend the service: it has to answer whatever it is sent",
        )


def _not_passed(examined: Examined, path: Path, test: TestResult, message: str) -> Problem:
    line = test.excerpts[0].line if test.excerpts else 0
    case = examined.case(test.id)
    repair = f"mend the answer, or the test at {case.place.file.name if isinstance(case.place.file, Path) else ''}:{case.place.line}"
    return Problem(f"{message} ({test.outcome.value}): {test.message}", Place(path, line), repair)


def _wrong_problems(examined: Examined, path: Path) -> Iterator[Problem]:
    tree = parse(path)
    named = named_tests(tree)
    place = Place(path, named.line if named else 1)
    if named is None or not named.names:
        yield Problem("its docstring names no test", place, "add a line such as `Fails: test_refuses_an_expired_token`")
        return
    run = examined.run(path)
    outcomes = {test.id: test for test in run.tests}
    yield from _misnamed(examined.cases, named, place)
    for test in run.tests:
        if test.id in run.failing and not named.names_test(test.id):
            yield Problem(
                f"{test.id} fails ({test.outcome.value}) without being named: {test.message}",
                place,
                "name it in the docstring, or narrow the mistake down or the test",
            )
    for name in named.names:
        those = [outcomes[id] for id in outcomes if named.means(name, id)]
        if those and not any(test.id in run.failing for test in those):
            was = "is blocked" if any(test.outcome is Outcome.BLOCKED for test in those) else "passes"
            yield Problem(f"{name} is named but {was}", place, "sharpen the test, or take the name out")


def _misnamed(cases: tuple[Case, ...], named: Named, place: Place) -> Iterator[Problem]:
    for name in named.names:
        if not any(named.means(name, case.id) for case in cases):
            yield Problem(f"there is no test {name}", place, "write its name as it is in the suite")
