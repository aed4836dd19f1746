"""Which tests of a mistake a quick look leaves out."""

from __future__ import annotations

import ast

import pytest

from grader.errors import Place
from grader.grading.suites import Case
from grader.verify.depth import A_MISTAKE, left_out
from grader.verify.named import Named, named_tests

NEEDS = {"test_waits": ("test_named[one]",), "test_waits_longer": ("test_waits",)}
IDS = ["test_named[one]", "test_named[two]", "test_waits", "test_waits_longer", *(f"test_{n}" for n in range(20))]
CASES = [Case(id, "task", id, 1.0, NEEDS.get(id, ()), False, None, Place("s.py")) for id in IDS]  # type: ignore[arg-type] # not run


def named(names: str) -> Named | None:
    """What a docstring says that names these."""
    return named_tests(ast.parse(f'"""A mistake.\n\nFails: {names}\n"""'))


@pytest.mark.parametrize("seed", ["a.py", "b.py", "c.py"])
def test_the_tests_that_a_mistake_names_are_tried_and_those_that_need_them(seed: str) -> None:
    """Each parameter of a name without one, and what waits for what waits."""
    assert left_out(CASES, named("test_named"), seed).isdisjoint(IDS[:4])


def test_a_few_others_are_tried() -> None:
    """As many for each mistake."""
    assert len(IDS) - 4 - A_MISTAKE == len(left_out(CASES, named("test_named"), "a.py"))


def test_another_mistake_is_tried_on_others_and_the_same_one_on_the_same() -> None:
    """So that all of them together look at much."""
    first, second = (left_out(CASES, named("test_named"), seed) for seed in ("a.py", "b.py"))
    assert (False, True) == (first == second, first == left_out(CASES, named("test_named"), "a.py"))


def test_a_mistake_that_names_no_test_is_tried_on_all() -> None:
    """The gate then tells which ones it fails."""
    assert frozenset() == left_out(CASES, None, "a.py")


def test_where_there_are_few_tests_none_is_left_out() -> None:
    """A small topic is looked at as a whole."""
    assert frozenset() == left_out(CASES[:6], named("test_named"), "a.py")
