"""The rules about tasks: one id in four places, a title in one wording, hints, points that add up. For the gate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.course.model import Course, Topic
from grader.errors import Place
from grader.verify.examined import Examined
from grader.verify.finding import Finding, Problem, counted, finding
from grader.verify.sources import Line

HEADING = re.compile(r"^##\s+Task\s+`([^`]*)`\s*:\s*(.*?)\s*#*\s*$")
TODO = re.compile(r"TODO\s*\(([^)]*)\)")


def tasks_agree(_: Course, topic: Topic) -> Finding:
    """The same task ids in topic.yaml, README and skeleton; the same titles in topic.yaml and README."""
    readme = topic.folder / "README.md"
    found = list(headings(_text(readme)))
    problems = [
        *_compared([line for line, _ in found], readme, "a heading", "add `## Task `{id}`: {title}`", topic),
        *_titles(topic, found, readme),
        *_compared(todos(_text(topic.skeleton)), topic.skeleton, "a TODO", "add `# TODO({id})`", topic),
    ]
    return finding("the tasks agree in README, skeleton and topic.yaml", counted(len(topic.tasks), "task"), problems)


def tasks_have_hints(_: Course, topic: Topic) -> Finding:
    """Every task has at least one hint, and none is empty."""
    problems = [
        Problem(
            f"task {task.id} has no hint", _in_yaml(topic, task.id), "add `hints:`, from a nudge to nearly the answer"
        )
        for task in topic.tasks
        if not task.hints or not all(hint.strip() for hint in task.hints)
    ]
    return finding("every task has a hint", counted(len(topic.tasks), "task"), problems)


def points_add_up(examined: Examined) -> Finding:
    """Every task has a hidden test, and its hidden tests' points add up to the task's."""
    topic = examined.topic
    problems = []
    for task in topic.tasks:
        points = [case.points for case in examined.cases if case.task == task.id and not case.visible]
        place = _in_yaml(topic, task.id)
        if not points:
            problems.append(Problem(f"task {task.id} has no hidden test", place, "write one, or drop the task"))
        elif round(sum(points), 2) != task.points:
            message = f"the hidden tests of {task.id} give {sum(points):g} points, topic.yaml says {task.points:g}"
            problems.append(Problem(message, place, f"write `points: {sum(points):g}`, or change the tests'"))
    return finding("every task has tests, and their points add up", counted(len(topic.tasks), "task"), problems)


def headings(text: str) -> Iterator[tuple[Line, str]]:
    """The task headings of a README: id with its line, and title."""
    for number, line in enumerate(text.splitlines(), 1):
        if match := HEADING.match(line):
            yield Line(match[1], number), match[2]


def todos(text: str) -> list[Line]:
    """The task ids in the TODO comments of a skeleton, each at its first line."""
    first: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for id in TODO.findall(line):
            first.setdefault(id, number)
    return [Line(id, number) for id, number in first.items()]


def _compared(found: Iterable[Line], path: Path, what: str, repair: str, topic: Topic) -> Iterator[Problem]:
    """What is there twice, or on one side only."""
    ids = [task.id for task in topic.tasks]
    seen: set[str] = set()
    for line in found:
        place = Place(path, line.number)
        if line.text in seen:
            yield Problem(f"{what} for task {line.text} is there twice", place, "leave one of them")
        elif line.text not in ids:
            yield Problem(
                f"{what} for a task {line.text} that topic.yaml does not have", place, f"use one of {', '.join(ids)}"
            )
        seen.add(line.text)
    for task in topic.tasks:
        if task.id not in seen:
            yield Problem(f"task {task.id} has not {what}", Place(path), repair.format(id=task.id, title=task.title))


def _titles(topic: Topic, found: Iterable[tuple[Line, str]], readme: Path) -> Iterator[Problem]:
    for line, title in found:
        task = topic.task(line.text)
        if task is not None and title != task.title:
            message = f"task {task.id} is called {title!r} here and {task.title!r} in topic.yaml"
            yield Problem(message, Place(readme, line.number), "write the same in both")


def _in_yaml(topic: Topic, id: str) -> Place:
    path = topic.folder / "topic.yaml"
    wanted = re.compile(rf"\bid:\s*[\"']?{re.escape(id)}\b")
    lines = _text(path).splitlines()
    return Place(path, next((number for number, line in enumerate(lines, 1) if wanted.search(line)), 0))


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""
