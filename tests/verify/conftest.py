"""A draft of a course for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from course_drafts import Draft, copy_of_small


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A copy of the small course."""
    return copy_of_small(tmp_path / "small")
