"""Which tests a wrong answer names."""

from __future__ import annotations

import ast

import pytest

from grader.verify.named import Said, breaks_the_whole, named_tests


def names(docstring: str) -> tuple[str, ...]:
    """What a module with this docstring names."""
    named = named_tests(ast.parse(f'"""{docstring}"""'))
    assert named is not None
    return named.names


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("A.\n\nFails: test_a", ("test_a",)),
        ("A.\n\nFails: test_a, test_b[x-1]", ("test_a", "test_b[x-1]")),
        ("A.\n\nFails: test_a,\n    test_b,\n    test_c\n\nNot test_d.", ("test_a", "test_b", "test_c")),
        ("A.\n\nFails: test_a[one, two], test_b", ("test_a[one, two]", "test_b")),
        ("A.\n\nFails: test_a[x[0]], test_b", ("test_a[x[0]]", "test_b")),
        ("A.\n\nFails: test_a and test_b.", ("test_a", "test_b")),
        ("A.\n\nFails:\n    test_a", ("test_a",)),
        ("A.\n\nFails: test_a\nBreaks the whole: test_b is all.", ("test_a",)),
    ],
)
def test_reads_names(docstring: str, expected: tuple[str, ...]) -> None:
    """Names are separated by commas and go on until an empty line."""
    assert expected == names(docstring)


@pytest.mark.parametrize("source", ["", "x = 1", '"""Says nothing of tests."""'])
def test_finds_no_names(source: str) -> None:
    """Without the line there are none."""
    assert named_tests(ast.parse(source)) is None


def test_knows_the_line() -> None:
    """The place is the line with the names."""
    named = named_tests(ast.parse('\n"""A.\n\nFails: test_a"""'))
    assert named is not None
    assert 4 == named.line


@pytest.mark.parametrize(("id", "expected"), [("test_a", True), ("test_a[1]", True), ("test_ab", False)])
def test_means_any_parameter_by_the_base_name(id: str, expected: bool) -> None:
    """A name without a parameter means each of them."""
    named = named_tests(ast.parse('"""Fails: test_a"""'))
    assert named is not None
    assert expected == named.names_test(id)


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("Breaks the whole: nobody\n    gets in.\n\nFails: test_a", Said("nobody gets in.", 1)),
        ("A.\n\nFails: test_a\nBreaks the whole: nobody gets in.", Said("nobody gets in.", 4)),
        ("A.\n\nBreaks the whole:\nFails: test_a", Said("", 3)),
        ("It breaks the whole: nobody gets in.", None),
    ],
)
def test_reads_why_a_mistake_breaks_the_whole(docstring: str, expected: Said | None) -> None:
    """The reason goes on until an empty line, or until the tests are named."""
    assert expected == breaks_the_whole(ast.parse(f'"""{docstring}"""'))
