"""Two visible tests: try your code against these first."""

import pytest

from grader.suite import explain


@pytest.mark.task("weigh")
def test_example_weighs_two_items(student):
    """Two items weigh what they weigh together."""
    total = student.weigh([("book", 300), ("pen", 20)])
    assert total == 320, explain(expected="320 grams", happened=f"weigh gave {total!r}")
