"""Task ``closed``: what is a failure, which of them count, and when they open the circuit."""

from __future__ import annotations

from functools import partial

import httpx
import pytest

from grader.suite import explain

from .lesson import DEFAULTS
from .support import Desk, break_off, expect, succeed


@pytest.fixture
def desk(student, evidence):
    """Makes a breaker with a service behind it."""
    return partial(Desk, student, evidence)


@pytest.mark.task(
    "closed", points=1, spec=("calls the function and returns what it returns", "begin closed, with no failures")
)
def test_passes_calls_through_while_all_is_well(student, evidence):
    """While the circuit is closed, a call gets its arguments and its result comes back."""
    breaker = student.CircuitBreaker()
    evidence.watch("breaker", lambda: breaker.state)
    for base in (7, 11):
        found = breaker.call(lambda a, b, *, c: [a, b, c], base, "x", c={"k": base})
        assert [base, "x", {"k": base}] == found, explain(
            expected="the function's own result, made from the arguments that `call` was given",
            happened=f"`call` returned {found!r}",
            try_next="hand *args and **kwargs on to the function, and return what it returns",
        )
    found = breaker.state
    assert found == "closed", explain("the state to be 'closed' after calls that succeed", f"it is {found!r}")


RETURNED = (None, False, 0, "", {"error": "no answer"}, [], httpx.Response(503))


@pytest.mark.task(
    "closed",
    points=0.5,
    needs="test_passes_calls_through_while_all_is_well",
    spec="Whatever the function *returns* is a **success**",
)
def test_takes_whatever_is_returned_for_a_success(desk):
    """Only an exception is a failure, whatever a result may mean to the caller."""
    for result in RETURNED:
        case = desk(failure_threshold=1)
        found = case.breaker.call(lambda result=result: result)
        same = getattr(found, "status_code", found) == getattr(result, "status_code", result)
        assert same, explain(f"{result!r} to be returned as the function returned it", f"`call` returned {found!r}")
        expect(case, "closed", after=f"a function returned {result!r}", try_next="what is returned is a success")


RAISED = (
    *(ConnectionError, TimeoutError, ValueError, RuntimeError, OSError, Exception),
    *(httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError),
)


@pytest.mark.task(
    "closed", points=0.5, spec="it is counted, and then reaches the caller as it is, the same class and text"
)
def test_lets_the_callers_see_a_failure(student, desk):
    """A failure reaches the caller as the very exception that the function raised."""
    for kind in RAISED:
        case = desk(failure_threshold=3)
        text = f"no answer from shelf {len(kind.__name__)}"

        def fail(kind=kind, text=text):
            raise kind(text)

        assert case.breaker.call(case.answer) == "answer 1", explain("the result", "something else came back")
        with student.raises(kind.__name__, try_next="let the function's own exception out") as caught:
            case.breaker.call(fail)
        found = (caught.value.name, caught.value.text)
        assert (kind.__name__, text) == found, explain(
            f"the function's own {kind.__name__} with its text {text!r}", f"it was {found[0]} with {found[1]!r}"
        )


@pytest.mark.task(
    "closed",
    points=1,
    spec="The circuit opens as soon as `failure_threshold` failures lie within the last `window` seconds: with "
    '`failure_threshold=3` the third one opens it, and `state` says `"open"` right after that call.',
)
def test_opens_when_the_failures_reach_the_threshold(desk):
    """The circuit opens with the failure that reaches the threshold: not one sooner, not one later."""
    for threshold in (1, 2, 5):
        case = desk(failure_threshold=threshold)
        case.fail(threshold - 1)
        expect(case, "closed", after=f"{threshold - 1} failures of {threshold}")
        case.fail()
        expect(case, "open", after=f"{threshold} failures of {threshold} in the window")


@pytest.mark.task(
    "closed",
    points=0.5,
    needs="test_opens_when_the_failures_reach_the_threshold",
    spec="If the function raises an `Exception`, of whatever class, that is a **failure**",
)
def test_counts_an_exception_of_any_class(desk):
    """Whatever the class of the exception, it is a failure."""
    for kind in RAISED:
        case = desk(failure_threshold=2)

        def fail(kind=kind, case=case):
            case.calls += 1
            raise kind("no answer")

        case.fail_until_open(3, fail)
        expect(case, "open", after=f"three failures with {kind.__name__}, and a threshold of two")


@pytest.mark.task(
    "closed",
    points=0.5,
    needs="test_opens_when_the_failures_reach_the_threshold",
    spec="A `CircuitOpenError` that the function raises, because there is another breaker inside, is no exception "
    "from this.",
)
def test_counts_the_refusal_of_another_breaker(desk):
    """A function that itself uses a breaker, and is refused there, has failed like any other."""
    inner, outer = desk(failure_threshold=1), desk(failure_threshold=2)
    inner.open()

    def ask_inside():
        outer.calls += 1
        return inner.breaker.call(inner.answer)

    outer.fail_until_open(3, ask_inside)
    expect(outer, "open", after="three calls in which another breaker refused, and a threshold of two")


