"""Progress: what a run adds to it, which hints it unlocks, and how it survives on disk."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from grader.course.model import Course, Limits, Task, Topic
from grader.errors import InputError
from grader.progress import (
    MOST_ATTEMPTS,
    Progress,
    attempts,
    load,
    path_in,
    record,
    save,
    solved,
    started_anew,
    unlocked,
    with_hints,
    write_whole,
)
from grader.result.model import CourseInfo, Outcome, Result, Submission, TaskResult, TestResult, TopicResult

HINTS = ("look at exp", "compare it with the clock", "if exp <= now: refuse")


def result(*outcomes: Outcome, score: float = 0.0, max_score: float = 4.0, problem: str = "") -> Result:
    """One topic with one task, and a test for each outcome."""
    topic = TopicResult(
        id="tokens",
        title="Tokens",
        summary="",
        weight=1,
        score=score,
        max_score=max_score,
        complete=True,
        tasks=(TaskResult("expiry", "Expiry", score, max_score),),
        tests=tuple(TestResult(f"t{i}", "expiry", "", o, 0.0, 1.0) for i, o in enumerate(outcomes)),
        problem=problem,
    )
    return Result(
        complete=True,
        score=score,
        max_score=max_score,
        course=CourseInfo("c", "1", ""),
        submission=Submission("s", ""),
        topics=(topic,),
        ledger=(),
        isolation=(),
        versions={},
    )


def after(*runs: tuple[Outcome, str]) -> Progress:
    """The progress after runs of one test each: its outcome, and the code's hash."""
    progress = Progress()
    for outcome, code in runs:
        progress = record(progress, result(outcome), {"tokens": {"expiry": code}})
    return progress


def course(tmp_path: Path) -> Course:
    topic = Topic(
        id="tokens",
        title="Tokens",
        weight=1,
        tasks=(Task("expiry", "Expiry", 4, hints=HINTS),),
        limits=Limits(),
        folder=tmp_path,
        skeleton=tmp_path / "tokens.py",
        hash="",
    )
    return Course("c", "1", "", tmp_path, (topic,), Limits())


def test_unlocks_no_hint_before_an_attempt() -> None:
    """The ladder begins locked."""
    assert () == unlocked(Progress(), "tokens", "expiry", HINTS)


def test_unlocks_the_first_hint_after_the_first_failing_attempt() -> None:
    """Who has tried and failed gets a nudge."""
    assert HINTS[:1] == unlocked(after((Outcome.FAILED, "a")), "tokens", "expiry", HINTS)


def test_unlocks_nothing_more_for_the_same_code() -> None:
    """Running the same code again is no further attempt."""
    progress = after((Outcome.FAILED, "a"), (Outcome.FAILED, "a"))
    assert 1 == len(unlocked(progress, "tokens", "expiry", HINTS))


def test_unlocks_nothing_more_for_code_that_has_failed_before() -> None:
    """Going back and forth between two versions is no further attempt."""
    progress = after((Outcome.FAILED, "a"), (Outcome.FAILED, "b"), (Outcome.FAILED, "a"))
    assert 2 == len(unlocked(progress, "tokens", "expiry", HINTS))


def test_never_unlocks_more_hints_than_there_are() -> None:
    """The ladder ends."""
    progress = after(*((Outcome.FAILED, str(i)) for i in range(9)))
    assert HINTS == unlocked(progress, "tokens", "expiry", HINTS)


def test_remembers_a_bounded_number_of_attempts() -> None:
    """A file that is written after each run does not grow without end."""
    progress = after(*((Outcome.FAILED, str(i)) for i in range(MOST_ATTEMPTS + 9)))
    assert MOST_ATTEMPTS == attempts(progress, "tokens", "expiry")


@pytest.mark.parametrize(
    "outcome", [Outcome.FAILED, Outcome.ERROR, Outcome.TIMED_OUT, Outcome.CRASHED, Outcome.BLOCKED]
)
def test_counts_code_that_ran_and_failed_as_an_attempt(outcome: Outcome) -> None:
    """However it failed, or if another one kept it from being tried: something was written for it."""
    assert 1 == attempts(after((outcome, "a")), "tokens", "expiry")


@pytest.mark.parametrize(
    "outcome",
    [Outcome.PASSED, Outcome.NOT_DONE, Outcome.NOT_RUN, Outcome.GRADER_ERROR],
)
def test_counts_nothing_else_as_an_attempt(outcome: Outcome) -> None:
    """A task that was not begun stays locked while the student works on another one of the topic."""
    assert 0 == attempts(after((outcome, "a")), "tokens", "expiry")


def test_counts_a_file_that_can_not_be_used_as_no_attempt() -> None:
    """A syntax error fails every test and tells nothing about any task."""
    progress = record(Progress(), result(Outcome.ERROR, problem="a syntax error"), {"tokens": {"expiry": "a"}})
    assert 0 == attempts(progress, "tokens", "expiry")


def test_keeps_the_best_score() -> None:
    """A worse run later takes nothing away."""
    progress = record(Progress(), result(score=3.0), {"tokens": {"expiry": "a"}})
    progress = record(progress, result(score=1.0), {"tokens": {"expiry": "b"}})
    assert 3.0 == progress.topics["tokens"].best


