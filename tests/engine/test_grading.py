"""From a hidden suite and a student's code to verdicts, points and the ledger."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.course import load_course
from grader.errors import InputError
from grader.grading.engine import Grader
from grader.grading.start import warm_grader
from grader.harness.processes.zygote_client import Zygote
from grader.result.journal import Journal
from grader.result.model import Outcome, Result, Timing
from grader.submission import take_submission

COURSE = """\
title: Counting
version: "1"
topics:
  - {id: counting, weight: 2}
  - {id: letters, weight: 0.5}
"""
TOPIC = """\
title: Counting
summary: Count.
tasks:
  - {id: add, title: Add, points: 4, hints: [think]}
  - {id: take, title: Take away, points: 2, hints: [think]}
"""
HEAD = """
import pytest
from grader.suite import explain

"""
LETTERS_SUITE = '''
@pytest.mark.task("add", points=6)
def test_letters(student):
    """Letters can be added."""
    assert student.add("a", "b") == "ab", "add them"
'''
LETTERS = "def add(a, b):\n    return a + b\n"
BLOCKED = '''
@pytest.mark.task("take", points=2)
def test_takes(student):
    """Numbers are taken away."""
    found = student.subtract(5, 2)
    assert found == 3, explain("3", f"{found}")


@pytest.mark.task("add", points=2, needs="test_takes")
def test_adds(student):
    """Numbers are added."""
    assert student.add(1, 2) == 3, "1 and 2 are 3"
'''
CAUSES = '''
@pytest.mark.task("add")
def test_adds(student):
    """Numbers are added."""
    assert student.add(1, 2) == 3, "1 and 2 are 3"


'''
TAKES = '''
@pytest.mark.task("take")
def test_takes_{0}(student):
    """Numbers are taken away: {0}."""
    assert student.subtract(5, {0}) == 5 - {0}, "the difference"


'''
SECRET = bytes(32)

Grade = Callable[..., Result]


@pytest.fixture
def lay(tmp_path: Path) -> Callable[[str, str], None]:
    """Writes a file below the test's folder."""

    def lay(name: str, text: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")

    return lay


@pytest.fixture
def with_warm_grader(warm: None, lay: Callable[[str, str], None], tmp_path: Path) -> Callable[..., Any]:
    """Runs something with a grader of a course of two topics; the first has this hidden suite and these limits."""

    def run(
        suite: str,
        body: Callable[[Grader], Any],
        examples: str = "",
        limits: str = "",
        shared: dict[str, str] | None = None,
    ) -> Any:
        lay("course/exercises/course.yaml", COURSE)
        lay("course/exercises/counting/topic.yaml", TOPIC + (f"limits: {limits}\n" if limits else ""))
        lay("course/exercises/letters/topic.yaml", TOPIC.replace("Counting", "Letters"))
        lay("course/solutions/counting/hidden/test_add.py", HEAD + textwrap.dedent(suite))
        lay("course/solutions/letters/hidden/test_letters.py", HEAD + LETTERS_SUITE)
        for name, text in (shared or {}).items():
            lay(f"course/solutions/counting/hidden/{name}", text)
        if examples:
            lay("course/exercises/counting/test_examples.py", HEAD + textwrap.dedent(examples))
        with warm_grader(load_course(tmp_path / "course", services=())) as grader:
            return body(grader)

    return run


@pytest.fixture
def grade(with_warm_grader: Any, lay: Callable[[str, str], None], tmp_path: Path) -> Grade:
    """Grades this code against this suite."""

    def grade(suite: str, code: str, journal: Journal | None = None, **more: Any) -> Result:
        lay("work/counting/counting.py", code)
        lay("work/letters/letters.py", LETTERS)

        def body(grader: Grader) -> Result:
            return grader.grade(take_submission(tmp_path / "work", grader.course), journal=journal)

        result = with_warm_grader(suite, body, **more)
        assert isinstance(result, Result)
        return result

    return grade


SHARED_SUITE = '''
from .support import agrees, two

@pytest.mark.task("add", points=4)
def test_adds(student, two):
    """Two numbers are added."""
    agrees(student.add(two, 3), 5)
'''
SHARED = '''
"""What the tests share."""
import pytest
from grader.suite import explain

@pytest.fixture
def two():
    return {two}

def agrees(found, expected):
    assert found == expected, explain(expected=f"{{expected}}", happened=f"{{found}}")
'''
MORE_OF_THE_SUITE = '''
import pytest
from .support import agrees, two

@pytest.mark.task("take", points=2, needs="test_adds")
def test_takes(student, two):
    """One number is taken away from another."""
    agrees(student.subtract(5, two), 3)
'''


def shared(two: int) -> dict[str, str]:
    """A suite in two files with a module that both import."""
    return {"support.py": SHARED.format(two=two), "test_take.py": MORE_OF_THE_SUITE}


def test_runs_a_suite_of_several_files_that_share_a_module(grade: Grade) -> None:
    """The files of a suite are one suite: one may need a test of another, and import what they share."""
    suite = SHARED_SUITE
    code = "def add(a, b): return a + b\ndef subtract(a, b): return a - b\n"

    assert {"test_adds": "passed", "test_takes": "passed"} == outcomes(grade(suite, code, shared=shared(two=2)))


def test_reads_what_a_suite_shares_anew_for_another_course(grade: Grade) -> None:
    """Two courses may have modules of one name; each suite gets its own."""
    suite = SHARED_SUITE
    code = "def add(a, b): return a + b\ndef subtract(a, b): return a - b\n"
    grade(suite, code, shared=shared(two=2))

    assert {"test_adds": "failed", "test_takes": "blocked"} == outcomes(grade(suite, code, shared=shared(two=4)))


def outcomes(result: Result) -> dict[str, str]:
    """The outcomes of the first topic by test."""
    return {test.id: test.outcome.value for test in result.topics[0].tests}


def only(result: Result) -> Any:
    """The first topic's one test."""
    (test,) = result.topics[0].tests
    return test


TWO_TASKS = '''
@pytest.mark.task("add", points=3)
def test_adds(student):
    """Two numbers are added."""
    assert student.add(2, 3) == 5, explain(expected="five", happened="something else")


@pytest.mark.task("add", points=1, needs="test_adds")
def test_adds_zero(student):
    """Zero adds nothing."""
    assert student.add(2, 0) == 2, "two plus nothing is two"


@pytest.mark.task("take", points=1.5)
def test_takes(student):
    """One number is taken away from another."""
    assert student.subtract(5, 3) == 2, "five less three is two"


@pytest.mark.task("take", points=0.5, needs=("test_adds", "test_takes"))
def test_goes_back(student):
    """Taking away undoes adding."""
    assert student.subtract(student.add(2, 3), 3) == 2, "there and back"
'''
RIGHT = "def add(a, b):\n    return a + b\n\ndef subtract(a, b):\n    return a - b\n"


def test_a_right_answer_has_full_marks(grade: Grade) -> None:
    """By test, task, topic, and in all with the topics' weights."""
    result = grade(TWO_TASKS, RIGHT)
    topic = result.topics[0]
    assert {"passed"} == set(outcomes(result).values())
    assert [("add", 4.0, 4.0), ("take", 2.0, 2.0)] == [(task.id, task.score, task.max_score) for task in topic.tasks]
    assert (6.0, 6.0, 15.0, 15.0, True) == (
        topic.score,
        topic.max_score,
        result.score,
        result.max_score,
        result.complete,
    )


def test_credit_is_partial(grade: Grade) -> None:
    """By task, and what waits for a failed test is blocked, not failed."""
    result = grade(TWO_TASKS, RIGHT.replace("a - b", "a"))
    assert {
        "test_adds": "passed",
        "test_adds_zero": "passed",
        "test_takes": "failed",
        "test_goes_back": "blocked",
    } == outcomes(result)
    assert ((4.0, 0.0), 4.0, 11.0) == (
        tuple(task.score for task in result.topics[0].tasks),
        result.topics[0].score,
        result.score,
    )
    assert ("test_takes",) == result.topics[0].tests[3].blocked_by


def test_what_waits_for_the_unfinished_is_told_as_unfinished_itself(grade: Grade) -> None:
    """If it is; that helps more than being blocked."""
    unfinished = "def add(a, b):\n    raise NotImplementedError\n\ndef subtract(a, b):\n    return a - b\n"
    assert {
        "test_adds": "not_done",
        "test_adds_zero": "not_done",
        "test_takes": "passed",
        "test_goes_back": "not_done",
    } == outcomes(grade(TWO_TASKS, unfinished))


def test_the_ledger_adds_up(grade: Grade) -> None:
    """Line by line, points times weight."""
    result = grade(TWO_TASKS, RIGHT.replace("a + b", "a"))
    assert [("Counting", 1.5, 6.0, 2.0), ("Letters", 6.0, 6.0, 0.5)] == [
        (line.label, line.points, line.out_of, line.weight) for line in result.ledger
    ]
    assert result.score == sum(line.points * line.weight for line in result.ledger)


def test_the_next_step_is_in_the_topic_that_was_begun(grade: Grade) -> None:
    """The first task with points to gain, and what they weigh."""
    step = grade(TWO_TASKS, RIGHT.replace("a - b", "a")).next_step
    assert step is not None
    assert ("counting", "take", 4.0) == (step.topic, step.task, step.points)


def test_the_next_step_points_at_what_blocks_what_is_left(grade: Grade) -> None:
    """Once a task is written, and only waits for another, nothing is left to be written at its TODO."""
    step = grade(BLOCKED, RIGHT.replace("a - b", "a")).next_step
    assert step is not None
    assert ("take", 8.0) == (step.task, step.points)
    assert "“Numbers are taken away.” Expected 3. What happened: 5. 1 test waits until it passes." in step.text


def test_the_next_step_is_the_cause_that_costs_most(grade: Grade) -> None:
    """One line that fails three tests comes before one that fails the first."""
    suite = CAUSES + "".join(TAKES.format(number) for number in range(3))
    step = grade(suite, "def add(a, b):\n    return a\n\n\ndef subtract(a, b):\n    return {}['x']\n").next_step
    assert step is not None
    assert ("take", 6.0) == (step.task, step.points)
    assert "2 more tests fail for the same reason." in step.text


def test_a_failure_says_what_the_author_wrote(grade: Grade) -> None:
    """Expected, happened, why, what to try; and shows the student's function."""
    suite = '''
    @pytest.mark.task("add")
    def test_adds(student):
        """Two numbers are added."""
        found = student.add(2, 3)
        assert found == 5, explain("five", f"add gave {found}", why="sums matter", try_next="count on your fingers")
    '''
    test = only(grade(suite, "def unused():\n    pass\n\n\ndef add(a, b):\n    return a * b\n"))
    assert ("five", "add gave 6", "sums matter", "count on your fingers") == (
        test.expected,
        test.happened,
        test.why,
        test.try_next,
    )
    (excerpt,) = test.excerpts
    assert ("counting.py", 5, ("def add(a, b):", "    return a * b")) == (excerpt.file, excerpt.line, excerpt.lines)


def test_an_exception_shows_the_student_s_lines(grade: Grade) -> None:
    """Where it came from, and where the test came in."""
    suite = '@pytest.mark.task("add")\ndef test_adds(student):\n    student.add(1, 2)\n'
    test = only(grade(suite, "def inner():\n    return {}['x']\n\n\n\n\n\n\ndef add(a, b):\n    return inner()\n"))
    assert ("error", "Your code raised KeyError: 'x'") == (test.outcome.value, test.message)
    assert [("in inner", 2, True), ("in add: it was called from here", 10, False)] == [
        (excerpt.note, excerpt.line, excerpt.fault) for excerpt in test.excerpts
    ]


def test_a_call_that_raised_as_expected_is_the_last_one_all_the_same(grade: Grade) -> None:
    """What the test then finds wrong comes of that call, not of an earlier one that returned."""
    suite = """
    @pytest.mark.task("add")
    def test_adds(student):
        student.other()
        with student.raises("ValueError"):
            student.add(1, 2)
        assert student.COUNT == 1, explain(expected="one call to be counted", happened=f"{student.COUNT} were")
    """
    code = "COUNT = 0\n\n\ndef other():\n    pass\n\n\n\n\ndef add(a, b):\n    raise ValueError\n"
    test = only(grade(suite, code))
    assert "failed" == test.outcome.value
    assert [("in add: the last call ended here, with an exception", 11, False)] == [
        (excerpt.note, excerpt.line, excerpt.fault) for excerpt in test.excerpts
    ]


def test_an_exception_shows_the_line_that_python_means(grade: Grade) -> None:
    """A form feed, or one of Unicode's separators, ends no line of Python's."""
    suite = '@pytest.mark.task("add")\ndef test_adds(student):\n    student.add(1, 2)\n'
    test = only(grade(suite, "ODD = '\u2028\x85'\n\x0c\n# \x1c\ndef add(a, b):\n    return {}['x']\n\n\n"))
    (excerpt,) = test.excerpts
    assert "    return {}['x']" == excerpt.lines[excerpt.line - excerpt.first]


def test_a_message_is_bounded_whatever_it_repeats(grade: Grade) -> None:
    """What a student's code gave may be a megabyte, in each test, and stand in each part of the message."""
    suite = """
    @pytest.mark.task("add")
    def test_adds(student):
        found = student.add(2, 3)
        assert found == 5, explain("five", f"add gave {found}")
    """
    test = only(grade(suite, "def add(a, b):\n    return 'x' * 100_000\n"))
    assert "add gave xxxx" == test.happened[:13]
    assert "… (96,009 more characters)" == test.happened[4000:]
    assert len(test.message) < 4100


def test_a_title_is_the_first_paragraph_of_the_docstring(grade: Grade) -> None:
    """On one line, with what it is parametrised by."""
    suite = '''
    @pytest.mark.task("add", points=2)
    @pytest.mark.parametrize("b", [1, 2], ids=["one", "two"])
    def test_adds(student, b):
        """Two numbers
        are added.

        Not for the student.
        """
        assert student.add(2, b) == 2 + b, "add them"
    '''
    tests = grade(suite, RIGHT).topics[0].tests
    assert [
        ("test_adds[one]", "Two numbers are added. [one]", 2.0),
        ("test_adds[two]", "Two numbers are added. [two]", 2.0),
    ] == [(test.id, test.title, test.max_score) for test in tests]


def test_visible_tests_come_first_and_count_nothing(grade: Grade) -> None:
    """Unless they say so."""
    examples = '@pytest.mark.task("add")\ndef test_example(student):\n    assert student.add(1, 1) == 2, "two"\n'
    tests = grade(TWO_TASKS, RIGHT, examples=examples).topics[0].tests
    assert [("test_example", True, 0.0), ("test_adds", False, 3.0)] == [
        (test.id, test.visible, test.max_score) for test in tests[:2]
    ]


WITH_FIXTURE = '''
@pytest.fixture
def total(student):
    {before}
    found = student.add(2, 3)
    found.bit_length()
    yield found
    {after}


@pytest.mark.task("add", points=4)
def test_adds(total):
    """Two numbers are added."""
    assert total == 5, "add them"


@pytest.mark.task("take", points=2)
def test_takes(student):
    """One number is taken away from another."""
    assert student.subtract(5, 3) == 2, "two"
'''


def test_a_value_of_another_form_is_a_failure(grade: Grade) -> None:
    """In a fixture as well as in the test: the reference shows that the test is sound."""
    result = grade(WITH_FIXTURE.format(before="pass", after="pass"), RIGHT.replace("a + b", "None"))
    assert {"test_adds": "failed", "test_takes": "passed"} == outcomes(result)
    assert "does not have the form" in result.topics[0].tests[0].message


def test_a_test_that_fails_before_it_asks_is_the_grader_s_fault(grade: Grade) -> None:
    """Never the student's, and never a score: the result is not complete, the rest is graded."""
    result = grade(WITH_FIXTURE.format(before="{}['x']", after="pass"), RIGHT)
    assert {"test_adds": "grader_error", "test_takes": "passed"} == outcomes(result)
    assert (False, None, 4.0) == (result.complete, result.topics[0].tests[0].score, result.ledger[0].pending)
    assert "KeyError" in result.problem


def test_what_only_a_machine_can_want_for_is_the_grader_s_fault(grade: Grade) -> None:
    """A full disk, say; also after the student's code has answered."""
    result = grade(WITH_FIXTURE.format(before="pass", after="raise OSError(28, 'No space left on device')"), RIGHT)
    assert {"test_adds": "grader_error", "test_takes": "passed"} == outcomes(result)
    assert "No space left on device" in result.problem


def test_an_assertion_in_a_fixture_is_a_failure(grade: Grade) -> None:
    """Wherever it stands."""
    result = grade(WITH_FIXTURE.format(before="pass", after="assert student.subtract(1, 1) == 1, 'one'"), RIGHT)
    assert {"test_adds": "failed", "test_takes": "passed"} == outcomes(result)


BELLS = '''
@pytest.fixture
def door(evidence):
    evidence.note("door opened")
    yield
    evidence.note("door closed")


@pytest.fixture
def bell(door, student):
    assert student.add(1, 1) == {sum}, "two"


@pytest.mark.task("add", points=4)
def test_rings(bell, evidence):
    """Who rings is let in."""
    evidence.note("rung")
    assert False, "nobody came"
'''


@pytest.mark.parametrize(
    ("sum", "expected"), [(2, ["door opened", "rung", "door closed"]), (3, ["door opened", "door closed"])]
)
def test_a_fixture_that_fails_ends_the_test_and_the_others_are_closed(
    grade: Grade, sum: int, expected: list[str]
) -> None:
    """As in pytest: the test is not called after it, and what was set up is torn down, as after a failed test."""
    evidence = grade(BELLS.format(sum=sum), RIGHT).topics[0].tests[0].evidence
    assert expected == [event.label for event in evidence.events if event.kind == "note"]


def test_what_fails_formats_no_traceback(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody would read it, and it took two thirds of the time of an untouched skeleton."""
    formatted: list[object] = []
    monkeypatch.setattr(pytest.ExceptionInfo, "getrepr", lambda error, **_: formatted.append(error) or "")
    assert {"test_rings": "failed"} == outcomes(grade(BELLS.format(sum=2), RIGHT))
    assert {"test_rings": "failed"} == outcomes(grade(BELLS.format(sum=3), RIGHT))
    assert [] == formatted


def test_a_skipped_test_was_not_run(grade: Grade) -> None:
    """With its reason; the score is not guessed."""
    suite = '@pytest.mark.task("add", points=4)\ndef test_adds(student):\n    pytest.skip("no time")\n'
    result = grade(suite, RIGHT)
    assert ("not_run", "skipped: no time", None, False) == (
        only(result).outcome.value,
        only(result).message,
        only(result).score,
        result.complete,
    )


def test_an_assertion_without_a_message_gives_nothing_away(grade: Grade) -> None:
    """Neither the expression nor its values."""
    suite = '@pytest.mark.task("add")\ndef test_adds(student):\n    assert student.add(2, 3) == 12345\n'
    test = only(grade(suite, RIGHT))
    assert "failed" == test.outcome.value
    assert "12345" not in msgspec.json.encode(test).decode()


def test_a_topic_ends_at_its_limit_of_time(grade: Grade) -> None:
    """What was not begun by then is timed out."""
    suite = '''
    import time

    @pytest.mark.task("add", points=4)
    def test_adds(student):
        """Two numbers are added."""
        assert student.add(2, 3) == 5, "five"

    @pytest.mark.task("take", points=2)
    def test_takes(student):
        """One number is taken away from another."""
        assert student.subtract(5, 3) == 2, "two"
    '''
    code = "def add(a, b):\n    while True:\n        pass\n\n" + RIGHT.partition("\n\n")[2]
    limits = "{topic_seconds: 0.2, wall_seconds: 0.4}"
    result = grade(suite, code, limits=limits)
    assert {"test_adds": "timed_out", "test_takes": "timed_out"} == outcomes(result)
    assert "together" in result.topics[0].tests[1].message
    assert "passed" == result.topics[1].tests[0].outcome.value


def test_the_same_bytes_give_the_same_result(with_warm_grader: Any, lay: Any, tmp_path: Path) -> None:
    """However often a warm grader is asked, and whatever it has graded in between."""
    lay("work/counting/counting.py", RIGHT.replace("a - b", "a"))
    lay("work/letters/letters.py", LETTERS)
    lay("other/counting/counting.py", "import os\nos._exit(0)\n")

    def body(grader: Grader) -> list[bytes]:
        works = [take_submission(tmp_path / name, grader.course) for name in ("work", "other", "work")]
        results = [msgspec.structs.replace(grader.grade(work), timing=Timing()) for work in works]
        return [msgspec.json.encode(result) for result in results]

    first, other, again = with_warm_grader(TWO_TASKS, body)
    assert first == again
    assert first != other


def test_two_courses_with_suites_of_the_same_name_are_kept_apart(grade: Grade) -> None:
    """One after another in one process, as when a suite is edited."""
    first = grade('@pytest.mark.task("add")\ndef test_one(student):\n    assert student.add(1, 1) == 2, "2"\n', RIGHT)
    second = grade('@pytest.mark.task("add")\ndef test_two(student):\n    assert student.add(1, 1) == 3, "3"\n', RIGHT)
    assert [{"test_one": "passed"}, {"test_two": "failed"}] == [outcomes(first), outcomes(second)]


@pytest.mark.parametrize(
    ("suite", "message"),
    [
        ('@pytest.mark.task("nothing")\ndef test_one(student): ...\n', "no task 'nothing'"),
        ("def test_one(student): ...\n", "has no task"),
        ('@pytest.mark.task("add", needs="test_two")\ndef test_one(student): ...\n', "needs test_two"),
        ('@pytest.mark.task("add")\ndef test_one(studnet): ...\n', ""),
    ],
)
def test_a_suite_s_mistake_is_told_to_its_author(grade: Grade, suite: str, message: str) -> None:
    """Before anything is graded, as far as it can be known."""
    if not message:  # an unknown fixture is only found when the test begins
        assert "grader_error" == only(grade(suite, RIGHT)).outcome.value
        return
    with pytest.raises(InputError, match=message) as caught:
        grade(suite, RIGHT)
    assert caught.value.repair
    assert "test_add.py" in str(caught.value.place)


class Dying:
    """A zygote that is gone after so many cells."""

    def __init__(self, zygote: Zygote, after: int) -> None:
        self._zygote = zygote
        self._left = after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._zygote, name)

    def fork(self, order: Any) -> Any:
        from grader.errors import GraderFault

        self._left -= 1
        if self._left < 0:
            raise GraderFault("the sandbox's parent process has gone")
        return self._zygote.fork(order)

    def close(self) -> None:
        return


def test_when_the_sandbox_dies_what_was_graded_is_kept(
    grade: Grade, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is not run, and said to be so."""
    from grader.grading import start

    monkeypatch.setattr(start, "Zygote", lambda *_: Dying(zygote, 2))
    result = grade(TWO_TASKS, RIGHT)
    found = list(outcomes(result).values())
    assert "passed" == found[0]
    assert {"passed", "grader_error", "not_run"} == set(found)
    assert not result.complete
    assert "gone" in result.problem


def test_a_journal_remembers_every_verdict_that_counts(grade: Grade, tmp_path: Path) -> None:
    """The next run with the same bytes begins no process for them."""
    journal = Journal(tmp_path / "journal.jsonl", SECRET)
    first = grade(TWO_TASKS, RIGHT, journal=journal)
    entries = (tmp_path / "journal.jsonl").read_bytes().splitlines()
    again = grade(TWO_TASKS, RIGHT, journal=journal)
    assert 5 + 1 == len(entries)  # a blank line first: each entry begins a line of its own
    assert entries == (tmp_path / "journal.jsonl").read_bytes().splitlines()
    assert msgspec.structs.replace(first, timing=Timing()) == msgspec.structs.replace(again, timing=Timing())


def test_a_journal_knows_nothing_of_other_code(grade: Grade, tmp_path: Path) -> None:
    """One byte more is another submission."""
    journal = Journal(tmp_path / "journal.jsonl", SECRET)
    grade(TWO_TASKS, RIGHT, journal=journal)
    result = grade(TWO_TASKS, RIGHT.replace("a - b", "a"), journal=journal)
    assert "failed" == outcomes(result)["test_takes"]


def test_a_torn_line_of_a_journal_is_graded_again(grade: Grade, tmp_path: Path) -> None:
    """It is what a kill in the middle of a write leaves; what follows starts a line of its own."""
    path = tmp_path / "journal.jsonl"
    grade(TWO_TASKS, RIGHT, journal=Journal(path, SECRET))
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    grade(TWO_TASKS, RIGHT, journal=Journal(path, SECRET))
    assert whole.splitlines()[-1] == path.read_bytes().splitlines()[-1]
    assert [Outcome.PASSED] * 5 == [entry.test.outcome for entry in Journal(path, SECRET).entries()]


def test_a_journal_forgets_what_is_no_verdict(grade: Grade, tmp_path: Path) -> None:
    """A test that the grader failed on is tried again."""
    journal = Journal(tmp_path / "journal.jsonl", SECRET)
    suite = WITH_FIXTURE.format(before=f"open({str(tmp_path / 'there')!r}).close()", after="pass")
    first = grade(suite, RIGHT, journal=journal)
    (tmp_path / "there").touch()
    assert ["grader_error", "passed"] == [outcomes(first)["test_adds"], outcomes(grade(suite, RIGHT))["test_adds"]]


HANGS = "def add(a, b):\n    while a != b + 1:\n        pass\n    return a\n\n" + RIGHT.partition("\n\n")[2]
MANY = '''
    @pytest.mark.parametrize("number", range(12))
    @pytest.mark.task("add", points=0.5)
    def test_adds(student, number):
        """Two numbers are added."""
        assert student.add(number, number) == 2 * number, "twice"

    @pytest.mark.task("take", points=2)
    def test_takes(student):
        """One number is taken away from another."""
        assert student.subtract(5, 3) == 2, "two"
'''


def test_a_function_that_hangs_costs_its_time_twice_and_its_line_is_shown(grade: Grade) -> None:
    """The third test that hangs at the line is stopped there at once; the others of the topic are none the worse."""
    result = grade(MANY, HANGS, limits="{wall_seconds: 1, cpu_seconds: 1}")
    *adding, taking = result.topics[0].tests
    assert ["timed_out"] * 12 == [test.outcome.value for test in adding]
    assert {(2, "in add")} == {(test.excerpts[0].line, test.excerpts[0].note) for test in adding}
    told = "at line 2 of counting.py, as in two tests before"
    assert [False] * 2 + [True] * 10 == [told in test.message for test in adding]
    assert "passed" == taking.outcome.value
