"""From the blocks of ``course.yaml`` and ``topic.yaml`` to the structs of the model. For
``grader.course.load``.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from grader.course.model import Limits, Task
from grader.course.section import Section
from grader.result.model import Link

MOST_POINTS = 1000.0
_MOST_SECONDS = 3600.0
_MOST_SIZE = 1024 * 1024
_TASK_ID = r"[a-z][a-z0-9_-]{0,59}"
_NAME = r"[A-Za-z_][A-Za-z0-9_]*"


def services_of(section: Section, known: Collection[str] | None) -> tuple[str, ...]:
    """The services of a topic; each must be known, unless nothing is."""
    names = section.texts("services", "[auth]")
    for name in names:
        if known is not None and name not in known:
            section.refuse(f"there is no service '{name}'", f"the services are {', '.join(known)}", "services")
    return names


def libraries_of(section: Section) -> tuple[str, ...]:
    """The modules to load before the student's own."""
    names = section.texts("libraries", "[httpx]")
    for name in names:
        if not re.fullmatch(rf"{_NAME}(\.{_NAME})*", name):
            section.refuse(f"{name!r} is no module name", "write it as in 'import httpx'", "libraries")
    return names


def tasks_of(section: Section) -> tuple[Task, ...]:
    """The tasks of a topic, in order."""
    tasks: list[Task] = []
    for entry in section.sections("tasks", "[{id: …, title: …, points: 1}]", "task", required=True):
        task = Task(
            id=entry.id("id", "issue", _TASK_ID, "a word of small letters, digits, _ and -"),
            title=entry.text("title", "Issue a token", required=True),
            points=entry.number("points", 1, most=MOST_POINTS, places=2, required=True),
            why=entry.text("why", "One sentence on what goes wrong in the world without it."),
            hints=entry.texts("hints", "[from a nudge, to nearly the answer]"),
            read=_links(entry),
        )
        entry.done()
        if task.id and any(task.id == other.id for other in tasks):
            entry.refuse(f"the task '{task.id}' stands twice", "give each task an id of its own", "id")
        tasks.append(task)
    return tuple(tasks)


def _links(section: Section) -> tuple[Link, ...]:
    links: list[Link] = []
    for entry in section.sections("read", '[{title: RFC 7519, url: "https://…"}]', "link"):
        link = Link(
            title=entry.text("title", "RFC 7519", required=True),
            url=entry.text("url", '"https://www.rfc-editor.org/rfc/rfc7519"'),
        )
        entry.done()
        if link.url and not link.url.startswith(("https://", "http://")):
            entry.refuse(f"'url' must be a web address, not {link.url!r}", "begin it with https://", "url")
        links.append(link)
    return tuple(links)


def limits_of(section: Section, over: Limits) -> Limits:
    """The limits that the file states, and the given ones for the rest."""
    entry = section.section("limits", "{wall_seconds: 5}")
    if entry is None:
        return over
    limits = Limits(
        wall_seconds=entry.number("wall_seconds", over.wall_seconds, most=_MOST_SECONDS),
        cpu_seconds=entry.number("cpu_seconds", over.cpu_seconds, most=_MOST_SECONDS),
        import_seconds=entry.number("import_seconds", over.import_seconds, most=_MOST_SECONDS),
        memory_mib=entry.whole("memory_mib", over.memory_mib, most=_MOST_SIZE),
        output_kib=entry.whole("output_kib", over.output_kib, most=_MOST_SIZE),
        message_kib=entry.whole("message_kib", over.message_kib, most=_MOST_SIZE),
        topic_seconds=entry.number("topic_seconds", over.topic_seconds, most=_MOST_SECONDS),
    )
    entry.done()
    return limits
