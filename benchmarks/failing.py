"""What fails beside what passes: the same regrade for full marks, a half-right submission and an untouched skeleton.

A half-right submission is made of the course's own files: the reference, whose last functions are taken back to the
skeleton by a graft, so many that about half of the points are left.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from benchmarks.stream import reference_of
from grader.course import Course
from grader.verify.graft import graft
from grader.verify.sources import functions, is_blank

Score = Callable[[bytes], float]
RIGHT, HALF, UNTOUCHED = "full marks", "half right", "an untouched skeleton"


def submissions(course: Course, topic: str, score: Score) -> dict[str, bytes]:
    """Full marks, about half of them, and none, by what they are; ``score`` grades a source."""
    reference = reference_of(course, topic)
    skeleton = (course.exercises / topic / f"{topic}.py").read_bytes()
    return {RIGHT: reference, HALF: _half_right(reference.decode(), skeleton.decode(), score), UNTOUCHED: skeleton}


def _half_right(reference: str, skeleton: str, score: Score) -> bytes:
    """Found by bisection: the more functions are written, the more points there are."""
    names = list(dict.fromkeys(name for name, function in functions(ast.parse(skeleton)) if is_blank(function)))
    half = score(reference.encode()) / 2
    few, many = 0, len(names)
    tried: dict[bytes, float] = {}
    while many - few > 1:
        middle = (few + many) // 2
        source = taken_back(reference, skeleton, names[middle:])
        tried[source] = score(source)
        few, many = (middle, many) if tried[source] < half else (few, middle)
    return min(tried, key=lambda source: abs(tried[source] - half), default=reference.encode())


def taken_back(reference: str, skeleton: str, names: Sequence[str]) -> bytes:
    """The reference with these functions, by dotted name, as they are in the skeleton."""
    classes = {node.name: node for node in ast.parse(reference).body if isinstance(node, ast.ClassDef)}
    written = list(functions(ast.parse(skeleton)))  # a property and its setter have one name
    module = ast.Module([], [])
    members: dict[str, list[ast.stmt]] = {}
    for name in names:
        owner, _, _ = name.rpartition(".")
        those = members.setdefault(owner, []) if owner else module.body
        those += [function for other, function in written if other == name]
    for owner, body in members.items():
        node = classes[owner]
        module.body.append(ast.ClassDef(owner, node.bases, node.keywords, body, node.decorator_list))
    return graft(reference, ast.unparse(module)).encode()
