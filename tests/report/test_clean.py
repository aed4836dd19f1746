"""What is invisible becomes visible, what is endless ends."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report import clean

ANYTHING = st.text(st.characters(), max_size=400)  # lone surrogates too


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("plain text", "plain text"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00b\x7f", "a␀b␡"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a\u200bb", "a⟨U+200B⟩b"),
        ("\ud800", "⟨U+D800⟩"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("a\u00a0b", "a b"),
        ("\u3164", "⟨U+3164⟩"),
        ("naïve 東京 ✓", "naïve 東京 ✓"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_shows_what_could_not_be_seen(given_text: str, shown: str) -> None:
    """A character that is invisible or reorders its neighbours is shown as what it is."""
    assert shown == clean.visible(given_text)


def test_leaves_two_marks_on_a_letter() -> None:
    """A tower of marks over one letter would cover the lines above it."""
    assert "z\u0335\u0489" == clean.visible("z" + "\u0335\u0489" * 50)


def test_keeps_a_line_on_one_line() -> None:
    """A line feed in a line is shown as a sign."""
    assert "a⏎b c" == clean.line("a\nb\tc")


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("##[add-mask]points", "# #[add-mask]points"),
        ("a ##vso[task.complete]b", "a # #vso[task.complete]b"),
        ("###[x]", "## #[x]"),
        ("## a heading [1]", "## a heading [1]"),
        ("a\n::error::b\x1b", "a⏎::error::b␛"),
    ],
)
def test_breaks_what_a_ci_system_would_obey(given_text: str, shown: str) -> None:
    """Such commands count wherever they stand in a line."""
    assert shown == clean.terminal(given_text)


def test_says_how_much_of_a_block_is_left_out() -> None:
    """Of a long text the beginning and the end are shown, and how many characters are between."""
    assert "aa\n… 6 more characters are left out here …\nbb" == clean.block("aa" + "x" * 6 + "bb", 4)


def test_bounds_the_lines_of_a_block() -> None:
    """A text of nothing but line feeds does not make the page endless."""
    assert "1\n… 3 more lines are left out here …\n5" == clean.block("1\n2\n3\n4\n5", lines=2)


@given(ANYTHING)
def test_leaves_nothing_invisible(text: str) -> None:
    """Whatever comes in, no control, format, surrogate or unassigned character comes out."""
    shown = clean.line(text)
    assert [] == [char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")]


@given(ANYTHING, st.integers(2, 100))
def test_bounds_every_line(text: str, most: int) -> None:
    """No line is longer than asked for."""
    assert len(clean.line(text, most)) <= most


@given(ANYTHING)
def test_everything_can_be_written_as_utf_8(text: str) -> None:
    """A lone surrogate would make writing the report fail."""
    assert clean.block(text) == clean.block(text).encode().decode()
