"""The shapes of which pictures are made: boxes, texts, lines with coordinates in pixels. Only the report uses them.

``tone`` picks colour and pattern (``good``, ``bad``, ``warn``, ``gone``, ``n0``): the label says it in words as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.report import diagram

PAGE = 830
"""What fits without scrolling, on a large screen."""
HEIGHT, GAP = 26, 12
SHORT = 22
"""Columns of a label in a box."""


@dataclass(frozen=True)
class Box:
    """A rounded box with its label in the middle."""

    x: float
    y: float
    width: float
    tone: str
    label: str
    height: float = HEIGHT


@dataclass(frozen=True)
class Text:
    """A text at its baseline; ``kind``: ``lane`` ends there, ``tick mid`` is centred there, ``cap at`` begins there."""

    x: float
    y: float
    label: str
    kind: str = "lane"


@dataclass(frozen=True)
class Line:
    """A line; ``kind``: ``grid``, ``to`` (with an arrow head) or ``goal`` (where a bar should end)."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str = "grid"


@dataclass(frozen=True)
class Drawing:
    """A whole picture. ``sentences`` say the same in words, each the picture's part and what was seen there."""

    title: str
    width: float
    height: float
    boxes: tuple[Box, ...] = ()
    texts: tuple[Text, ...] = ()
    lines: tuple[Line, ...] = ()
    sentences: tuple[tuple[str, str], ...] = ()


def short(text: str) -> str:
    """A label that fits into a box."""
    return diagram.fitting(text, SHORT)


def width_of(label: str, least: float = 0) -> float:
    """How wide a box of that label is."""
    return max(least, diagram.columns_of(label) * diagram.CHAR + 20)
