"""The clock of a cell is the cell's own word, and yet it saves nobody a wait: answers come at their time."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from grader.harness.suite.clock import MAX_SPAN
from grader.harness.verdicts import CellCrashed, CellTimedOut
from grader.suite import delay

CODE = """
    import sys, time
    import httpx

    frame = sys._getframe()
    while type(frame.f_locals.get("self")).__name__ != "Cell":
        frame = frame.f_back
    cell = frame.f_locals["self"]
    world = cell.world

    def ask(path):
        return httpx.get(f"https://shop.test/{path}").text

    def asks(count):
        return [ask(number) for number in range(count)]

    def asks_without_waiting(count):
        world.block = lambda ready, deadline=None: True
        return asks(count)

    def asks_and_goes_back(count):
        found = []
        for number in range(count):
            began = world.now
            found.append(ask(number))
            world.go_back_to(began)
        return found

    def collects(number):
        return world.ask({"type": "collect", "number": number})["status"]

    def collects_twice():
        ask("once")
        return collects(0)

    def sleeps(*seconds):
        for each in seconds:
            time.sleep(each)
        return True
"""


@pytest.fixture
def trial(begin: Any) -> Any:
    """A trial of the code above, with a shop that takes a second to say its path."""
    trial = begin(CODE)
    trial.network.serve("shop.test", lambda request: httpx.Response(200, text=request.url.path))
    trial.network.latency("shop.test", 1)
    return trial


def test_answers_come_after_one_another(trial: Any) -> None:
    """So it is for honest code, whose answers are kept for their time as well."""
    assert ["/0", "/1", "/2"] == trial.student.asks(3)
    assert 3 == trial.clock.elapsed


def test_an_answer_is_not_given_before_its_time(trial: Any) -> None:
    """Who does not let the time pass does not learn what is in it."""
    with pytest.raises(CellCrashed, match="before its time"):
        trial.student.asks_without_waiting(1)


def test_time_that_is_set_back_has_passed(trial: Any) -> None:
    """To say that it is early again saves no time."""
    assert ["/0", "/1", "/2"] == trial.student.asks_and_goes_back(3)
    assert 3 == trial.clock.elapsed


@pytest.mark.parametrize("number", [0, -1, 10**30])
def test_an_answer_to_no_request_is_not_given(trial: Any, number: int) -> None:
    """Whatever its number."""
    with pytest.raises(CellCrashed, match="before its time"):
        trial.student.collects(number)


def test_an_answer_is_given_once(trial: Any) -> None:
    """Nobody can have it twice."""
    with pytest.raises(CellCrashed, match="before its time"):
        trial.student.collects_twice()


def test_an_answer_at_once_needs_no_second_question(trial: Any) -> None:
    """It costs what it has cost before."""
    trial.network.script("shop.test", delay(0))
    trial.network.latency("shop.test", 0)
    assert ["/0"] == trial.student.asks(1)
    with pytest.raises(CellCrashed, match="before its time"):
        trial.student.collects(0)


@pytest.mark.parametrize("seconds", [[2 * MAX_SPAN], [MAX_SPAN - 1, 2]])
def test_a_process_ends_after_a_hundred_years(trial: Any, seconds: list[float]) -> None:
    """Else its time would stand still for the test, and nothing would ever expire."""
    with pytest.raises(CellTimedOut, match="hundred years"):
        trial.student.sleeps(*seconds)


def test_the_test_s_own_time_can_t_be_used_up(trial: Any) -> None:
    """Who brings the clock near its end does not keep the test from moving it on."""
    assert trial.student.sleeps(MAX_SPAN - 1)
    with pytest.raises(CellTimedOut, match="hundred years"):
        trial.clock.advance(61)


def test_an_author_is_told_that_time_ends(trial: Any) -> None:
    """Instead of a clock that stands still."""
    with pytest.raises(ValueError, match="hundred years"):
        trial.clock.advance(MAX_SPAN + 1)