@pytest.mark.task(
    "closed", points=0.5, spec="as soon as `failure_threshold` failures lie within the last `window` seconds"
)
def test_counts_failures_up_to_the_end_of_the_window(desk, clock):
    """Failures that are a little less than `window` apart add up."""
    for window in (4, 60):
        case = desk(failure_threshold=3, window=window)
        case.fail(2)
        clock.advance(window - 0.5)
        case.fail_until_open(2)
        expect(case, "open", after=f"four failures within {window - 0.5} s, in a window of {window} s")


@pytest.mark.task("closed", points=0.5, spec="Older failures are forgotten; nothing else is.")
def test_forgets_failures_older_than_the_window(desk, clock):
    """Failures that are a little more than `window` apart do not add up."""
    for window in (4, 60):
        case = desk(failure_threshold=4, window=window)
        for _ in range(3):
            case.fail(2)
            expect(case, "closed", after=f"failures of which never more than two of four lie within {window} s")
            clock.advance(window + 0.5)


@pytest.mark.task("closed", points=0.5, spec="it always reaches back `window` seconds from now")
def test_counts_in_a_window_that_slides(desk, clock):
    """Any stretch of time as long as the window counts, wherever it begins."""
    for start in (1, 7):
        case = desk(failure_threshold=4, window=10)
        succeed(case)
        clock.advance(start)
        case.fail(2)
        clock.advance(6)
        look = "look back from each failure, instead of cutting time into pieces"
        case.fail_until_open(3)
        expect(case, "open", after="five failures within 6 s, and a threshold of four", try_next=look)


@pytest.mark.task("closed", points=0.5, spec="Older failures are forgotten; nothing else is.")
def test_forgets_only_what_is_too_old(desk, clock):
    """When the oldest failure leaves the window, the younger ones still count."""
    case = desk(failure_threshold=4, window=10)
    for failures, pause in ((1, 6), (2, 6), (1, 2)):
        case.fail(failures)
        clock.advance(pause)
    expect(case, "closed", after="a failure at 0 s, two at 6 s and one at 12 s, in a window of 10 s")
    case.fail_until_open(2)
    expect(case, "open", after="two failures at 6 s, one at 12 s and two at 14 s, in a window of 10 s")


@pytest.mark.task("closed", points=0.5, spec="a success in between does not wipe out the failures before it")
def test_a_success_does_not_wipe_out_failures(desk, clock):
    """A service that fails every other time opens the circuit as well."""
    case = desk(failure_threshold=3, window=10)
    for _ in range(4):
        if case.breaker.state == "closed":
            succeed(case)
            clock.advance(1)
            case.fail()
    expect(case, "open", after="four failures within 10 s, with successes between them, and a threshold of three")


@pytest.mark.task("closed", points=0.5, spec="A failure counts from the moment at which its call ended.")
def test_counts_a_failure_from_the_end_of_its_call(desk, clock):
    """A failure is as old as the end of its call, not as its beginning."""
    case = desk(failure_threshold=3, window=10)
    case.during(partial(case.during, partial(clock.advance, 8), fails=True), fails=True)
    clock.advance(5)
    case.fail_until_open(2)
    expect(case, "open", after="four failures that ended within 5 s, in a window of 10 s, and a threshold of three")
    case = desk(failure_threshold=3, window=10)
    case.fail(2)
    clock.advance(5)
    case.during(partial(clock.advance, 8), fails=True)
    expect(case, "closed", after="two failures, and a third one that ended 13 s later, in a window of 10 s")


@pytest.mark.task("closed", points=0.5, spec=(DEFAULTS, "failure_threshold: int = 5, window: float = 10.0"))
def test_has_the_documented_threshold_and_window(desk, clock):
    """Without settings, five failures within 10 s open the circuit."""
    case = desk()
    case.fail()
    clock.advance(9.5)
    case.fail(3)
    expect(case, "closed", after="four failures")
    case.fail()
    expect(case, "open", after="five failures within 9.5 s")
    case = desk()
    case.fail()
    clock.advance(10.5)
    case.fail(4)
    expect(case, "closed", after="four failures, and one 10.5 s before")


@pytest.mark.task("closed", points=0.5, spec="Two breakers, two clients or two checkouts share nothing")
def test_counts_for_each_breaker_by_itself(desk):
    """Failures of one service are no failures of another, which has a breaker of its own."""
    first, second = desk(failure_threshold=9), desk(failure_threshold=4)
    first.fail(3)
    second.fail(2)
    expect(second, "closed", after="two failures of four, and three behind another breaker")
    succeed(second)


@pytest.mark.task(
    "closed",
    points=0.5,
    spec=(
        (
            "A call that is *broken off* from outside, by what is no `Exception` (`KeyboardInterrupt`, "
            "`asyncio.CancelledError`), is **neither**"
        ),
        "It reaches the caller as well.",
    ),
)
def test_a_call_that_is_broken_off_is_no_failure(desk):
    """A call that is broken off from outside, by what is no `Exception`, says nothing about the service."""
    case = desk(failure_threshold=4)
    case.fail(2)
    for _ in range(3):
        break_off(case)
    expect(case, "closed", after="two failures of four, and three calls that were broken off")
    case.fail_until_open(3)
    expect(case, "open", after="five failures, three calls that were broken off among them, and a threshold of four")
