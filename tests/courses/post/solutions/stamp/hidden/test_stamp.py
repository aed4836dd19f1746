"""The hidden suite."""

import pytest

from grader.suite import explain


@pytest.mark.task("postage")
def test_a_light_letter(student):
    """A light letter costs 80 cents."""
    found = student.postage(19)
    assert found == 80, explain(expected="80 cents for 19 grams", happened=f"postage gave {found!r}")


@pytest.mark.task("postage")
def test_a_heavy_letter(student):
    """A heavy letter costs 150 cents."""
    found = student.postage(21)
    assert found == 150, explain(expected="150 cents for 21 grams", happened=f"postage gave {found!r}")
