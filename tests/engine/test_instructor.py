"""What an instructor's copy adds beside a failed test."""

from __future__ import annotations

import pytest

from grader.grading.instructor import _difference
from grader.result.model import Excerpt, Outcome, TestResult

THEIRS = """
class Breaker:
    def look(self):
        return self.since > 2

    @property
    def call(
        self,
        function,
    ):
        self.look()

        return function(1)


def after():
    pass
"""
LOOK = "    def look(self):\n        return self.since > 2"
CALL = """\
    @property
    def call(
        self,
        function,
    ):
        self.look()

        return function({})"""
REFERENCE = f"class Breaker:\n{LOOK.replace('2', '1')}\n\n{CALL.format(1)}"


def shown(line: int, **reference: str) -> list[str]:
    excerpt = Excerpt("a.py", line, line, ("x",))
    test = TestResult("t", "task", "T.", Outcome.FAILED, 0, 1, excerpts=(excerpt,))
    diff = _difference(test, {"a.py": THEIRS.split("\n")}, reference)
    return [one for one in diff.split("\n") if one[:1] in "+-" and one[:3] not in ("+++", "---")]


def test_compares_the_function_that_the_test_met() -> None:
    """As a whole: its decorators, a signature of several lines, empty lines; and nothing behind it."""
    assert ["-        return function(1)", "+        return function(2)"] == shown(11, call=CALL.format(2))


def test_compares_the_class_if_the_function_is_the_same() -> None:
    """The mistake is then in another one of it."""
    found = shown(11, call=CALL.format(1), Breaker=REFERENCE)
    assert ["-        return self.since > 2", "+        return self.since > 1"] == found


@pytest.mark.parametrize("line", [2, 17, 400])
def test_has_nothing_to_show_where_the_reference_has_no_such_function(line: int) -> None:
    """A helper of the student's own, or no function at all."""
    assert [] == [one for one in shown(line, other="def other(): ...") if one]
