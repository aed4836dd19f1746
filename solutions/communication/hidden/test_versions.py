"""Task versions."""

import pytest

from .support import expect_equal


@pytest.mark.task("versions", points=1)
def test_versions(student):
    """Is there."""
    expect_equal(1, 1, of="x")
