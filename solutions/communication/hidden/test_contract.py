"""Task contract."""

import pytest

from .support import expect_equal


@pytest.mark.task("contract", points=1)
def test_contract(student):
    """Is there."""
    expect_equal(1, 1, of="x")
