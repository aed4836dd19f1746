"""``grader list``."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from grader.errors import InputError
from grader.progress import Progress, TaskProgress, TopicProgress, path_in, save

Run = Callable[..., Result]


def words(result: Result) -> str:
    """The output, its columns one space apart."""
    return " ".join(result.output.split())


def test_lists_the_topics_in_the_order_of_the_course(course: Path, run: Run) -> None:
    """Students see what is taught in the order in which it is taught."""
    lines = run("list").output.splitlines()
    assert ["tokens_small", "breaker_small"] == [line.split()[0] for line in lines[1:3]]


def test_calls_a_topic_without_an_attempt_to_do(course: Path, run: Run) -> None:
    """Before the first run everything is to do, out of the topic's points."""
    assert "tokens_small to do 0 of 5.5 Tokens" in words(run("list"))


def test_shows_the_best_score(course: Path, run: Run) -> None:
    """The best of all runs is shown, and the topic is in progress."""
    save(course, Progress({"tokens_small": TopicProgress(2.5, 5.5, {"issue": TaskProgress(2.5)})}))
    assert "tokens_small in progress 2.5 of 5.5" in words(run("list"))


def test_calls_a_topic_with_all_points_done(course: Path, run: Run) -> None:
    """Full marks are the end of a topic."""
    save(course, Progress({"breaker_small": TopicProgress(4.0, 4.0)}))
    assert "breaker_small done 4 of 4" in words(run("list"))


def test_forgets_a_score_against_other_tests(course: Path, run: Run) -> None:
    """Once the topic's points have changed, the old best is not shown as one of today's."""
    save(course, Progress({"breaker_small": TopicProgress(3.0, 3.0)}))
    assert "0 of 4" in run("list").output


def test_counts_the_answered_questions(course: Path, run: Run) -> None:
    """The self-check is part of the way, too."""
    path = course / "exercises" / "self_check.yaml"
    path.write_text(path.read_text().replace('answer: ""', "answer: a b c", 1))
    assert "1 of 2 questions answered" in run("list").output


def test_says_what_to_do_next(course: Path, run: Run) -> None:
    """The list ends with one step."""
    assert "Next: open exercises/tokens_small/README.md" in run("list").output


def test_tells_that_broken_progress_was_set_aside(course: Path, run: Run) -> None:
    """A corrupt file is a note, and the list is shown all the same."""
    path_in(course).parent.mkdir()
    path_in(course).write_bytes(b"{")
    result = run("list")
    assert (True, True) == ("set aside" in result.stderr, "tokens_small" in result.stdout)


def test_reads_the_progress_of_another_folder(course: Path, tmp_path: Path, run: Run) -> None:
    """With --submission the state is that folder's."""
    other = tmp_path / "jane"
    other.mkdir()
    save(other, Progress({"breaker_small": TopicProgress(4.0, 4.0)}))
    assert "4 of 4" in run("list", "--submission", str(other)).output


def test_writes_plain_text_where_there_is_no_terminal(course: Path, run: Run) -> None:
    """No escape sequences in a pipe."""
    assert "\x1b" not in run("list").output


def test_says_where_no_course_is(tmp_path: Path, run: Run) -> None:
    """A folder without a course is bad input, with the repair."""
    error = run("list", "--course", str(tmp_path)).exception
    assert (True, 2) == (isinstance(error, InputError), getattr(error, "exit_code", 0))
