"""The skeletons as they are kept, for a checkout in which a student works. For the gate.

``exercises/.skeletons/`` has a copy of each skeleton. Where the file beside the README has become somebody's work, the
copy is what the gate proves; where both are skeletons and differ, the author has forgotten one (``files``).
"""

from __future__ import annotations

import ast
from pathlib import Path

import msgspec

from grader.course.model import Course, Topic
from grader.verify.sources import functions, is_blank

SKELETONS = ".skeletons"


def kept_skeleton(course: Course, topic: Topic) -> Path:
    """Where the copy of a topic's skeleton is, or should be."""
    return course.exercises / SKELETONS / f"{topic.id}.py"


def as_handed_out(course: Course, topic: Topic) -> Topic:
    """The topic with its kept skeleton, if the other one has become a student's work; else the topic as it is."""
    if not is_begun(course, topic):
        return topic
    return msgspec.structs.replace(topic, skeleton=kept_skeleton(course, topic))


def is_begun(course: Course, topic: Topic) -> bool:
    """Whether a student works on the topic's file: it adds to the kept skeleton, or writes what is blank there."""
    kept, path = kept_skeleton(course, topic), course.exercises / topic.id / f"{topic.id}.py"
    try:
        skeleton, work = kept.read_bytes(), path.read_bytes()
        given = dict(functions(ast.parse(skeleton)))
    except (OSError, SyntaxError, ValueError):
        return False
    if work == skeleton:
        return False
    try:
        written = dict(functions(ast.parse(work)))
    except (SyntaxError, ValueError):  # no author leaves it like this
        return True
    others = [name for name, function in given.items() if not _is_same(written.get(name), function)]
    blank = [name for name in written.keys() - given.keys() if is_blank(written[name])]
    if blank or not others:
        return not blank and _only_adds(skeleton, work)
    return all(name in written and not is_blank(written[name]) for name in others)


def _only_adds(skeleton: bytes, work: bytes) -> bool:
    """Whether every line of the skeleton is still there, in order."""
    lines = iter(work.splitlines())
    return all(line in lines for line in skeleton.splitlines())


def _is_same(one: ast.AST | None, other: ast.AST) -> bool:
    return one is not None and ast.dump(one) == ast.dump(other)
