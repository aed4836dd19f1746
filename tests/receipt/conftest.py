"""A receipt, and the files of the keys that it was made with."""

from __future__ import annotations

from pathlib import Path

import pytest
from receipt_sample import CLAIMS, KEY, Keys, write_keys

from grader.receipt.jws import sign


@pytest.fixture(scope="session")
def receipt() -> bytes:
    """A receipt that is genuine."""
    return sign(CLAIMS, KEY)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """The pair of keys in PEM files, the private one readable by its owner alone."""
    return write_keys(tmp_path / "keys")
