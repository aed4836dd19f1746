"""Lays out the pictures that a topic declares, from the marks that its suite has set. Only the report uses it.

A kind is a function from a picture to a drawing; ``failed`` tells whether the test ended as it should not. What is
drawn is bounded; what does not fit is in the list beside it.
"""

from __future__ import annotations

from collections.abc import Callable

from grader.report import diagram, tones
from grader.report.moments import over_time
from grader.report.shapes import GAP, HEIGHT, PAGE, Box, Drawing, Line, Text, short, width_of
from grader.report.words import seconds
from grader.result.model import Evidence
from grader.result.pictures import Mark, Picture, PictureKind

MOST = 16
"""Rows, steps, bars or spans in a drawing."""
_BAR = 420
"""Pixels of the longest bar, and of the whole time of a waterfall."""


def lay_out(evidence: Evidence, *, failed: bool = False) -> tuple[Drawing, ...]:
    """The drawings of these pictures, in the order of ``topic.yaml``."""
    return tuple(_KINDS[picture.kind](picture, failed) for picture in evidence.pictures)


def steps(picture: Picture, failed: bool) -> Drawing:
    """A path of steps, ticked as far as the code came; the first one that it did not reach is marked if it failed."""
    marks = {mark.place[0]: mark for mark in picture.marks}
    boxes: list[Box] = []
    texts: list[Text] = []
    lines: list[Line] = []
    sentences: list[tuple[str, str]] = []
    x, y, left_path = 8.0, 8.0, False
    for number, row in enumerate(picture.rows, 1):
        name, _, caption = row.partition(": ")
        tone, sign, told = _reached(marks.get(name), lost=failed and not left_path)
        left_path = left_path or tone == "bad"
        label = f"{sign}{number} {short(name)}"
        width = max(width_of(label), width_of(short(caption)) if caption else 0)
        if x > 8 and x + width > PAGE:
            x, y = 8.0, y + HEIGHT + 34
        elif x > 8:
            lines.append(Line(x - GAP - 8, y + HEIGHT / 2, x - 3, y + HEIGHT / 2, "to"))
        boxes.append(Box(x, y, width, tone, label))
        if caption:
            texts.append(Text(x + width / 2, y + HEIGHT + 15, short(caption), "tick mid"))
        sentences.append((f"{number}. {row}: {told}", marks[name].value if name in marks else ""))
        x += width + GAP + 14
    right = max(box.x + box.width for box in boxes)
    return Drawing(
        picture.title, right + 8, y + HEIGHT + 24, tuple(boxes), tuple(texts), tuple(lines), tuple(sentences)
    )


def _reached(mark: Mark | None, *, lost: bool) -> tuple[str, str, str]:
    """Tone, sign and words of a step: ``lost`` if the path may have been left at this one."""
    if mark is not None and not mark.differs:
        return "good", "✓ ", "reached"
    if mark is not None:
        return "bad", "✗ ", f"not as wanted ({mark.wanted}):"
    return ("bad", "✗ ", "not reached") if lost else ("gone", "", "not tried")


def matrix(picture: Picture, _: bool) -> Drawing:
    """Who may do what: a box a cell, marked where it differs from what was wanted."""
    seen = {mark.place: mark for mark in picture.marks}
    rows, columns = [picture.name_of(row) for row in picture.rows[:MOST]], picture.columns[:MOST]
    left = 24 + max(width_of(short(name)) for name in rows)
    labels = {place: _cell(mark) for place, mark in seen.items()}
    widths = [max(width_of(short(name)), *(width_of(labels.get((row, name), "")) for row in rows)) for name in columns]
    boxes: list[Box] = []
    texts: list[Text] = []
    x = left
    for name, width in zip(columns, widths, strict=True):
        texts.append(Text(x + width / 2, 14, short(name), "tick mid"))
        for number, row in enumerate(rows):
            mark = seen.get((row, name))
            tone = "gone" if mark is None else "bad" if mark.differs else tones.of(mark.value, "good")
            boxes.append(Box(x, 24 + number * (HEIGHT + 6), width, tone, labels.get((row, name), "–")))
        x += width + 6
    texts += [Text(left - 12, 24 + n * (HEIGHT + 6) + 17, short(row)) for n, row in enumerate(rows)]
    sentences = tuple((f"{', '.join(place)}:", _told(mark)) for place, mark in seen.items())
    return Drawing(picture.title, x + 2, 24 + len(rows) * (HEIGHT + 6) + 4, tuple(boxes), tuple(texts), (), sentences)


def _cell(mark: Mark) -> str:
    return short(f"✗ {mark.value}, not {mark.wanted}" if mark.differs else mark.value)


def _told(mark: Mark) -> str:
    return f"{mark.value}, where {mark.wanted} was wanted" if mark.differs else mark.value


