"""Where in a submission the topics lie: it may be the exercises folder, something around it, or one topic of
it.

For ``grader.course.submission``. Decided by names alone, never by content.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from grader.course.sources import Kind, Source, UnusableError

_MOST_STEPS = 5
_SELF_CHECK = "self_check.yaml"


@dataclass(frozen=True)
class Layout:
    """``top`` is the folder that holds the topics; ``folders`` the folder of each topic of which anything is
    there.

    ``whole``: this is the exercises folder, so that what is missing is missing; otherwise it is one topic on
    its own.
    """

    top: str
    folders: dict[str, str]
    whole: bool

    @property
    def self_check(self) -> str:
        """Where the student's answers would lie."""
        return joined(self.top, _SELF_CHECK)


def joined(folder: str, name: str) -> str:
    """A path in a source."""
    return f"{folder}/{name}" if folder else name


def find_layout(source: Source, topics: Collection[str], name: str) -> Layout | None:
    """Look at the top, then in ``exercises/`` or in the only folder there; None if nothing of the course is
    found.

    ``name`` is what the submission is called: a folder called as a topic is that topic's.
    """
    top = ""
    for _ in range(_MOST_STEPS):
        layout = _layout_at(source, topics, top, top.rpartition("/")[2] or name)
        if layout is not None:
            return layout
        below = _only_folder(source, top)
        if below is None:
            break
        top = joined(top, below)
    if name in topics and source.kind("") is Kind.FOLDER:
        return Layout("", {name: ""}, whole=False)
    return None


def _layout_at(source: Source, topics: Collection[str], top: str, name: str) -> Layout | None:
    folders = {topic: joined(top, topic) for topic in topics if source.kind(joined(top, topic))}
    loose = {topic: top for topic in topics if source.kind(joined(top, f"{topic}.py"))}
    if not folders and name in loose:  # the other files there are its helper modules, whatever they are called
        return Layout(top, {name: top}, whole=False)
    marks = [mark for mark in (_SELF_CHECK, "course.yaml") if source.kind(joined(top, mark))]
    if not folders and not loose and not marks:
        return None
    found = loose | folders
    return Layout(top, found, whole=bool(marks) or len(found) != 1)


def _only_folder(source: Source, top: str) -> str | None:
    """The folder to look into next."""
    try:
        names = source.names(top)
    except UnusableError:
        return None
    folders = [name for name, kind in names.items() if kind is Kind.FOLDER and not name.startswith((".", "__"))]
    if "exercises" in folders:
        return "exercises"
    return folders[0] if len(folders) == 1 else None
