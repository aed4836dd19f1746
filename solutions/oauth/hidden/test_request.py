"""Task request."""

import pytest

from grader.suite import explain


@pytest.mark.task("request")
def test_x(student):
    """X."""
    assert student.LOGIN_LIFETIME == 600, explain("a", "b")
