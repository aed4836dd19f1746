"""The rubric as it is, and the answers that it is tested with."""

import re
from pathlib import Path

import pytest

from grader.selfcheck import Key, load_key

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def key() -> Key:
    return load_key(ROOT / "solutions" / "self_check.yaml")


@pytest.fixture(scope="session")
def handed_out() -> bytes:
    """The file as students get it. The working copy may hold somebody's answers, so they are blanked."""
    text = (ROOT / "exercises" / "self_check.yaml").read_text(encoding="utf-8")
    return re.sub(r"(?m)^    answer:.*\n(?:      .*\n|\n(?=      ))*", '    answer: ""\n', text).encode()
