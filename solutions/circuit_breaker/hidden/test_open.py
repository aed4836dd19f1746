"""Task ``open``: who is refused, for how long, and what the refusal says."""

from __future__ import annotations

from functools import partial

import pytest

from grader.suite import explain

from .lesson import DEFAULTS
from .support import CASCADE, Desk, expect, expect_refusal, succeed


@pytest.fixture
def desk(student, evidence):
    """Makes a breaker with a service behind it."""
    return partial(Desk, student, evidence)


@pytest.mark.task("open", points=0.5, spec="`call` raises `CircuitOpenError` and does **not** call the function")
def test_refuses_without_calling_while_open(desk, clock):
    """While the circuit is open, a call is refused and the function is not called."""
    case = desk(failure_threshold=2, open_for=30)
    succeed(case)
    case.open()
    before = case.calls
    for _ in range(3):
        clock.advance(5)
        expect_refusal(case, why=CASCADE)
        assert before == case.calls, explain(
            expected="the function not to be called while the circuit is open",
            happened="it was called, and then `CircuitOpenError` was raised",
            why="a service that is down needs rest, and a caller that must wait for it has gained nothing",
        )
    expect(case, "open", after="15 of 30 s")


@pytest.mark.task(
    "open", points=0.5, spec="For `open_for` seconds from the moment it opened, `call` raises `CircuitOpenError`"
)
def test_refuses_until_the_time_is_up(desk, clock):
    """Until `open_for` seconds have passed, whatever the window, a call is refused."""
    for window in (2, 60):
        case = desk(failure_threshold=2, window=window, open_for=30)
        case.open()
        clock.advance(29.5)
        expect_refusal(case, why="a service that is down needs the whole 30 s to recover")


@pytest.mark.task(
    "open",
    points=0.5,
    needs="test_refuses_until_the_time_is_up",
    spec=(
        "For `open_for` seconds from the moment it opened, `call` raises `CircuitOpenError`",
        "When `open_for` seconds have passed, the breaker is half-open.",
    ),
)
def test_is_open_for_as_long_as_it_is_told(desk, clock):
    """`open_for` decides how long calls are refused, to the second."""
    for open_for in (5, 300):
        case = desk(failure_threshold=2, open_for=open_for)
        case.open()
        clock.advance(open_for - 0.5)
        expect_refusal(case, why=f"{open_for - 0.5} s have passed, with open_for={open_for}")
        clock.advance(1)
        succeed(case)


@pytest.mark.task(
    "open",
    points=0.5,
    needs="test_refuses_until_the_time_is_up",
    spec="does **not** call the function. No waiting either.",
)
def test_refuses_at_once(desk, clock):
    """A refusal takes no time."""
    case = desk(failure_threshold=2, open_for=30)
    case.open()
    for _ in range(2):
        before = clock.elapsed
        expect_refusal(case)
        took = clock.elapsed - before
        assert took == 0, explain("the call to be refused at once", f"it took {took:.1f} s", why=CASCADE)
        clock.advance(10)


@pytest.mark.task(
    "open",
    points=0.5,
    needs="test_refuses_until_the_time_is_up",
    spec="The error's `retry_after` says how many seconds are left of them.",
)
def test_says_how_long_it_stays_open(desk, clock):
    """A refusal tells in how many seconds it is worth coming back."""
    for open_for, moments in ((30, (0, 12)), (45, (40,))):
        case = desk(failure_threshold=2, open_for=open_for)
        case.open()
        for passed in moments:
            clock.advance(passed)
            found = expect_refusal(case).retry_after
            assert found == pytest.approx(open_for - passed, abs=0.5), explain(
                expected=f"`retry_after` to be the {open_for - passed} s that are left of {open_for} after {passed} s",
                happened=f"it is {found!r}",
            )


@pytest.mark.task(
    "open",
    points=0.5,
    needs="test_refuses_until_the_time_is_up",
    spec="A refused call is no failure, and does not start the time anew.",
)
def test_refused_calls_do_not_keep_it_open(desk, clock):
    """Refusing a call neither counts as a failure nor starts the time again."""
    case = desk(failure_threshold=2, open_for=30)
    case.open()
    for _ in range(5):
        clock.advance(5)
        expect_refusal(case)
    clock.advance(5.5)
    succeed(case)


@pytest.mark.task(
    "open",
    points=0.5,
    needs="test_refuses_until_the_time_is_up",
    spec=(
        "For `open_for` seconds from the moment it opened",
        "A failure counts from the moment at which its call ended.",
    ),
)
def test_is_open_from_the_end_of_the_call_that_opened_it(desk, clock):
    """The time begins when the last failure comes, however long its call took."""
    case = desk(failure_threshold=1, open_for=30)
    case.during(partial(clock.advance, 20), fails=True)
    expect(case, "open", after="a failure of a call of 20 s")
    clock.advance(15)
    found = expect_refusal(case, why="the service has had 15 s of 30 to recover").retry_after
    assert found == pytest.approx(15, abs=0.5), explain(
        "`retry_after` to be 15 s, 15 s after a call of 20 s has ended and opened the circuit", f"it is {found!r}"
    )


@pytest.mark.task("open", points=0.5, spec=(DEFAULTS, "open_for: float = 30.0, probes: int = 1"))
def test_is_open_for_the_documented_time(desk, clock):
    """Without settings, the circuit stays open for 30 s."""
    case = desk()
    case.open()
    clock.advance(29.5)
    expect_refusal(case, why="29.5 of 30 s have passed")
    clock.advance(1)
    succeed(case)