def chain(picture: Picture, _: bool) -> Drawing:
    """Certificates from the leaf down to the root, each with what was found in it; a fault is marked."""
    marks = picture.marks[:MOST]
    labels = [diagram.fitting(" · ".join(mark.place), 40) for mark in marks]
    notes = [diagram.fitting(("✗ " if mark.differs else "") + _told(mark), 60) for mark in marks]
    width = max(width_of(label, 200) for label in labels)
    boxes, texts, lines = [], [], []
    for number, (mark, label, note) in enumerate(zip(marks, labels, notes, strict=True)):
        y = 8 + number * (HEIGHT + 22)
        boxes.append(Box(8, y, width, "bad" if mark.differs else "good", label))
        texts.append(Text(width + 24, y + 17, note, "cap at"))
        if number:
            lines.append(Line(8 + width / 2, y - 20, 8 + width / 2, y - 3, "to"))
    right = width + 24 + max(diagram.columns_of(note) for note in notes) * diagram.CHAR + 10
    sentences = tuple((f"{', '.join(mark.place)}:", _told(mark)) for mark in picture.marks)
    return Drawing(
        picture.title, right, 8 + len(marks) * (HEIGHT + 22), tuple(boxes), tuple(texts), tuple(lines), sentences
    )


def shares(picture: Picture, _: bool) -> Drawing:
    """A bar a target, as long as its share, with a line where it should end."""
    marks = list({mark.place: mark for mark in picture.marks}.values())[:MOST]
    amounts = [(_number(mark.value), _number(mark.wanted) if mark.wanted else None) for mark in marks]
    most = max([1e-9, *(max(got, wanted or 0.0) for got, wanted in amounts)])
    left = 24 + max(width_of(short(" ".join(mark.place))) for mark in marks)
    boxes, texts, lines = [], [], []
    for number, (mark, (got, wanted)) in enumerate(zip(marks, amounts, strict=True)):
        y = 8 + number * (HEIGHT + GAP)
        texts.append(Text(left - 12, y + 17, short(" ".join(mark.place))))
        boxes.append(Box(left, y, max(2.0, got / most * _BAR), "n0", ""))
        note = f"{mark.value} of {mark.wanted} wanted" if mark.wanted else mark.value
        texts.append(Text(left + _BAR + 16, y + 17, diagram.fitting(note, 30), "cap at"))
        if wanted is not None:
            x = left + wanted / most * _BAR
            lines.append(Line(x, y - 4, x, y + HEIGHT + 4, "goal"))
    sentences = tuple((f"{' '.join(mark.place)}:", f"{mark.value} ({mark.wanted or '?'} wanted)") for mark in marks)
    height = 8 + len(marks) * (HEIGHT + GAP)
    return Drawing(picture.title, left + _BAR + 16 + 240, height, tuple(boxes), tuple(texts), tuple(lines), sentences)


def _number(text: str) -> float:
    try:
        return max(0.0, float(text))
    except ValueError:
        return 0.0


def waterfall(picture: Picture, _: bool) -> Drawing:
    """The spans of a trace: where each begins, how long it takes, and which one it is a part of."""
    marks = picture.marks[:MOST]
    begin = min(mark.t for mark in marks)
    whole = max(max(mark.t + mark.seconds for mark in marks) - begin, 1e-9)
    names = [f"{'· ' * (len(mark.place) - 1)}{diagram.fitting(mark.place[-1], 30)}" for mark in marks]
    left = 24 + max(width_of(name) for name in names)
    boxes, texts = [], []
    for number, (mark, name) in enumerate(zip(marks, names, strict=True)):
        y = 8 + number * (HEIGHT + 6)
        x, width = left + (mark.t - begin) / whole * _BAR, max(4.0, mark.seconds / whole * _BAR)
        tone = "bad" if mark.differs else tones.of(mark.value, "n0")
        texts.append(Text(16, y + 17, name, "cap at"))
        boxes.append(Box(x, y, width, tone, ""))
        note = " ".join(filter(None, (seconds(mark.seconds), ("✗ " if mark.differs else "") + mark.value)))
        texts.append(Text(x + width + 8, y + 17, diagram.fitting(note, 30), "cap at"))
    sentences = tuple(
        (f"{' › '.join(mark.place)}, from {seconds(mark.t)}, {seconds(mark.seconds)} long", _told(mark))
        for mark in picture.marks
    )
    height = 8 + len(marks) * (HEIGHT + 6) + 6
    return Drawing(picture.title, left + _BAR + 250, height, tuple(boxes), tuple(texts), (), sentences)


_KINDS: dict[PictureKind, Callable[[Picture, bool], Drawing]] = {
    "steps": steps,
    "matrix": matrix,
    "chain": chain,
    "versions": over_time,
    "fleet": over_time,
    "queue": over_time,
    "shares": shares,
    "waterfall": waterfall,
}
