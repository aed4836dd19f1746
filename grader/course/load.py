"""Reading a course from its folder: ``load_course``. Formats: docs/contract.md, course.yaml and topic.yaml.

Every problem of every file is collected and told in one InputError with file, line and what to write instead.
Nothing here imports a topic's code or a service.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from grader.course.blocks import MOST_POINTS, libraries_of, limits_of, services_of, tasks_of
from grader.course.model import Course, Limits, Task, Topic
from grader.course.module_names import taken_by
from grader.course.pictures import pictures_of
from grader.course.section import Problems, Section
from grader.course.strict_yaml import Document, read_yaml
from grader.errors import InputError, Place

_TOPIC_ID = r"[a-z][a-z0-9_]{0,59}"


def load_course(folder: Path, *, services: Collection[str] | None = None) -> Course:
    """Read the course in a folder that holds ``exercises/`` and, unless it is a student's copy,
    ``solutions/``.

    ``services``: the names that topics may ask for (``mocks.SERVICES``); None leaves them unchecked. Raises
    InputError.
    """
    problems = Problems()
    path = folder / "exercises" / "course.yaml"
    if not path.is_file():
        raise InputError(
            "no course here: there is no file exercises/course.yaml",
            place=Place(folder),
            repair="name the folder that holds exercises/ (and solutions/): --course FOLDER",
        )
    document = _document(path, problems)
    problems.raise_if_any()
    assert document is not None, "without a problem there is a document"
    section = Section(document, (), problems, "the course")
    title = section.text("title", "Security and microservices", required=True)
    version = section.text("version", '"1"', required=True)
    limits = limits_of(section, Limits())
    weights = _weights(section)
    mode, points = _self_check(section)
    section.done()
    topics = [
        topic for id, weight in weights if (topic := _topic(folder, id, weight, limits, services, problems)) is not None
    ]
    problems.raise_if_any()
    return Course(
        title=title,
        version=version,
        hash=_hash(folder, _deciding(folder, topics)),
        folder=folder,
        topics=tuple(topics),
        limits=limits,
        self_check=mode,
        self_check_points=points,
        questions=_if_file(folder / "exercises" / "self_check.yaml"),
        model_answers=_if_file(folder / "solutions" / "self_check.yaml"),
    )


def _self_check(section: Section) -> tuple[Literal["formative", "counted"], float]:
    """Whether the self-check counts, and for how many points."""
    if section.choice("self_check", ("formative", "counted"), "formative") == "formative":
        section.number("self_check_points", 10, most=MOST_POINTS, places=2)
        return "formative", 0.0
    return "counted", section.number("self_check_points", 10, most=MOST_POINTS, places=2, required=True)


def _weights(section: Section) -> list[tuple[str, float]]:
    """The topics that the course names, in order, with their weights."""
    found: dict[str, float] = {}
    for entry in section.sections("topics", "[{id: tokens, weight: 1}]", "topic", required=True):
        id = entry.id("id", "tokens", _TOPIC_ID, "a module name of small letters, digits and _")
        weight = entry.number("weight", 1, most=MOST_POINTS, places=2)
        entry.done()
        if id in found:
            entry.refuse(f"the topic '{id}' stands twice", "keep one of the two", "id")
        elif owner := taken_by(id):
            entry.refuse(
                f"the topic can't be called '{id}': that module belongs to {owner}",
                f"rename its folders and files, for example to '{id}_topic'",
                "id",
            )
        elif id:
            found[id] = weight
    return list(found.items())


def _topic(
    folder: Path,
    id: str,
    weight: float,
    limits: Limits,
    services: Collection[str] | None,
    problems: Problems,
) -> Topic | None:
    """One topic, or None if its file can't be read at all."""
    home = folder / "exercises" / id
    document = _document(home / "topic.yaml", problems)
    if document is None:
        return None
    section = Section(document, (), problems, "the topic")
    solutions = folder / "solutions" / id
    merged = limits_of(section, limits)
    files = (home / "topic.yaml", home / "test_examples.py", *_suite_files(solutions))
    title = section.text("title", "Tokens", required=True)
    summary = section.text("summary", "One sentence on what the student will have built.")
    named_services, libraries, tasks = services_of(section, services), libraries_of(section), tasks_of(section)
    topic = Topic(
        id=id,
        title=title,
        summary=summary,
        weight=weight,
        services=named_services,
        libraries=libraries,
        pictures=pictures_of(section),
        tasks=tasks,
        limits=merged,
        folder=home,
        skeleton=home / f"{id}.py",
        examples=_if_file(home / "test_examples.py"),
        hidden=_hidden(solutions, tasks),
        reference=_if_file(solutions / f"{id}.py"),
        hash=_hash(folder, files, msgspec.json.encode(merged)),
    )
    section.done()
    return topic


def _document(path: Path, problems: Problems) -> Document | None:
    try:
        return read_yaml(path.read_bytes(), path, trusted=True)
    except OSError as error:
        what = "this file is missing" if isinstance(error, FileNotFoundError) else f"not readable: {error.strerror}"
        problems.add(what, Place(path), "create it as docs/contract.md shows, or take the topic out of course.yaml")
    except InputError as error:
        problems.take(error)
    return None


def _suite_files(solutions: Path) -> list[Path]:
    """The tests of the hidden suite, and the modules that they share."""
    return sorted((solutions / "hidden").glob("*.py"))


def _hidden(solutions: Path, tasks: Sequence[Task]) -> tuple[Path, ...]:
    """The test files of the hidden suite, those of the first task first."""
    order = {f"test_{task.id}.py": position for position, task in enumerate(tasks)}
    files = [path for path in _suite_files(solutions) if path.name.startswith("test_")]
    return tuple(sorted(files, key=lambda path: (order.get(path.name, len(order)), path.name)))


def _if_file(path: Path) -> Path | None:
    return path if path.is_file() else None


def _deciding(folder: Path, topics: Iterable[Topic]) -> Iterable[Path]:
    """The files that decide a grade. The questions of the self-check are not among them: students write into them."""
    exercises, solutions = folder / "exercises", folder / "solutions"
    yield exercises / "course.yaml"
    yield solutions / "self_check.yaml"
    for topic in topics:
        yield topic.folder / "topic.yaml"
        yield topic.folder / "test_examples.py"
        yield from _suite_files(solutions / topic.id)


def _hash(folder: Path, files: Iterable[Path], extra: bytes = b"") -> str:
    """SHA-256 over the sorted relative paths and bytes of those files that exist; lengths keep them apart."""
    digest = hashlib.sha256(extra)
    for path in sorted(path for path in files if path.is_file()):
        name, data = path.relative_to(folder).as_posix().encode(), path.read_bytes()
        digest.update(b"%d %d\n" % (len(name), len(data)) + name + data)
    return digest.hexdigest()
