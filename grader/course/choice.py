"""What somebody chose of a course by name: topics, tasks; and the name that was meant if there is none of that name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from grader.course.model import Course, Task, Topic
from grader.errors import InputError


def nearest(name: str, names: Collection[str]) -> str:
    """The name that was meant, or "": by its letters, by its beginning, or by the end of a path."""
    plain = re.sub(r"[\s-]+", "_", Path(name.strip()).stem.lower())
    if found := difflib.get_close_matches(plain, names, 1):
        return found[0]
    begun = [one for one in names if len(plain) > 1 and (one.startswith(plain) or plain in one.split("_"))]
    return begun[0] if len(begun) == 1 else ""


def unknown(what: str, name: str, names: Sequence[str]) -> InputError:
    """The error for a name that there is not."""
    near = nearest(name, names)
    known = f"choose one of: {', '.join(names)}"
    return InputError(f"there is no {what} {name!r}", repair=f"did you mean {near}? Or {known}" if near else known)


def topic_of(course: Course, id: str) -> Topic:
    """The topic of that id. Raises InputError that names the nearest."""
    topic = course.topic(id)
    if topic is None:
        raise unknown("topic", id, [topic.id for topic in course.topics])
    return topic


def tasks_of(course: Course, where: str) -> tuple[Topic, tuple[Task, ...]]:
    """The topic and the tasks of ``TOPIC`` or ``TOPIC.TASK``. Raises InputError that names the nearest."""
    id, dot, task_id = where.partition(".")
    topic = course.topic(id)
    if topic is None:
        ids = [topic.id for topic in course.topics]
        near = course.topic(nearest(id, ids) or nearest(where, ids))
        meant = f"{near.id}.{task_id}" if near is not None and near.task(task_id) else ""
        raise (
            InputError(f"there is no topic {where!r}", repair=f"did you mean {meant}?")
            if meant
            else unknown("topic", where, ids)
        )
    if not dot:
        return topic, topic.tasks
    task = topic.task(task_id)
    if task is None:
        raise unknown(f"task in {topic.id}", task_id, [task.id for task in topic.tasks])
    return topic, (task,)


def chosen(course: Course, names: Collection[str]) -> tuple[Topic, ...]:
    """The topics of the course that these names (``TOPIC`` or ``TOPIC.TASK``) mean, in its order; all without a name.

    Of a topic of which only tasks are named, it has only these. Raises InputError for a name that there is not.
    """
    if not names:
        return course.topics
    tasks: dict[str, set[str]] = {}
    for name in names:
        topic, found = tasks_of(course, name)
        tasks.setdefault(topic.id, set()).update(task.id for task in found)
    return tuple(_only(topic, tasks[topic.id]) for topic in course.topics if topic.id in tasks)


def _only(topic: Topic, tasks: set[str]) -> Topic:
    return msgspec.structs.replace(topic, tasks=tuple(task for task in topic.tasks if task.id in tasks))
