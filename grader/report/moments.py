"""Lays out what happened to several things over time: versions of a key, instances, messages. Only the report uses it.

A column a moment, a row a thing: an axis to scale would put what matters into one pixel.
"""

from __future__ import annotations

from grader.report import diagram, tones
from grader.report.shapes import GAP, HEIGHT, Box, Drawing, Line, Text, short, width_of
from grader.report.words import seconds
from grader.result.pictures import Mark, Picture

MOST_ROWS, MOST_MOMENTS = 16, 14


def over_time(picture: Picture, _: bool) -> Drawing:
    """A row for each thing, a column for each moment at which something happened to one of them."""
    columns = _columns(picture.marks)[:MOST_MOMENTS]
    names = list(dict.fromkeys([*map(picture.name_of, picture.rows), *(_name(mark) for mark in picture.marks)]))
    names = names[:MOST_ROWS]
    left = 24 + max(width_of(diagram.fitting(name, 30)) for name in names)
    boxes: list[Box] = []
    texts: list[Text] = []
    lines: list[Line] = []
    bottom = 24 + len(names) * (HEIGHT + GAP)
    x, shown = left, ""
    for column in columns:
        labels = {_name(mark): (mark, _label(mark)) for mark in column}
        width = max(width_of(label, 44) for _, label in labels.values())
        if (time := seconds(column[0].t)) != shown:
            shown = time
            texts.append(Text(x + width / 2, 12, time, "tick mid"))
        for name, (mark, label) in labels.items():
            if name in names:
                tone = "bad" if mark.differs else tones.of(mark.value, "n0")
                boxes.append(Box(x, 22 + names.index(name) * (HEIGHT + GAP), width, tone, label))
        x += width + 6
    for number, name in enumerate(names):
        y = 22 + number * (HEIGHT + GAP)
        lines.append(Line(left, y + HEIGHT / 2, x, y + HEIGHT / 2))
        texts.append(Text(left - 12, y + 17, diagram.fitting(name, 30)))
    sentences = tuple((f"{seconds(mark.t)}, {_name(mark)}:", _label_in_full(mark)) for mark in picture.marks)
    return Drawing(picture.title, x + 8, bottom, tuple(boxes), tuple(texts), tuple(lines), sentences)


def _columns(marks: tuple[Mark, ...]) -> list[list[Mark]]:
    """The marks by moment: those of the same time side by side, unless they are of the same thing."""
    columns: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda one: one.t):
        last = columns[-1] if columns else []
        if last and last[0].t == mark.t and _name(mark) not in map(_name, last):
            last.append(mark)
        else:
            columns.append([mark])
    return columns


def _name(mark: Mark) -> str:
    return " / ".join(mark.place)


def _label(mark: Mark) -> str:
    return short(f"✗ {mark.value}" if mark.differs else mark.value or "·")


def _label_in_full(mark: Mark) -> str:
    return f"{mark.value}, where {mark.wanted} was wanted" if mark.differs else mark.value
