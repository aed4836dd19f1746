"""A callable of the test's, passed to the student's code: calling it there comes back here."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from grader.harness.suite.remote import StudentError
from grader.harness.verdicts import CellCrashed, CellTimedOut
from grader.suite import type_name

CODE = """
    import asyncio, threading

    class Breaker:
        def __init__(self): self.calls = []
        def call(self, function, *args, **kwargs):
            try:
                return function(*args, **kwargs)
            except Exception as error:
                self.calls.append(type(error).__name__)
                raise
        async def call_async(self, function, *args):
            return await function(*args)

    def describe(function):
        try:
            function()
        except BaseException as error:
            return [kind.__module__ + "." + kind.__name__ for kind in type(error).__mro__][:2] + [str(error)]

    def describe_keyed(function, length):
        return describe(lambda: function("a." * length))

    def status_of(function):
        import httpx
        try:
            function()
        except httpx.HTTPStatusError as error:
            return error.response.status_code

    def request_of(function):
        import httpx
        try:
            function()
        except httpx.RequestError as error:
            return str(error.request.url)

    def own_error():
        raise LookupError("mine")

    def apply(function, items):
        return [function(item) for item in items]

    def nested(function):
        return function(lambda text: text.upper())

    def same(first, second):
        return first is second

    def named(function):
        return function.__name__

    def is_async(function):
        import inspect
        return inspect.iscoroutinefunction(function)

    async def gathered(function, count):
        return await asyncio.gather(*(function(number) for number in range(count)))

    def in_threads(function, count):
        found = []
        threads = [threading.Thread(target=lambda n=n: found.append(function(n))) for n in range(count)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        return sorted(found)

    def sleeps(seconds):
        import time
        time.sleep(seconds)

    def for_ever(function):
        while True:
            function()
"""


@pytest.fixture
def trial(begin: Any) -> Any:
    """A trial of the code above."""
    return begin(CODE)


@pytest.fixture
def student(trial: Any) -> Any:
    """Its module."""
    return trial.student


def test_a_function_of_the_test_s_is_called_with_its_arguments(student: Any) -> None:
    """Values go both ways."""
    heard = []

    def pay(amount: int, *, currency: str) -> dict[str, Any]:
        heard.append((amount, currency))
        return {"paid": amount}

    assert {"paid": 5} == student.Breaker().call(pay, 5, currency="EUR")
    assert [(5, "EUR")] == heard


def test_an_async_function_of_the_test_s_is_awaited_over_there(student: Any) -> None:
    """It looks like a coroutine function to the student's code."""

    async def pay(amount: int) -> int:
        return amount * 2

    assert student.is_async(pay) is True
    assert student.is_async(lambda: None) is False
    assert 10 == student.Breaker().call_async(pay, 5)
    assert [0, 2, 4] == student.gathered(pay, 3)


def test_an_async_function_may_not_wait_for_anything_real(student: Any) -> None:
    """Nothing of this side's can be waited for over there."""

    async def waits() -> None:
        await asyncio.sleep(0)

    with pytest.raises(StudentError, match="await nothing real"):
        student.Breaker().call_async(waits)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValueError("no"), ["builtins.ValueError", "builtins.Exception", "no"]),
        (ConnectionResetError("gone"), ["builtins.ConnectionResetError", "builtins.ConnectionError", "gone"]),
        (TimeoutError(), ["builtins.TimeoutError", "builtins.OSError", ""]),
        (KeyError("x"), ["builtins.KeyError", "builtins.LookupError", "'x'"]),
        (httpx.ConnectError("refused"), ["httpx.ConnectError", "httpx.NetworkError", "refused"]),
        (httpx.ReadTimeout("late"), ["httpx.ReadTimeout", "httpx.TimeoutException", "late"]),
        (httpx.InvalidURL("odd"), ["httpx.InvalidURL", "builtins.Exception", "odd"]),
        (UnicodeDecodeError("utf-8", b"a", 0, 1, "why"), ["builtins.UnicodeError", "builtins.ValueError"]),
        (httpx.StreamConsumed(), ["httpx.StreamError", "builtins.RuntimeError"]),
        (asyncio.CancelledError("gone"), ["asyncio.exceptions.CancelledError", "builtins.BaseException", "gone"]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_exception_of_the_test_s_arrives_as_its_class(student: Any, error: BaseException, expected: Any) -> None:
    """Of Python's or httpx's; of one that can't be made from its text, the nearest base that can."""

    def fails() -> None:
        raise error

    assert expected == student.describe(fails)[: len(expected)]


def test_a_bad_status_arrives_with_its_response(student: Any) -> None:
    """What ``raise_for_status`` raises is looked at for its status."""

    def fails() -> None:
        request = httpx.Request("POST", "http://pay.test/charges")
        httpx.Response(503, request=request).raise_for_status()

    assert ["httpx.HTTPStatusError", "httpx.HTTPError"] == student.describe(fails)[:2]
    assert 503 == student.status_of(fails)


def test_an_exception_of_another_class_arrives_as_a_runtime_error(student: Any) -> None:
    """Its name is in the text."""

    class Odd(Exception):
        pass

    def fails() -> None:
        raise Odd("why")

    assert ["builtins.RuntimeError", "builtins.Exception", "Odd: why"] == student.describe(fails)


def test_what_the_student_s_code_lets_through_is_told_as_its_exception(student: Any) -> None:
    """After it has come back from the test's function, it is the student's."""
    breaker = student.Breaker()

    def fails() -> None:
        raise ConnectionError("down")

    with student.raises("ConnectionError") as caught:
        breaker.call(fails)
    assert ("down", ["ConnectionError"]) == (caught.value.text, breaker.calls)


def test_calls_nest(student: Any) -> None:
    """The test's function may call the student's code, which may call back again."""

    def shout(upper: Any) -> str:
        return "! ".join([upper("a"), student.named(shout), upper("b")])

    assert "A! shout! B" == student.nested(shout)


def test_an_exception_of_the_student_s_code_passes_through_the_test_s_function(student: Any) -> None:
    """As in a local call: the test's function did not handle it."""

    def calls_back() -> None:
        student.own_error()

    with pytest.raises(StudentError) as caught:
        student.Breaker().call(calls_back)
    assert "LookupError" in caught.value.names


def test_the_same_function_is_the_same_object_over_there(student: Any) -> None:
    """Identity holds, so that it can be a key."""

    def one() -> None: ...

    def two() -> None: ...

    assert student.same(one, one) is True
    assert student.same(one, two) is False


def test_a_function_keeps_its_name(student: Any) -> None:
    """For logs and messages."""

    def charge() -> None: ...

    assert "charge" == student.named(charge)


def test_an_object_of_the_student_s_comes_as_an_argument(student: Any) -> None:
    """As a Remote, as it would come as a value."""
    seen = []
    student.apply(lambda breaker: seen.append(type_name(breaker)), [student.Breaker()])
    assert ["Breaker"] == seen


def test_threads_of_the_student_s_may_call_back(student: Any) -> None:
    """One after another: they take turns."""
    assert [0, 1, 4, 9] == student.in_threads(lambda number: number * number, 4)


def test_the_clock_moved_in_a_callback_is_moved_over_there(trial: Any) -> None:
    """Both sides have one clock."""

    def slow() -> float:
        trial.student.sleeps(3)
        return trial.clock.elapsed

    assert 3 == trial.student.Breaker().call(slow)


def test_calling_back_for_ever_is_ended_by_a_limit(begin: Any) -> None:
    """That of time, or that of requests where they are quick enough to come first."""
    trial = begin(CODE, wall_seconds=0.3)
    with pytest.raises((CellTimedOut, CellCrashed), match=r"0\.3 seconds|20000 requests"):
        trial.student.for_ever(lambda: None)


def test_an_assertion_in_the_test_s_function_is_the_test_s_verdict(student: Any) -> None:
    """The student's code does not learn of it, and so can't catch it: the test ends there and then."""
    breaker = student.Breaker()

    def judges() -> None:
        raise AssertionError("17 was expected")

    with pytest.raises(AssertionError, match="17 was expected"):
        breaker.call(judges)
    assert [] == breaker.calls


def test_a_wrong_call_of_the_test_s_function_does_not_tell_the_test_s_name(student: Any) -> None:
    """Python's message begins with it, where a function is made inside another."""

    def look(item: int) -> int:
        return item

    with student.raises("TypeError") as caught:
        student.Breaker().call(look)
    assert "look() missing 1 required positional argument: 'item'" == caught.value.text


def test_a_long_text_in_the_test_s_exception_costs_no_time(begin: Any) -> None:
    """The student has chosen it: a key that is not there. Only its beginning comes back."""
    student = begin(CODE, wall_seconds=5).student
    found = student.describe_keyed({}.__getitem__, 30_000)
    assert ["builtins.KeyError", "builtins.LookupError", repr("a." * 2000)] == found


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("test_it.<locals>.look() takes 1 argument", "look() takes 1 argument"),
        ("a.b.<locals>.c.<locals>.look() failed", "look() failed"),
        ("no.such.name and no <locals>.", "no.such.name and no <locals>."),
    ],
)
def test_where_the_test_s_function_stands_is_not_told(student: Any, said: str, told: str) -> None:
    """Only its name, and only what looks like its place is left out."""

    def fails() -> None:
        raise ValueError(said)

    assert told == student.describe(fails)[2]
