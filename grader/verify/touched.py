"""Which functions of the reference each test runs, so that a change in one is tried on the tests that run it.

Every test begins with a cell in the same state, and time and chance are the test's: one that never runs a changed
function ends as it did before. That is what makes proving fifty mistakes affordable. Whatever is not certain is run.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Collection, Iterable, Mapping

from grader.grading.suites import Case
from grader.result.model import Outcome, TestResult
from grader.verify.sources import body, functions

MARK = re.compile(r"@@runs:([\w.]+)@@")
PREAMBLE = """
def _says_that_it_runs(name, said=set()):
    if name not in said:
        said.add(name)
        __import__("os").write(2, f"@@runs:{name}@@\\n".encode())
"""
Touched = Mapping[str, frozenset[str]]
"""By test, the functions that it runs; a test that is missing may run all of them."""


def instrumented(source: str) -> bytes:
    """The same module, whose functions say on standard error that they run."""
    tree = ast.parse(source)
    for name, function in functions(tree):
        at = len(function.body) - len(body(function))
        function.body.insert(at, ast.parse(f"_says_that_it_runs({name!r})").body[0])
    at = next((index for index, node in enumerate(tree.body) if not _comes_first(node)), len(tree.body))
    tree.body[at:at] = ast.parse(PREAMBLE).body
    return (ast.unparse(ast.fix_missing_locations(tree)) + "\n").encode()


def touched(tests: Iterable[TestResult], cases: Iterable[Case]) -> Touched:
    """What each test of a run of the instrumented reference has said. Left out: tests of calls at once, whose order of
    steps another line of code may change.
    """
    alone = {case.id for case in cases if not _at_once(case)}
    return {
        test.id: frozenset(MARK.findall(test.output))
        for test in tests
        if test.outcome is Outcome.PASSED and not test.output_cut and test.id in alone
    }


def changed(reference: str, other: str) -> frozenset[str] | None:
    """The functions in whose bodies two modules differ; None if they differ elsewhere as well."""
    one, two = ast.parse(reference), ast.parse(other)
    ours, theirs = _bodies(one), _bodies(two)
    if ast.dump(one) != ast.dump(two):
        return None
    return frozenset(name for name in ours if ours[name] != theirs[name])


def untouched(cases: Iterable[Case], said: Touched, change: Collection[str]) -> frozenset[str]:
    """The tests that a change in these functions can't reach, nor any test that they need."""
    found: set[str] = set()
    for case in cases:
        if case.id in said and not said[case.id] & set(change) and found.issuperset(case.needs):
            found.add(case.id)
    return frozenset(found)


def _at_once(case: Case) -> bool:
    function = getattr(case.item, "function", None)
    return function is None or "together" in inspect.getsource(function)


def _bodies(tree: ast.Module) -> dict[str, list[str]]:
    """The bodies of a module's functions by name, taken out of it together with all docstrings."""
    taken: dict[str, list[str]] = {}
    for name, function in functions(tree):
        same = taken.setdefault(name, [])  # a setter has the name of its property
        same += [ast.dump(part) for part in body(function)]
        function.body = [ast.Pass()]
    holders: list[ast.Module | ast.ClassDef] = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    for holder in holders:
        if ast.get_docstring(holder) is not None:
            holder.body = holder.body[1:] or [ast.Pass()]
    return taken


def _comes_first(node: ast.stmt) -> bool:
    """Docstring and ``from __future__``."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "__future__"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
