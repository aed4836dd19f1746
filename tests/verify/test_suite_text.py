"""Every test of a suite speaks to the student."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from course_drafts import SMALL, Draft

from grader.course import load_course
from grader.verify.suite_text import suite_problems, suites_speak
from mocks import SERVICES

PARCEL = load_course(SMALL, services=SERVICES).topics[0]


def problems(source: str, name: str = "test_weigh.py", shared: str = "") -> list[str]:
    """What is wrong with this file of a suite."""
    return [problem.message for problem in suite_problems(ast.parse(source), Path(name), PARCEL, [ast.parse(shared)])]


def test_finds_nothing_in_a_good_suite(draft: Draft) -> None:
    """The small course's suites speak."""
    assert [] == draft.found(suites_speak)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def test_a(student):\n    assert student.f(), 'no'", "test_a has no docstring"),
        ("def test_a(student):\n    'A.'\n    assert student.f()", "an assert without a message"),
        ("def test_a(student):\n    'A.'\n    assert student.f(), ''", "an assert without a message"),
        ("def test_a(student):\n    'A.'\n    student.f()", "test_a has neither an assert nor a raises"),
        ("async def test_a(student):\n    'A.'\n    assert student.f(), 'no'", "test_a is async"),
        ("import parcel\ndef test_a(student):\n    'A.'\n    assert student.f(), 'no'", "the suite imports parcel"),
        (
            "class TestA:\n    def test_a(self, student):\n        'A.'",
            "TestA.test_a has neither an assert nor a raises",
        ),
    ],
)
def test_finds_what_is_wrong(source: str, expected: str) -> None:
    """Each mistake is told on its own."""
    assert [expected] == problems(source)


@pytest.mark.parametrize(
    "source",
    [
        "def test_a(student):\n    'A.'\n    with student.raises('E'):\n        student.f()",
        "def check(x):\n    assert x, 'no'\ndef test_a(student):\n    'A.'\n    check(student.f())",
        "def test_a(student):\n    'A.'\n    go(student.f())\ndef go(x):\n    two(x)\ndef two(x):\n    assert x, 'no'",
    ],
)
def test_lets_a_test_decide_in_its_own_way(source: str) -> None:
    """A raises decides, and so does a function of the suite that asserts."""
    assert [] == problems(source)


def test_lets_a_shared_function_decide() -> None:
    """A function that tests import from the suite's support module may assert for them."""
    source = "from .support import agrees\ndef test_a(student):\n    'A.'\n    agrees(student.f())"
    shared = "def agrees(found):\n    assert found, 'nothing came back'"

    assert [] == problems(source, shared=shared)
    assert ["test_a has neither an assert nor a raises"] == problems(source)


def test_finds_a_test_in_the_file_of_another_task() -> None:
    """A test stands in the file that is named for its task."""
    source = "@pytest.mark.task('price', points=2)\ndef test_a(student):\n    'A.'\n    assert student.f(), 'no'"

    assert [] == problems(source, "test_price.py")
    assert ["test_a is a test of price"] == problems(source, "test_weigh.py")


def test_gives_the_line(draft: Draft) -> None:
    """A problem has file and line."""
    suite = "solutions/parcel/hidden/test_price.py"
    draft.edit(suite, '    """The price comes from the depot."""\n', "")
    line = (draft.folder / suite).read_text("utf-8").splitlines().index("def test_asks_the_depot(student, depot):") + 1
    assert [f"{suite}:{line}: test_asks_the_depot has no docstring"] == draft.found(suites_speak)
