"""The rules about the layout: nothing lies in ``exercises/`` or ``solutions/`` that it does not name. For the gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

from grader.course.model import Course, Topic
from grader.errors import Place
from grader.verify.examined import hidden, solutions
from grader.verify.finding import Finding, Problem, counted, finding
from grader.verify.kept import SKELETONS, is_begun, kept_skeleton

IN_EXERCISES = ("README.md", "course.yaml", "self_check.yaml", "conftest.py")
IN_SOLUTIONS = ("self_check.yaml",)
EQUIVALENT = "equivalent_mutants.yaml"
SKIPPED = "__pycache__"


def topic_files_are_named(course: Course, topic: Topic) -> Finding:
    """Every file of a topic is one that the layout names, and none of these is missing."""
    id = topic.id
    handed_out = ("README.md", "topic.yaml", f"{id}.py", "test_examples.py")
    suite = [f"hidden/test_{task.id}.py" for task in topic.tasks]
    shared = [f"hidden/{path.name}" for path in hidden(course, topic) if not path.name.startswith(("test_", "_"))]
    kept = (f"{id}.py", *suite, *shared, "right/*.py", "wrong/*.py", EQUIVALENT)
    home, answers = topic.folder, solutions(course, topic)
    found = [*_files(home), *_files(answers)]
    helpers = ["*.py"] if is_begun(course, topic) else []  # a student's work may have some beside it
    problems = [*_unnamed(home, [*handed_out, *helpers]), *_unnamed(answers, kept), *_missing(home, handed_out)]
    problems += _missing(answers, (f"{id}.py", *suite))
    return finding("every file is one that the layout names", counted(len(found), "file"), problems)


def skeleton_is_kept(course: Course, topic: Topic) -> Finding:
    """``exercises/.skeletons/`` has a copy of the skeleton, byte for byte: with it students start again."""
    copy = kept_skeleton(course, topic)
    rule = "the skeleton is there a second time, to start again from"
    if not topic.skeleton.is_file():
        return Finding(rule, "no skeleton")
    if copy.is_file() and (copy.read_bytes() == topic.skeleton.read_bytes() or is_begun(course, topic)):
        return Finding(rule, "1 file")
    repair = f"copy {topic.id}/{topic.id}.py to {SKELETONS}/{topic.id}.py"
    return finding(rule, "1 file", [Problem("no copy of the skeleton", Place(copy), repair)])


def course_files_are_named(course: Course) -> Finding:
    """Beside the topics' folders there is nothing that the layout does not name."""
    topics = {topic.id for topic in course.topics}
    problems: list[Problem] = []
    number = 0
    for folder, names in ((course.exercises, IN_EXERCISES), (course.folder / "solutions", IN_SOLUTIONS)):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            number += 1
            if path == course.exercises / SKELETONS:
                problems += _unnamed(path, [f"{topic}.py" for topic in topics])
            elif path.is_dir() and path.name not in topics and path.name != SKIPPED:
                problems.append(Problem("no topic of the course", Place(path), "name it in course.yaml, or remove it"))
            elif not path.is_dir() and path.name not in names:
                problems.append(_unknown(path))
    problems += _missing(course.exercises, IN_EXERCISES[:2])
    return finding("every file beside the topics is one that the layout names", f"{number} looked at", problems)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if SKIPPED not in path.parts and not path.is_dir():
            yield path


def _unnamed(folder: Path, names: Iterable[str]) -> Iterator[Problem]:
    for path in _files(folder):
        inside = path.relative_to(folder).as_posix()
        if not any(fnmatch(inside, name) and inside.count("/") == name.count("/") for name in names):
            yield _unknown(path)


def _missing(folder: Path, names: Iterable[str]) -> list[Problem]:
    repair = "create it as docs/contract.md shows"
    return [
        Problem("this file is missing", Place(folder / name), repair) for name in names if not (folder / name).is_file()
    ]


def _unknown(path: Path) -> Problem:
    return Problem("the layout does not name this file", Place(path), "remove it, or put it where it belongs")
