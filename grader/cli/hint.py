"""``grader hint``: the hints of a task, as far as the ladder is unlocked, and how to unlock the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option
from grader.cli.student import bold, student_option, wrapped
from grader.cli.typed import as_typed

if TYPE_CHECKING:
    from grader.course.model import Task, Topic
    from grader.progress import Progress


@click.command()
@click.argument("where", metavar="TOPIC[.TASK]")
@course_option
@student_option
def command(where: str, course_folder: Path, submission: Path | None) -> int:
    """Show the hints of a topic's tasks, or of one task.

    Hints come one by one: the first after an attempt that did not pass, each further one after another
    attempt with changed code of that task. Comments and blank lines are no change. `grader check` makes an
    attempt. That is a courtesy, for who would rather find it out: all of them stand in the topic's topic.yaml.
    """
    from grader.course import load_course
    from grader.course.choice import tasks_of
    from grader.progress import home_of, load

    course = load_course(course_folder)
    topic, tasks = tasks_of(course, where)
    progress, note = load(home_of(course_folder, submission))
    if note:
        click.echo(note, err=True)
    click.echo("\n\n".join(_ladder(topic, task, progress) for task in tasks))
    return 0


def _ladder(topic: Topic, task: Task, progress: Progress) -> str:
    from grader.progress import solved, unlocked

    open_now = unlocked(progress, topic.id, task.id, task.hints)
    done = solved(progress, topic.id, task.id, task.points)
    lines = [bold(f"{topic.id}.{task.id}: {task.title}")]
    lines += [wrapped(f"{i}. {hint}", "  ") for i, hint in enumerate(open_now, 1)]
    lines.append(wrapped(as_typed(_what_next(topic, task, len(open_now), done)), "  "))
    return "\n".join(lines)


def _what_next(topic: Topic, task: Task, shown: int, done: bool) -> str:
    total = len(task.hints)
    if done:
        return "You have solved this one."
    if not total:
        return "There are no hints for this task. Its section in the README says all that is needed."
    if shown == total:
        read = "".join(f"\n- {link.title} {link.url}".rstrip() for link in task.read)
        return f"That was the last of {total} hints." + (f" To read on:{read}" if read else "")
    if not shown:
        return (
            f"{total} hints are waiting. For the first, try: write what you can at TODO({task.id})"
            f" in {topic.id}.py and run `grader check {topic.id}`. It may be wrong; that is how it works."
        )
    return (
        f"{shown} of {total} hints so far. The next one comes when changed code has been tried and does not"
        f" pass yet: `grader check {topic.id}`."
    )
