"""``grader hint``: the hints of a task, as far as the ladder is unlocked, and how to unlock the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option
from grader.cli.student import bold, student_option, topic_of, unknown, wrapped

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
    attempt with changed code. Comments and blank lines are no change. `grader check` makes an attempt.
    """
    from grader.course import load_course
    from grader.progress import home_of, load

    course = load_course(course_folder)
    id, dot, task_id = where.partition(".")
    topic = topic_of(course, id)
    tasks = topic.tasks
    if dot:
        tasks = tuple(task for task in tasks if task.id == task_id)
        if not tasks:
            raise unknown(f"task in {topic.id}", task_id, [task.id for task in topic.tasks])
    progress, note = load(home_of(course_folder, submission))
    if note:
        click.echo(note, err=True)
    click.echo("\n\n".join(_ladder(topic, task, progress) for task in tasks))
    return 0


def _ladder(topic: Topic, task: Task, progress: Progress) -> str:
    from grader.progress import TaskProgress, TopicProgress, unlocked

    open_now = unlocked(progress, topic.id, task.id, task.hints)
    known = progress.topics.get(topic.id, TopicProgress()).tasks.get(task.id, TaskProgress())
    done = known.best >= task.points > 0
    lines = [bold(f"{topic.id}.{task.id}: {task.title}")]
    lines += [wrapped(f"{i}. {hint}", "  ") for i, hint in enumerate(open_now, 1)]
    lines.append(wrapped(_what_next(topic, task, len(open_now), done), "  "))
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
