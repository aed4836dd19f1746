"""Task ``retry``."""

import pytest

from grader.suite import explain


@pytest.mark.task("poison", points=1)
def test_poison(student, network, payment):
    """A call returns the answer."""
    r = student.Client().request("GET", "http://payment.test/methods")
    assert r.status_code == 200, explain("200", f"{r}")
