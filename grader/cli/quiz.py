"""``grader quiz``: asks the questions of the self-check, saves each answer, shows what it says and misses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.options import course_option
from grader.cli.student import bold, exercises_of, student_option, wrapped
from grader.cli.typed import as_typed

if TYPE_CHECKING:
    from grader.course.model import Course
    from grader.result.model import Answer
    from grader.selfcheck import Key, Question

FILE = "self_check.yaml"


@click.command()
@click.option("--again", is_flag=True, help="Ask the answered questions as well.")
@course_option
@student_option
def command(again: bool, course_folder: Path, submission: Path | None) -> int:
    """Answer the questions of the self-check in the terminal.

    An empty line ends an answer; without an answer the question is left for later. Each answer is saved at
    once in exercises/self_check.yaml, so you can stop with Ctrl-C or Ctrl-D at any time and go on later.
    """
    from grader.course import load_course
    from grader.selfcheck import read_answers

    course = load_course(course_folder)
    key = read_key(course)
    path = exercises_of(course_folder, submission) / FILE
    data = read_file(path)
    answers = read_answers(data, key)
    if data is not None:
        for problem in answers.problems:
            click.echo(wrapped(as_typed(problem)), err=True)
    asked = [question for question in key.questions if again or question.id not in answers.texts]
    click.echo(_greeting(len(key.questions), len(answers.texts), len(asked)))
    try:
        for number, question in enumerate(asked, 1):
            click.echo("\n" + bold(f"{number} of {len(asked)} · {question.topic}"))
            _ask(question, key, path, answers.texts.get(question.id, ""))
    except (EOFError, KeyboardInterrupt):
        click.echo("\nStopped.")
    done = len(read_answers(read_file(path), key).texts)
    click.echo(f"\n{done} of {len(key.questions)} questions answered, in {path}.")
    return 0


def read_key(course: Course) -> Key:
    """The rubric, or the bare questions in a copy of the course that has none. Raises InputError."""
    from grader.course.strict_yaml import read_yaml
    from grader.errors import InputError, Place
    from grader.selfcheck import key_without_rubric, load_key

    if course.model_answers is not None:
        return load_key(course.model_answers)
    data = read_file(course.questions) if course.questions is not None else None
    if course.questions is None or data is None:
        raise InputError(
            "this course has no self-check",
            place=Place(course.exercises / FILE),
            repair="its author puts the questions there",
        )
    return key_without_rubric(read_yaml(data, course.questions))


def read_file(path: Path) -> bytes | None:
    """The file's bytes, at most a little more than will be used; None if there is none. Raises InputError."""
    from grader.course.strict_yaml import MAX_BYTES
    from grader.errors import InputError, Place
    from grader.regular import open_regular

    try:
        with open_regular(path) as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", place=Place(path), repair="rename what is there") from None


def _greeting(total: int, answered: int, asked: int) -> str:
    if not asked:
        return as_typed(f"All {total} questions are answered. `grader quiz --again` asks them once more.")
    begin = f"{total} questions, {answered} answered so far." if answered else f"{total} questions."
    return wrapped(f"{begin} Write a sentence or two; an empty line ends an answer. Ctrl-C stops; answers are kept.")


def _ask(question: Question, key: Key, path: Path, old: str) -> None:
    """One question: ask, save, compare. Raises EOFError once the input has ended."""
    from grader.selfcheck import compare_one

    click.echo(wrapped(question.question))
    if old:
        click.echo(wrapped(f"Your answer so far: {old}", "  "))
    text, ended = _read()
    if text:
        _save(path, key, question, text)
        click.echo(_comparison(compare_one(text, question)))
    elif not ended:
        click.echo("Kept as it is." if old else "Left for later.")
    if ended:
        raise EOFError


def _read() -> tuple[str, bool]:
    """The lines up to an empty one, and whether the input has ended."""
    from grader.errors import InputError

    lines: list[str] = []
    while True:
        try:
            line = input("> ")
        except EOFError:
            return "\n".join(lines), True
        except UnicodeDecodeError:
            raise InputError("that was not UTF-8 text", repair="set the terminal's encoding to UTF-8") from None
        if not line.strip():
            return "\n".join(lines), False
        lines.append(line)


def _save(path: Path, key: Key, question: Question, text: str) -> None:
    from grader.errors import InputError, Place
    from grader.progress import free_name, write_whole
    from grader.selfcheck import with_answer

    old = read_file(path)
    new, anew = with_answer(old, key, question.id, text)
    try:
        if anew and old is not None:
            kept = free_name(path, "bak")
            write_whole(kept, path.read_bytes())
            click.echo(
                f"{path.name} was not in its form and was written anew; the old file is {kept.name}.",
                err=True,
            )
        write_whole(path, new)
    except OSError as error:
        raise InputError(
            f"the answer can't be saved: {error.strerror}",
            place=Place(path),
            repair="make the folder writable",
        ) from None


def _comparison(answer: Answer) -> str:
    """What the answer says, what it leaves out, what it may have mixed up, and the model answer."""
    if not answer.attempted:
        return "Saved. Three words or more, and it is compared with a model answer."
    if not answer.model_answer:
        return "Saved."
    lines = ["Saved. By its words alone, for you to judge:"]
    lines += [wrapped(f"[x] {point.text}", "  ") for point in answer.points if point.found]
    lines += [wrapped(f"[ ] not found: {point.text}", "  ") for point in answer.points if not point.found]
    lines += [wrapped(f"[!] {text}", "  ") for text in answer.misconceptions]
    return "\n".join([*lines, "A model answer:", wrapped(answer.model_answer, "  ")])
