"""The hidden suite."""

import pytest

from grader.suite import explain


@pytest.mark.task("shelf")
def test_takes_the_first_digit(student):
    """The first digit of the post code is the shelf."""
    found = student.shelf("48143")
    assert found == 4, explain(expected="shelf 4 for 48143", happened=f"shelf gave {found!r}")
