"""Where in a submission the topics lie: it may be the exercises folder, something around it, or one topic of
it.

For ``grader.submission.intake``. Decided by names alone, never by content.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from grader.submission.containers import Kind, Source, UnusableError

_MOST_STEPS = 5
_MOST_FOLDERS = 200
"""Folders that are looked into where the way is not clear."""
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
    found = find_candidates(source, topics)
    if len(found) == 1:
        return _layout_at(source, topics, found[0], found[0].rpartition("/")[2])
    if name in topics and source.kind("") is Kind.FOLDER:
        return Layout("", {name: ""}, whole=False)
    return None


def find_candidates(source: Source, topics: Collection[str]) -> list[str]:
    """The folders that topics lie in, level by level, the first level that has any; within bounds.

    Raises InputError if one of the folders on the way may not be read.
    """
    level = [""]
    looked = 0
    for _ in range(_MOST_STEPS):
        found = [top for top in level if _holds_topics(source, topics, top)]
        if found:
            named = [top for top in found if top.rpartition("/")[2] == "exercises"]
            return named or found
        below: list[str] = []
        for top in level:
            looked += 1
            if looked > _MOST_FOLDERS:
                break
            below += [joined(top, name) for name in _folders(source, top)]
        level = below[:_MOST_FOLDERS]
    return []


def _holds_topics(source: Source, topics: Collection[str], top: str) -> bool:
    layout = _layout_at(source, topics, top, top.rpartition("/")[2])
    return layout is not None and bool(layout.folders)


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
    folders = _folders(source, top)
    if "exercises" in folders:
        return "exercises"
    return folders[0] if len(folders) == 1 else None


def _folders(source: Source, top: str) -> list[str]:
    """The folders in one that people work in, by name."""
    try:
        names = source.names(top)
    except UnusableError:
        return []
    return sorted(name for name, kind in names.items() if kind is Kind.FOLDER and not name.startswith((".", "__")))
