"""``grader hint``."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.errors import InputError
from grader.progress import Progress, TaskProgress, TopicProgress, save

Run = Callable[..., Result]


def attempts(course: Path, *codes: str, best: float = 0.0) -> None:
    save(course, Progress({"tokens_small": TopicProgress(best, 5.5, {"expiry": TaskProgress(best, codes)})}))


def test_shows_no_hint_before_an_attempt(course: Path, run: Run) -> None:
    """The first hint is told about, not told."""
    assert "look at exp" not in run("hint", "tokens_small.expiry").output


def test_says_how_to_get_the_first_hint(course: Path, run: Run) -> None:
    """An empty ladder names the place and the command."""
    output = " ".join(run("hint", "tokens_small.expiry").output.split())
    assert "at TODO(expiry) in tokens_small.py and run `grader check tokens_small`" in output


def test_shows_one_hint_for_each_attempt(course: Path, run: Run) -> None:
    """Two attempts, two hints, and not the third."""
    attempts(course, "a", "b")
    output = run("hint", "tokens_small.expiry").output
    assert [True, True, False] == [hint in output for hint in ("1. look at", "2. compare", "refuse it")]


def test_says_when_the_ladder_ends(course: Path, run: Run) -> None:
    """After the last hint nothing more is promised."""
    attempts(course, "a", "b", "c", "d")
    assert "That was the last of 3 hints." in run("hint", "tokens_small.expiry").output


def test_says_that_a_task_is_solved(course: Path, run: Run) -> None:
    """Nobody is asked to try again what works."""
    attempts(course, "a", best=3.0)
    assert "You have solved this one." in run("hint", "tokens_small.expiry").output


def test_shows_all_tasks_of_a_topic(course: Path, run: Run) -> None:
    """Without a task, each task's ladder is shown."""
    output = run("hint", "tokens_small").output
    assert (True, True) == ("tokens_small.expiry: Expiry" in output, "tokens_small.issue: Issue" in output)


def test_says_that_a_task_has_no_hints(course: Path, run: Run) -> None:
    """A task without a ladder points at the README."""
    assert "There are no hints for this task." in run("hint", "breaker_small.open").output


TOPICS = "choose one of: tokens_small, breaker_small"
TASKS = "choose one of: expiry, issue"


@pytest.mark.parametrize(
    ("where", "message", "repair"),
    [
        ("token_small", "there is no topic 'token_small'", f"did you mean tokens_small? Or {TOPICS}"),
        ("xyz", "there is no topic 'xyz'", TOPICS),
        ("a/tokens_small", "there is no topic 'a/tokens_small'", f"did you mean tokens_small? Or {TOPICS}"),
        ("Tokens-Small.expiry", "there is no topic 'Tokens-Small.expiry'", "did you mean tokens_small.expiry?"),
        ("tokens_small.expire", "there is no task in tokens_small 'expire'", f"did you mean expiry? Or {TASKS}"),
        ("tokens_small.", "there is no task in tokens_small ''", TASKS),
    ],
)
def test_names_the_nearest_for_a_name_that_is_none(
    course: Path, run: Run, where: str, message: str, repair: str
) -> None:
    """A slip of the finger is answered with what was probably meant."""
    error = run("hint", where).exception
    assert isinstance(error, InputError)
    assert (message, repair) == (error.message, error.repair)
