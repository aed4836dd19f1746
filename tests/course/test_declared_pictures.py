"""The pictures that a topic declares for its suite to fill in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import load_course
from grader.course.section import CourseError
from grader.errors import InputError
from grader.result.pictures import KINDS, Picture

Write = Callable[[str, str], Path]
STEPS = "{id: flow, kind: steps, title: Flow, rows: ['login: user', issue]}"


def read(write: Write, folder: Path, pictures: str) -> tuple[Picture, ...]:
    """The pictures of a topic that says this."""
    topic = (folder / "exercises/tokens/topic.yaml").read_text("utf-8")
    write("exercises/tokens/topic.yaml", f"{topic}pictures: {pictures}\n")
    return load_course(folder).topics[0].pictures


def test_a_topic_without_any_has_none(write: Write, folder: Path) -> None:
    """They are an offer."""
    assert () == load_course(folder).topics[0].pictures


def test_each_has_what_is_said_of_it(write: Write, folder: Path) -> None:
    """In the order in which they are drawn."""
    matrix = "{id: roles, kind: matrix, title: Roles, rows: [Admin], columns: [Users, Posts]}"
    assert (
        Picture("flow", "steps", "Flow", ("login: user", "issue")),
        Picture("roles", "matrix", "Roles", ("Admin",), ("Users", "Posts")),
    ) == read(write, folder, f"[{STEPS}, {matrix}]")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_declared(write: Write, folder: Path, kind: str) -> None:
    """Rows and columns where they are needed."""
    (found,) = read(write, folder, f"[{{id: p, kind: {kind}, title: P, rows: [a], columns: [b]}}]")
    assert kind == found.kind


@pytest.mark.parametrize(
    ("pictures", "message"),
    [
        (f"[{STEPS}, {STEPS}]", "the picture 'flow' stands twice"),
        ("[{id: p, kind: pie, title: P}]", "'kind' can't be the text 'pie'"),
        ("[{id: p, kind: steps, title: P}]", "no steps"),
        ("[{id: p, kind: steps, title: P, rows: ['a: b', 'a: c']}]", "two rows have the same name"),
        ("[{id: p, kind: matrix, title: P, rows: [a]}]", "a matrix without rows or columns"),
        (f"[{{id: p, kind: queue, title: P, rows: {[f'r{n}' for n in range(17)]}}}]", "17 rows are too many"),
        ("[{id: P p, kind: queue, title: P}]", "'id' must be a word"),
        ("[{id: p, kind: queue, title: P, row: [a]}]", "picture 1 has no key 'row'"),
    ],
)
def test_a_mistake_is_told(write: Write, folder: Path, pictures: str, message: str) -> None:
    """With what to write instead."""
    with pytest.raises((CourseError, InputError), match=message):
        read(write, folder, pictures)
