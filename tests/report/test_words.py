"""Numbers and times as people write them."""

from __future__ import annotations

import pytest

from grader.report import words
from grader.report.markdown import inline, paragraphs
from grader.result.model import Outcome


@pytest.mark.parametrize(
    ("value", "shown"), [(3, "3"), (2.5, "2.5"), (0.25, "0.25"), (10, "10"), (-0.0, "0"), (1200, "1,200")]
)
def test_writes_points(value: float, shown: str) -> None:
    """As many decimals as needed, two at most."""
    assert shown == words.points(value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0 s"),
        (0.25, "0.25 s"),
        (61, "61 s"),
        (125, "2 min 5 s"),
        (3600, "1 h"),
        (90_000, "1 d 1 h"),
        (-2, "-2 s"),
        (4e9, "over 100 years"),
        (-1e300, "-over 100 years"),
    ],
)
def test_writes_times(value: float, shown: str) -> None:
    """Seconds as long as one can count them, then minutes, hours, days."""
    assert shown == words.seconds(value)


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        ("count a probe when it is let through", "Count a probe when it is let through."),
        ("jwt.decode takes an audience", "jwt.decode takes an audience."),
        ("Done already.", "Done already."),
        ("", ""),
    ],
)
def test_makes_a_sentence_of_a_phrase(phrase: str, shown: str) -> None:
    """Authors write phrases; a paragraph of its own is a sentence."""
    assert shown == words.whole(phrase)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_words(outcome: Outcome) -> None:
    """No outcome is shown by its name in the code."""
    assert words.said(outcome).sentence.endswith((".", "you."))


def test_markdown_of_an_author_is_shown() -> None:
    """Code, emphasis and links are what a hint needs."""
    shown = paragraphs("Look at `jwt.decode`, *really*: [RFC](https://example.test/rfc)")
    assert (
        "<p>Look at <code>jwt.decode</code>, <em>really</em>: "
        '<a href="https://example.test/rfc" rel="noopener noreferrer">RFC</a></p>'
    ) == shown


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![x](https://evil.test/x.png)",
        "[x](javascript:alert(1))",
        '<a href="data:x">x</a>',
    ],
)
def test_markdown_brings_nothing_active(text: str) -> None:
    """Raw HTML is shown as text; images and other schemes than http do not come through."""
    shown = paragraphs(text) + inline(text)
    assert [] == [bad for bad in ("<script", "<img", '<a href="javascript', '<a href="data') if bad in shown]
