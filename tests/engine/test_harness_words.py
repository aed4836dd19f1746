"""Values and calls in few words, whatever they are."""

from __future__ import annotations

from typing import Any

import pytest

from grader.harness.words import MAX_SHORT, call, short


@pytest.mark.parametrize(
    "value",
    [[["x" * 60] * 5] * 5, {number: {"x" * 60: "y" * 60} for number in range(5)}, ("é" * 60,) * 6],
    ids=["lists", "dicts", "tuple"],
)
def test_a_value_of_many_parts_is_cut(value: Any) -> None:
    """Each part is short, but there may be a hundred."""
    assert MAX_SHORT == len(short(value))
    assert short(value).endswith("…")


def test_a_short_value_is_as_python_shows_it() -> None:
    """With nothing left out."""
    assert "[1, 'two', (3.0, None)]" == short([1, "two", (3.0, None)])


def test_a_call_is_as_it_would_be_written() -> None:
    """With values and named values."""
    assert "f(1, 'a', key=[2])" == call("f", [1, "a"], {"key": [2]})


def test_a_call_with_arguments_without_number_is_told_by_the_first() -> None:
    """The others are not even looked at."""
    looked_at = []

    class Argument:
        def __repr__(self) -> str:
            looked_at.append(self)
            return "x"

    assert call("f", [Argument() for _ in range(1000)], {}).startswith("f(x, x, x")
    assert len(looked_at) < 100
