"""Reads the pictures that a topic declares. For ``grader.course.load``."""

from __future__ import annotations

from grader.course.section import Section
from grader.result.pictures import KINDS, Picture

MOST_ROWS = 16
_ID = r"[a-z][a-z0-9_]*"


def pictures_of(section: Section) -> tuple[Picture, ...]:
    """The pictures that a topic's suite may fill in, in the order in which they are drawn; without marks yet."""
    found: list[Picture] = []
    for entry in section.sections("pictures", "[{id: flow, kind: steps, title: …, rows: […]}]", "picture"):
        picture = Picture(
            id=entry.id("id", "flow", _ID, "a word of small letters, digits and _"),
            kind=KINDS[KINDS.index(entry.choice("kind", KINDS, "steps"))],
            title=entry.text("title", "The seven steps of a login", required=True),
            rows=entry.texts("rows", "[login, answer]"),
            columns=entry.texts("columns", "[browser, server]"),
        )
        entry.done()
        _check(entry, picture, found)
        found.append(picture)
    return tuple(found)


def _check(entry: Section, picture: Picture, others: list[Picture]) -> None:
    if picture.id and any(picture.id == other.id for other in others):
        entry.refuse(f"the picture '{picture.id}' stands twice", "give each picture an id of its own", "id")
    for key, texts in (("rows", picture.rows), ("columns", picture.columns)):
        if len(texts) > MOST_ROWS:
            entry.refuse(f"{len(texts)} {key} are too many for a drawing", f"keep to {MOST_ROWS}", key)
    names = [picture.name_of(row) for row in picture.rows]
    if len(set(names)) != len(names):
        entry.refuse("two rows have the same name", "a mark finds its row by the name: let each be another", "rows")
    if picture.kind == "steps" and not picture.rows:
        entry.refuse("no steps", "name them under 'rows', in order")
    if picture.kind == "matrix" and not (picture.rows and picture.columns):
        entry.refuse("a matrix without rows or columns", "name them under 'rows' and 'columns'")
