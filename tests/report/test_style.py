"""The colours of the style sheet, measured: axe does not look into drawings, nor at print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import grader.report

CSS = (Path(grader.report.__file__).parent / "style.css").read_text(encoding="utf-8")
ROOTS = re.findall(r":root \{(.*?)\}", CSS, flags=re.DOTALL)
SCHEMES = dict(
    zip(("light", "dark", "print"), (dict(re.findall(r"(--[\w-]+): (#\w+)", one)) for one in ROOTS), strict=True)
)

PAIRS = [
    *[(ink, ground) for ink in ("--ink", "--soft", "--accent") for ground in ("--bg", "--paper", "--sunk", "--tint")],
    *[(ink, "--paper") for ink in ("--good", "--bad", "--warn", "--kw", "--str", "--num", "--fun", "--com", "--bui")],
    *[(ink, "--bad-bg") for ink in ("--bad", "--ink", "--kw", "--str", "--num", "--fun", "--com", "--bui")],
    ("--good", "--good-bg"),
    ("--warn", "--warn-bg"),
    ("--ink", "--warn-bg"),
    ("--accent", "--warn-bg"),
    ("--on-accent", "--accent"),
    ("--ink", "--line"),
]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS, ids=[" on ".join(pair) for pair in PAIRS])
def test_text_stands_out_from_its_ground(scheme: str, ink: str, ground: str) -> None:
    """At least 4.5 to 1, as WCAG AA asks."""
    low, high = sorted((luminance(SCHEMES[scheme][ink]), luminance(SCHEMES[scheme][ground])))
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_every_scheme_has_every_colour() -> None:
    """A colour that is missing in one scheme would be taken from another."""
    assert [set(SCHEMES["light"])] * 3 == [set(colours) for colours in SCHEMES.values()]


def test_nothing_is_fetched() -> None:
    """No address in the style sheet but references into the page."""
    assert [] == re.findall(r"url\((?!#)[^)]*\)|@import", CSS)
