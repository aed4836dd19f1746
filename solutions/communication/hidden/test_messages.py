"""Task ``retry``."""

import pytest

from grader.suite import explain


@pytest.mark.task("messages", points=1)
def test_messages(student, network, payment):
    """A call returns the answer."""
    r = student.Client().request("GET", "http://payment.test/methods")
    assert r.status_code == 200, explain("200", f"{r}")
