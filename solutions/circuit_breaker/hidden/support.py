"""What the suite's files share: a breaker around a service of the test's, in plain sight of the report.

What a test is not about is asked for with tolerance: a breaker that opens one failure too late, or hides an
exception, fails the tests about that, and no other.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable

from grader.suite import StudentError, explain

CASCADE = "callers that keep waiting for a dead service die with it: that is how one failure takes down a system"
PERIODS = "note at the start of a call in which period it was let through, and compare that when it ends"


def is_refusal(outcome: object) -> bool:
    """Whether a call was refused by an open circuit."""
    return isinstance(outcome, StudentError) and "CircuitOpenError" in outcome.names


class Desk:
    """A breaker of the student's around a service of ours, both in plain sight."""

    def __init__(self, student, evidence, *, breaker=None, **settings) -> None:
        self.student = student
        self.calls = 0
        self.odd: StudentError | None = None
        self.threshold = settings.get("failure_threshold", 5)
        self.breaker = breaker or student.CircuitBreaker(**settings)
        evidence.watch("breaker", lambda: self.breaker.state)

    def answer(self) -> str:
        """The service when it works."""
        self.calls += 1
        return f"answer {self.calls}"

    def break_down(self) -> None:
        """The service when it does not."""
        self.calls += 1
        raise ConnectionError("no answer")

    def break_off(self) -> None:
        """The service when the caller is stopped from outside, by what is no ``Exception``."""
        self.calls += 1
        raise CancelledError("the caller has gone")

    def let_through(self, function) -> object:
        """What became of a call that has to be let through: what came back, or the exception."""
        before = self.calls
        try:
            outcome = self.breaker.call(function)
        except StudentError as error:
            outcome = error
        refused = is_refusal(outcome) and before == self.calls
        if refused or (before == self.calls and not isinstance(outcome, StudentError)):
            said = f"it was refused with {outcome.name}" if refused else "the function was not called"
            look = "look at the drawing: when did the circuit open, and for how long?"
            raise AssertionError(explain("the breaker to let this call through", said, try_next=look))
        if isinstance(outcome, StudentError) and (before == self.calls or "NotImplementedError" in outcome.names):
            raise outcome
        return outcome

    def fail(self, times=1) -> None:
        """So many calls that fail; how that reaches the caller is not looked at here."""
        for _ in range(times):
            self.let_through(self.break_down)

    def fail_until_open(self, at_most, function=None) -> None:
        """Let calls fail until the circuit is open, or so many have."""
        for _ in range(at_most):
            if self.breaker.state == "open":
                return
            outcome = self.let_through(function or self.break_down)
        if (
            isinstance(outcome, StudentError)
            and self.breaker.state != "open"
            and "ConnectionError" not in outcome.names
        ):
            self.odd = outcome

    def open(self) -> None:
        """Let calls fail until the circuit is open, with some patience."""
        patience = 2 * self.threshold + 2
        self.fail_until_open(patience)
        if self.odd:
            raise self.odd
        expect(self, "open", after=f"{patience} failures, and {self.threshold} should do")

    def during(self, meanwhile: Callable[[], object], *, fails: bool = False) -> None:
        """A call that is under way while ``meanwhile`` happens, and then ends."""

        trouble: list[StudentError] = []

        def slow() -> str:
            self.calls += 1
            try:
                meanwhile()
            except StudentError as error:
                trouble.append(error)
                raise
            if fails:
                raise ConnectionError("no answer, and that late")
            return "a late answer"

        outcome = self.let_through(slow)
        if trouble or (isinstance(outcome, StudentError) and not fails):
            raise trouble[0] if trouble else outcome


def break_off(case) -> None:
    """A call that is broken off; that has to reach the caller."""
    outcome = case.let_through(case.break_off)
    said = outcome.said if isinstance(outcome, StudentError) else f"`call` returned {outcome!r}"
    assert isinstance(outcome, StudentError) and "CancelledError" in outcome.names, explain(
        "a call that is broken off from outside to be broken off for its caller as well", said
    )


def succeed(case, times=1) -> None:
    """So many calls that succeed; what comes back is not looked at here."""
    for _ in range(times):
        outcome = case.let_through(case.answer)
        if isinstance(outcome, StudentError):
            raise outcome


def expect_refusal(case, why="", try_next="") -> StudentError:
    """A call that has to be refused; whether the function is called all the same is not looked at here."""
    with case.student.raises("CircuitOpenError", why=why, try_next=try_next) as caught:
        case.breaker.call(case.answer)
    return caught.value


def expect(case, state, after, try_next="") -> None:
    """Look at the state."""
    found = case.breaker.state
    assert state == found, explain(
        expected=f"the state to be {state!r} after {after}", happened=f"it is {found!r}", try_next=try_next
    )
