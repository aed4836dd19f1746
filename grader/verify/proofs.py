"""The rules that run code: the reference, the skeleton, stubs and right answers. For ``grader.verify.gate``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.errors import Place
from grader.result.model import Outcome, TestResult
from grader.verify.bench import Run
from grader.verify.examined import Examined, reference, right
from grader.verify.finding import Finding, Problem, counted, finding, parse
from grader.verify.stubs import stubs

LEAST_RIGHT = 2
UNSOUND = (Outcome.GRADER_ERROR, Outcome.NOT_RUN)


def reference_passes(examined: Examined) -> Finding:
    """The reference passes every test, and again in another order with nothing needed before."""
    path = reference(examined.course, examined.topic)
    again = examined.bench.run(examined.topic, path.read_bytes(), shuffled=True)
    problems = [
        _not_passed(examined, path, test, f"the reference does not pass {test.id}{when}")
        for when, run in (("", examined.run(path)), (" in another order", again))
        for test in _failures(run)
    ]
    rule = "the reference passes every test, twice, in any order"
    return finding(rule, counted(len(examined.cases), "test"), problems)


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
    rule = "the blank skeleton passes nothing, and each test says not done"
    return finding(rule, counted(len(run.tests), "test"), problems)


def right_answers_pass(examined: Examined) -> Finding:
    """Every file under ``right/`` gets full marks, and there are at least two."""
    files = right(examined.course, examined.topic)
    problems = [
        _not_passed(examined, path, test, f"right/{path.name} is right, but {test.id} does not pass")
        for path in files
        for test in _failures(examined.run(path))
    ]
    if len(files) < LEAST_RIGHT:
        place = Place(reference(examined.course, examined.topic).parent / "right")
        message = f"{counted(len(files), 'file')} under right/, not {LEAST_RIGHT}"
        problems.append(Problem(message, place, "add correct answers in another style"))
    return finding("every right answer gets full marks", counted(len(files), "file"), problems)


def stubs_earn_nothing(examined: Examined) -> Finding:
    """A submission that only raises, or only returns something at hand, earns no point."""
    made = list(stubs(parse(examined.topic.skeleton)))
    problems = [
        Problem(
            f"{test.id} gives {test.score:g} points to a submission whose every function is `{name}`",
            examined.case(test.id).place,
            "let the test first see something work that only a real answer does",
        )
        for name, source in made
        for test in examined.bench.run(examined.topic, source).tests
        if test.score
    ]
    return finding("a stub earns nothing", counted(len(made), "stub"), problems)


def nothing_unsound(examined: Examined) -> Finding:
    """In no run so far did a test or a service fail by itself: whatever a student hands in, they stand."""
    problems: dict[tuple[str, str], Problem] = {}
    for path, run in examined.runs.items():
        for id, what, repair in _unsound(run):
            message = f"with {path.relative_to(examined.course.folder)}: {what}"
            problems.setdefault((id, what), Problem(message, examined.case(id).place, repair))
    rule = "no test and no service breaks, whatever is handed in"
    return finding(rule, counted(len(examined.runs), "run"), problems.values())


def _unsound(run: Run) -> Iterator[tuple[str, str, str]]:
    for test in run.tests:
        if test.outcome in UNSOUND:
            yield test.id, f"{test.id} ends as {test.outcome.value}: {test.message}", "mend the test"
    for id, what in run.broken:
        repair = "mend the service: it has to answer whatever it is sent"
        yield id, f"a service failed in {id}: {what}", repair


def _failures(run: Run) -> list[TestResult]:
    """What did not pass, where it began: blocked tests only if nothing else is to be told."""
    missed = [test for test in run.tests if test.outcome is not Outcome.PASSED]
    return [test for test in missed if test.outcome is not Outcome.BLOCKED] or missed


def _not_passed(examined: Examined, path: Path, test: TestResult, message: str) -> Problem:
    line = test.excerpts[0].line if test.excerpts else 0
    at = examined.case(test.id).place
    repair = f"mend the answer, or the test at {Path(at.file).name}:{at.line}"
    return Problem(f"{message} ({test.outcome.value}): {test.message}", Place(path, line), repair)
