"""``grader list``: the topics in order, how far each has come, and the best score so far."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option
from grader.cli.student import bold, exercises_of, points, student_option
from grader.cli.typed import as_typed

if TYPE_CHECKING:
    from grader.course.model import Course, Topic
    from grader.progress import Progress


@click.command()
@course_option
@student_option
def command(course_folder: Path, submission: Path | None) -> int:
    """Show the topics, their state and the best score so far.

    The scores come from your own runs of `grader check`; they are kept in .grader/progress.json.
    """
    from grader.course import load_course
    from grader.progress import home_of, load

    course = load_course(course_folder)
    progress, note = load(home_of(course_folder, submission))
    if note:
        click.echo(note, err=True)
    width = max((len(topic.id) for topic in course.topics), default=0)
    click.echo(bold(course.title))
    for topic in course.topics:
        state, best = _state(topic, progress)
        click.echo(f"  {topic.id:{width}}  {state:11}  {best:>12}  {topic.title}")
    answered = _answered(course, exercises_of(course_folder, submission))
    if answered:
        click.echo(f"  {'self-check':{width}}  {answered}")
    click.echo()
    click.echo(as_typed(_next(course, progress)))
    return 0


def _state(topic: Topic, progress: Progress) -> tuple[str, str]:
    from grader.progress import solved

    known = progress.topics.get(topic.id)
    # Another maximum than today's: the tests have changed since, so that score says nothing any more.
    best = known.best if known and known.max_score == topic.points else 0.0
    shown = f"{points(best)} of {points(topic.points)}"
    if known is None or known.reset:  # after a reset all is to do again; the best remains
        return "to do", shown
    if known.tasks and all(solved(progress, topic.id, task.id, task.points) for task in topic.tasks):
        return "done", shown
    if not known.tasks and best >= topic.points > 0:
        return "done", shown
    tried = any(task.failed or task.best for task in known.tasks.values())
    return ("in progress" if best or tried else "to do"), shown


def _answered(course: Course, exercises: Path) -> str:
    """How many questions have an answer; empty if the course asks none."""
    from grader.cli.quiz import read_file, read_key
    from grader.selfcheck import read_answers

    if course.questions is None and course.model_answers is None:
        return ""
    key = read_key(course)
    answers = read_answers(read_file(exercises / "self_check.yaml"), key)
    return f"{len(answers.texts)} of {len(key.questions)} questions answered"


def _next(course: Course, progress: Progress) -> str:
    for topic in course.topics:
        state, _ = _state(topic, progress)
        if state == "to do":
            return f"Next: open exercises/{topic.id}/README.md, then run `grader check {topic.id}`."
        if state == "in progress":
            return f"Next: go on with {topic.id}. `grader check {topic.id}`, or `grader hint {topic.id}`."
    return "All done. Well done!"
