"""A rubric with a mistake: the author learns the file, the line and the repair."""

from pathlib import Path

import pytest

from grader.errors import InputError
from grader.selfcheck import load_key

GOOD = """\
questions:
  - id: one
    topic: tokens
    question: Why?
    model_answer: Because of this.
    points:
      - text: The reason.
        any: [because]
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("questions:", "answers:", 1, "one list named questions"),
        ("    topic: tokens\n", "", 2, "topic"),
        ("Why?", "[why]", 2, "question"),
        ("Why?", '""', 4, "`question` is empty"),
        ("[because]", "[]", 7, "at least one pattern"),
        ("[because]", "[because not]", 8, "asks for nothing"),
        ("[because]", "[without because]", 8, "asks for nothing"),
        ("[because]", '["?"]', 8, "no word in it"),
        ("    points:", "    words: {x: ['!']}\n    points:", 6, "no word in it"),
        ("        any: [because]", "        some: [because]", 2, "some"),
        ("    points:\n", "    points: []\n    misconceptions:\n", 6, "`points` is empty"),
        ("topic: tokens", "topic: tokens\n    topic: again", 4, "twice"),
    ],
)
def test_names_the_line_of_a_mistake(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    """Every way to get the rubric wrong has a message with its line."""
    path = tmp_path / "self_check.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_key(path)
    assert (f"{path}:{line}", True) == (str(caught.value.place), words in caught.value.message)


def test_says_how_to_repair_it(tmp_path: Path) -> None:
    """A message without a repair would leave the author alone."""
    path = tmp_path / "self_check.yaml"
    path.write_text(GOOD + GOOD.removeprefix("questions:\n"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_key(path)
    assert "give each question an id of its own" == caught.value.repair


def test_tells_that_there_is_no_rubric(tmp_path: Path) -> None:
    """A missing file is the author's to put there."""
    with pytest.raises(InputError, match="No such file"):
        load_key(tmp_path / "self_check.yaml")
