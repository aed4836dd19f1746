"""Code that does not end: it is stopped, and the line is shown at which it hung, the same in every run."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

from grader.harness.suite.student import Student
from grader.harness.trial import Trial
from grader.harness.verdicts import CellTimedOut
from grader.sandbox import hang

CODE = """
    import asyncio, functools, itertools, threading, time

    def empty():
        while True: pass

    def busy(until=60):
        begin = time.time()
        while True:
            if time.time() - begin > until:
                break
            _count(100)

    def _count(most):
        for number in range(most):
            number += 1

    def condition():
        x = 0
        while x < 1:
            _count(10)
            try:
                raise LookupError
            except LookupError:
                x = 0

    def nested():
        for each in itertools.count():
            for one in range(3):
                each += one

    def asked(function):
        function()
        empty()

    async def awaited():
        await asyncio.sleep(1)
        while True:
            _count(1)

    def generated():
        return sum(
            number
            for number in itertools.count())

    def recursive(number=60):
        return number if number < 2 else recursive(number - 1) + recursive(number - 2)

    def in_a_thread():
        thread = threading.Thread(target=busy)
        thread.start()
        thread.join()

    def locked():
        lock = threading.Lock()
        lock.acquire()
        lock.acquire()

    def twice(times):
        for _ in range(times):
            _count(1_000_000)
        return times
"""
LINES = textwrap.dedent(CODE).splitlines()


def stopped(trial: Trial, function: str, *arguments: Any) -> tuple[str, str]:
    """Where it was stopped: the function, and the text of the line."""
    with pytest.raises(CellTimedOut) as caught:
        getattr(trial.student, function)(*arguments)
    frame = caught.value.frames[-1]
    return frame.function, LINES[frame.line - 1].strip()


@pytest.mark.parametrize(
    ("function", "place"),
    [
        ("empty", ("empty", "while True: pass")),
        ("busy", ("busy", "while True:")),
        ("condition", ("condition", "while x < 1:")),
        ("nested", ("nested", "for each in itertools.count():")),
        ("awaited", ("awaited", "while True:")),
        ("generated", ("<genexpr>", "return sum(")),
        ("recursive", ("recursive", "return number if number < 2 else recursive(number - 1) + recursive(number - 2)")),
        ("in_a_thread", ("busy", "while True:")),
        ("locked", ("locked", "lock.acquire()")),
    ],
)
def test_the_loop_that_it_hung_in_is_told(begin: Any, function: str, place: tuple[str, str]) -> None:
    """By its first line, wherever in it the end came."""
    assert {place} == {stopped(begin(CODE, wall_seconds=0.2), function) for _ in range(3)}


def test_a_function_of_the_test_s_on_the_way_is_no_hindrance(begin: Any) -> None:
    """The whole way is told, the outermost call first."""
    with pytest.raises(CellTimedOut) as caught:
        begin(CODE, wall_seconds=0.2).student.asked(lambda: None)
    assert ["asked", "empty"] == [frame.function for frame in caught.value.frames]


def test_an_import_that_hangs_is_told_as_well(begin: Any) -> None:
    """It is the module's own line."""
    with pytest.raises(CellTimedOut, match="importing your file took longer") as caught:
        begin("x = 1\nwhile True:\n    x += 1\n", import_seconds=0.2).student.anything()
    assert [("<module>", 2)] == [(frame.function or "<module>", frame.line) for frame in caught.value.frames]


def hung_before(begin: Any, line: str, **limits: float) -> Student:
    """A trial of the code above, after tests have hung at that line."""
    trial = begin(CODE, **limits)
    again = Trial(trial._cells, [(f"{trial._cells.module}.py", LINES.index(line) + 1)])
    trial.close = again.close
    return again.student


def test_a_place_at_which_tests_have_hung_before_is_recognised_soon(begin: Any) -> None:
    """It would have had ten minutes."""
    student = hung_before(begin, "    while True: pass", wall_seconds=600, cpu_seconds=600)
    with pytest.raises(CellTimedOut, match=r"it hangs at line 5 of work_0.py, as in two tests before"):
        student.empty()


def test_one_that_hangs_elsewhere_has_all_of_its_time(begin: Any) -> None:
    """And is told as ever."""
    student = hung_before(begin, "    while True: pass", wall_seconds=1)
    with pytest.raises(CellTimedOut, match="longer than the one second"):
        student.busy()


def test_one_that_passes_such_a_place_goes_on(begin: Any) -> None:
    """It is not enough to be there: it has to stay."""
    student = hung_before(begin, "        _count(1_000_000)", wall_seconds=60, cpu_seconds=60)
    assert 5 == student.twice(5)


def looks(text: str, times: int) -> Iterator[dict[int, hang.Stack]]:
    """What is seen of a function ``f`` of this source, line by line."""
    seen: list[dict[int, hang.Stack]] = []

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if event == "line" and frame.f_code.co_filename == "/code/work.py":
            seen.append({1: hang._stack(frame)})
        return trace if len(seen) < times else None

    namespace: dict[str, Any] = {}
    exec(compile(textwrap.dedent(text), "/code/work.py", "exec"), namespace)
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        namespace["f"]()
    finally:
        sys.settrace(before)
    yield from seen


def test_a_loop_is_named_by_the_same_line_wherever_it_was_seen() -> None:
    """From any of its lines."""
    text = """
    def f():
        total = 0
        for one in range(9):
            if one % 2:
                total += g(one)
            else:
                total -= one
        return total
    def g(one):
        return one
    """
    seen = [look for look in looks(text, 60) if len(look[1]) and look[1][0][2]][3:20]
    found = {tuple(hang.endless(seen[at : at + 5], "/code")[-1]) for at in range(10)}
    assert {("work.py", 4, "f")} == found
