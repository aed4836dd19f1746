import pytest


@pytest.mark.task("weigh", points=3)
def test_weighs(student):
    """The weight is the sum."""
    items = [("a", 1)] + None
    assert student.weigh(items) == 1, "weigh it"
