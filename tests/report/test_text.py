"""The summary in a terminal."""

from __future__ import annotations

import re
import unicodedata

import msgspec
import pytest

from grader.report.diagram import columns_of
from grader.report.text import note, plain, quoted, summary
from grader.result.model import Result

from .hostile import hostile
from .sample import all_right, complete, half_right, untouched


def told(result: Result) -> str:
    return plain(summary(result))


def test_a_complete_result_begins_with_its_score() -> None:
    """Course and score in the first line."""
    assert "Security and microservices  18 of 40 points" == told(complete()).splitlines()[0]


def test_an_incomplete_result_is_never_told_as_final() -> None:
    """The first line says so, before the points."""
    assert "Security and microservices  not final, so far 24 of 51 points" == told(half_right()).splitlines()[0]


def test_says_what_happened_in_a_failing_test() -> None:
    """Sign, outcome and sentence, then what happened."""
    lines = told(half_right()).splitlines()
    at = lines.index("      ✗ Failed: A token for another audience is refused.")
    assert "        │ the claims came back, as if all were well" == lines[at + 1]


def test_says_which_protection_did_not_hold() -> None:
    """Loudly, at the top."""
    assert "! Not fully isolated on this machine: namespaces." == told(half_right()).splitlines()[2]


def test_ends_with_the_next_best_step() -> None:
    """Its task, what it is worth, and why this one."""
    assert [
        "Next: Verify a token  +3 points",
        "  │ One test is left here, and you are close: everything but the `audience` is",
        "  │ checked already.",
    ] == told(half_right()).splitlines()[-3:]


def test_an_untouched_topic_is_no_list_of_failures() -> None:
    """What is not done yet is told by task, not by test."""
    assert "Failed" not in told(untouched())


def test_scores_stand_under_each_other() -> None:
    """The right edge of the points is straight."""
    lines = [line for line in told(half_right()).splitlines() if " / " in line]
    assert {72} == {len(line) for line in lines}


def test_a_full_score_needs_no_next_step() -> None:
    """Nothing is invented to do."""
    assert "Next" not in told(all_right())


def test_nothing_hostile_reaches_the_terminal() -> None:
    """No escape sequence, no reordering, nothing invisible."""
    hidden = ("Cc", "Cf", "Cs", "Co", "Cn")
    assert [] == [char for char in told(hostile()).replace("\n", "") if unicodedata.category(char) in hidden]


def test_lines_stay_short_whatever_they_contain() -> None:
    """A hundred thousand characters do not fill the screen."""
    assert max(map(len, told(hostile()).splitlines())) < 400


ROW = "  ✓ Values come and go                                      6 / 6"
COMMANDS = ("::add-mask::points", "##[add-mask]points", "##vso[task.complete]", "##teamcity[testFinished]")


@pytest.mark.parametrize(
    "text", [f"{'x ' * 50}{ROW * 9}", f"{ROW}\n{ROW}", "全 " * 60 + ROW, "\t" * 40 + ROW, "全" * 300]
)
@pytest.mark.parametrize("width", [40, 80, 100])
def test_what_may_be_theirs_stands_behind_a_bar(text: str, width: int) -> None:
    """No line of it looks like one of ours, and none is so wide that a terminal breaks it."""
    lines = plain(quoted(text, width, "    ")).splitlines()
    assert {"    │"} == {line[:5] for line in lines}
    assert max(map(columns_of, lines)) <= width


@pytest.mark.parametrize("command", COMMANDS)
def test_no_ci_system_finds_a_command(command: str) -> None:
    """At no place where a line may be broken, and not in the middle of one."""
    text = "".join(f"{'x' * count} {command} " for count in range(40))
    for line in [*plain(quoted(text, 80, "  ")).splitlines(), *plain(note(text)).splitlines()]:
        assert not line.lstrip().startswith("::")
        assert not re.search(r"##\w*\[", line)


def test_a_note_goes_on_behind_a_bar() -> None:
    """The name of a file that was left out may be a sentence of many words."""
    lines = plain(note(f"vault/{'x ' * 60}.py was left out")).splitlines()
    assert ["Note: vault", "    │ x x x x "] == [lines[0][:11], lines[1][:14]]


def test_a_fault_of_the_grader_is_told_behind_a_bar() -> None:
    """It may repeat what a student's code has sent."""
    result = msgspec.structs.replace(complete(), problem=f"the suite failed: {ROW * 4}")
    lines = told(result).splitlines()
    assert ["! The grader failed on the way:", "  │ the suite failed:"] == [lines[1], lines[2][:21]]