def test_starts_the_best_score_anew_when_the_tests_have_changed() -> None:
    """Three of four says nothing once there are eight points to get."""
    progress = record(Progress(), result(score=3.0), {"tokens": {"expiry": "a"}})
    progress = record(progress, result(score=1.0, max_score=8.0), {"tokens": {"expiry": "b"}})
    assert (1.0, 8.0) == (progress.topics["tokens"].best, progress.topics["tokens"].max_score)


def test_leaves_a_topic_alone_that_was_not_graded() -> None:
    """Without a hash there was no code of that topic."""
    assert Progress() == record(Progress(), result(Outcome.FAILED), {})


def test_fills_the_hints_into_the_result(tmp_path: Path) -> None:
    """The report shows what is unlocked, and how many there are."""
    filled = with_hints(result(), after((Outcome.FAILED, "a")), course(tmp_path))
    assert (HINTS[:1], 3) == (filled.topics[0].tasks[0].hints, filled.topics[0].tasks[0].hints_total)


def test_a_run_of_one_task_is_no_score_of_its_topic() -> None:
    """Full marks of one of two tasks leave the best score of the topic alone."""
    progress = record(Progress(), result(score=4.0), {"tokens": {"expiry": "a", "issue": ""}})
    assert (0.0, 4.0) == (progress.topics["tokens"].best, progress.topics["tokens"].tasks["expiry"].best)


def test_a_task_is_solved_as_long_as_its_last_run_had_all_points() -> None:
    """What was broken since is not solved, whatever it once was."""
    once = record(Progress(), result(score=4.0), {"tokens": {"expiry": "a"}})
    broken = record(once, result(score=1.0), {"tokens": {"expiry": "b"}})
    assert (True, False) == (solved(once, "tokens", "expiry", 4.0), solved(broken, "tokens", "expiry", 4.0))


def test_after_a_reset_a_task_is_not_solved_and_the_best_score_remains() -> None:
    """The file is the skeleton again."""
    once = record(Progress(), result(score=4.0), {"tokens": {"expiry": "a"}})
    anew = started_anew(once, "tokens")
    assert (False, 4.0) == (solved(anew, "tokens", "expiry", 4.0), anew.topics["tokens"].best)


def test_after_a_reset_a_task_can_be_solved_again() -> None:
    """By the next run."""
    anew = started_anew(record(Progress(), result(score=4.0), {"tokens": {"expiry": "a"}}), "tokens")
    again = record(anew, result(score=4.0), {"tokens": {"expiry": "a"}})
    assert solved(again, "tokens", "expiry", 4.0)


def test_a_run_without_code_of_the_task_is_no_attempt() -> None:
    """Whatever else in the file has changed, or broken."""
    assert 0 == attempts(after((Outcome.ERROR, "")), "tokens", "expiry")


def test_comes_back_from_disk_as_it_was(tmp_path: Path) -> None:
    """What is kept is what is read."""
    progress = after((Outcome.FAILED, "a"))
    save(tmp_path, progress)
    assert (progress, "") == load(tmp_path)


def test_begins_empty_where_there_is_no_file(tmp_path: Path) -> None:
    """The first run has no progress, and that is no problem."""
    assert (Progress(), "") == load(tmp_path)


BROKEN = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[]",
    b"null",
    b'{"topics": {"tokens": {"best": "much"}}}',
    b'{"topics": 3}',
    b"[" * 100_000,
    b'{"format": 99}',
    b" " * 2_000_000 + b"{}",
]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_sets_a_broken_file_aside_with_a_note(tmp_path: Path, data: bytes) -> None:
    """A file that can't be used is kept under another name, and the student is told."""
    path = path_in(tmp_path)
    path.parent.mkdir()
    path.write_bytes(data)
    progress, note = load(tmp_path)
    aside = path.with_name("progress.json.broken-1")
    assert (Progress(), True, data) == (progress, aside.name in note, aside.read_bytes())


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_goes_on_where_something_is_in_the_way(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """Even a folder of that name, or a pipe, costs no more than the progress."""
    path_in(tmp_path).parent.mkdir()
    make(path_in(tmp_path))
    assert Progress() == load(tmp_path)[0]


def test_reads_a_file_of_the_same_version_with_more_in_it(tmp_path: Path) -> None:
    """A field that a newer grader added is no corruption."""
    save(tmp_path, after((Outcome.FAILED, "a")))
    data = json.loads(path_in(tmp_path).read_bytes()) | {"later": 1}
    path_in(tmp_path).write_bytes(json.dumps(data).encode())
    assert "" == load(tmp_path)[1]


def test_says_that_it_can_not_be_kept(tmp_path: Path) -> None:
    """A file where the folder should be is told with the place."""
    (tmp_path / ".grader").write_text("in the way")
    with pytest.raises(InputError, match="can't be kept"):
        save(tmp_path, Progress())


def test_leaves_no_half_written_file_behind(tmp_path: Path) -> None:
    """What could not be renamed into place is removed."""
    (tmp_path / "target").mkdir()
    with pytest.raises(OSError, match="target"):
        write_whole(tmp_path / "target", b"data")
    assert ["target"] == [path.name for path in tmp_path.iterdir()]


def test_is_versioned(tmp_path: Path) -> None:
    """The file says in which form it is."""
    save(tmp_path, Progress())
    assert 1 == msgspec.json.decode(path_in(tmp_path).read_bytes())["format"]
