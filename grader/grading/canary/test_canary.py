"""The two canary tests: one passes and one fails, or the run is not to be believed. See ``grader.grading.canaries``."""

from grader.harness.suite.student import Student


def test_passes(student: Student) -> None:
    """Forty-two is forty-two."""
    assert student.answer() == 42, "42 is expected"


def test_fails(student: Student) -> None:
    """Forty-two is not forty-three."""
    assert student.answer() == 43, "43 is expected"
