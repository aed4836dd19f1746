import pytest


@pytest.mark.task("trace", points=8, spec="x")
def test_placeholder(student):
    """Placeholder."""
    assert student.continue_trace(None), "It gives a traceparent."
