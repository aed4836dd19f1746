"""Task ``resilience``: a budget for retries, a detector of endpoints that keep failing, and both in the sidecar."""

from __future__ import annotations

import pytest

from grader.suite import explain

from . import retries
from .support import expect

FOUR = ["http://a.test", "http://b.test", "http://c.test", "http://d.test"]
A, B, C, D = FOUR
FLOOR = "ejecting everybody turns a slow service into no service"


def allowed(budget, times: int = 40) -> int:
    """How many retries of so many the budget allows."""
    return [budget.allow_retry() for _ in range(times)].count(True)


def requests(budget, count: int) -> None:
    """So many requests come."""
    for _ in range(count):
        budget.request()


def fail(detector, endpoint: str, times: int) -> None:
    """So many failures of one endpoint in a row."""
    for _ in range(times):
        detector.record(endpoint, False)


def is_out(detector, *endpoints: str, after: str, given=FOUR) -> None:
    """Exactly these endpoints have to be ejected."""
    wanted = [endpoint for endpoint in given if endpoint not in endpoints]
    expect(f"who is available after {after}", wanted, detector.available())


@pytest.mark.task("resilience", spec="`min_retries` and `ratio` times the requests, rounded down")
def test_allows_retries_in_proportion(student, clock):
    """As many retries are allowed as the ratio of the requests says, and a few in any case."""
    clock.advance(50)
    cases = [({}, 0, 3), ({}, 19, 3), ({}, 20, 4), ({}, 60, 12), ({"min_retries": 5}, 10, 5)]
    cases += [({"min_retries": 0}, 4, 0), ({"min_retries": 0}, 5, 1), ({"ratio": 0.5}, 9, 4), ({"ratio": 0.0}, 50, 3)]
    for settings, count, wanted in cases:
        budget = student.RetryBudget(**settings)
        requests(budget, count)
        expect(f"the retries allowed after {count} requests with {settings}", wanted, allowed(budget))
    requests(budget, 5)
    expect("further retries, when the budget is spent and five more requests came", 0, allowed(budget))


@pytest.mark.task("resilience", spec="The requests are those of the last `window` seconds as well.")
def test_forgets_requests_of_the_past(student, clock):
    """Requests earn retries for as long as the window, and no longer."""
    for settings, window in (({}, 10), ({"window": 4.0}, 4)):
        budget = student.RetryBudget(ratio=0.5, min_retries=1, **settings)
        requests(budget, 6)
        clock.advance(window / 2)
        requests(budget, 8)
        clock.advance(window / 2 - 0.6)
        expect("the retries allowed for 14 requests within the window", 7, allowed(budget, 7))
        clock.advance(1.2)
        expect("more retries, with 8 requests in the window and 7 retries", 0, allowed(budget))
        later = student.RetryBudget(ratio=0.5, min_retries=1, **settings)
        requests(later, 6)
        clock.advance(window / 2)
        requests(later, 8)
        clock.advance(window / 2 + 0.6)
        expect("the retries allowed for the 8 requests that are left", 4, allowed(later))


@pytest.mark.task("resilience", spec="Only a retry that was allowed counts.")
def test_earns_retries_again(student, clock):
    """Retries of the past are forgotten one by one, and one that was refused costs nothing."""
    budget, other = student.RetryBudget(), student.RetryBudget()
    expect("the first retry", 1, allowed(budget, 1))
    clock.advance(6)
    expect("three more, of which two are left", 2, allowed(budget, 3))
    clock.advance(3.4)
    expect("retries at 9.4 s", 0, allowed(budget))
    clock.advance(1.2)
    expect("retries at 10.6 s, when the first one is forgotten", 1, allowed(budget))
    clock.advance(6)
    expect("retries at 16.6 s, when two more are forgotten", 2, allowed(budget))
    expect("retries in another budget", 3, allowed(other))


@pytest.mark.task("resilience", spec="After `consecutive_errors` failures of one endpoint in a row it is **ejected**")
def test_ejects_who_keeps_failing(student):
    """An endpoint that fails so many times in a row is ejected, not earlier, and no other one."""
    for settings, count in (({}, 5), ({"consecutive_errors": 2}, 2), ({"consecutive_errors": 1}, 1)):
        detector, other = student.OutlierDetector(FOUR, **settings), student.OutlierDetector(FOUR, **settings)
        for endpoint in (A, C, D):
            fail(detector, endpoint, count - 1)
        is_out(detector, after=f"{count - 1} failures of A, C and D each, where {count} are too many")
        fail(detector, C, 1)
        is_out(detector, C, after=f"{count} failures of C")
        detector.record(C, True)
        is_out(detector, C, after="a late success of C")
        is_out(other, after="failures that another detector has seen")


@pytest.mark.task("resilience", spec="A success in between begins the count at zero, and so does an ejection.")
def test_counts_failures_in_a_row(student, clock):
    """A success begins the count at zero, an ejection too; neither an hour nor another endpoint does."""
    detector = student.OutlierDetector(FOUR, consecutive_errors=3)
    fail(detector, A, 2)
    detector.record(A, True)
    fail(detector, A, 2)
    is_out(detector, after="two failures of A, a success and two failures")
    detector.record(B, True)
    clock.advance(3600)
    fail(detector, A, 1)
    is_out(detector, A, after="three failures of A in a row, with a success of B and an hour in between")
    clock.advance(31)
    is_out(detector, after="31 s")
    fail(detector, A, 2)
    is_out(detector, after="two more failures of A, which was out before")


@pytest.mark.task("resilience", spec="twice as long the second time, n times as long the n-th")
def test_ejects_for_longer_each_time(student, clock):
    """The first ejection lasts as long as was said, the second twice as long, the third three times."""
    clock.advance(10)
    for settings, base in (({}, 30.0), ({"base_ejection": 10.0}, 10.0)):
        detector = student.OutlierDetector(FOUR, consecutive_errors=2, **settings)
        for times in (1, 2, 3):
            fail(detector, B, 2)
            clock.advance(base * times - 0.6)
            is_out(detector, B, after=f"{base * times - 0.6} s of ejection number {times}")
            clock.advance(1.2)
            is_out(detector, after=f"{base * times + 0.6} s of ejection number {times}")
            detector.record(B, True)
        fail(detector, C, 2)
        clock.advance(base + 0.6)
        is_out(detector, after=f"{base + 0.6} s of the first ejection of another one")


@pytest.mark.task(
    "resilience", spec="Never more are out at a time than `max_ejected_percent` of the endpoints, rounded down"
)
def test_ejects_a_part_only(student):
    """No more endpoints are out at a time than the percentage says, rounded down."""
    for percent, size, most in ((50, 4, 2), (50, 3, 1), (50, 1, 0), (75, 4, 3), (74, 4, 2), (10, 9, 0), (0, 4, 0)):
        given = [f"http://{number}.test" for number in range(size)]
        detector = student.OutlierDetector(given, consecutive_errors=1, max_ejected_percent=percent)
        for endpoint in given:
            fail(detector, endpoint, 1)
        is_out(detector, *given[:most], after=f"a failure of each, with {percent} percent of {size}", given=given)
    usual = student.OutlierDetector(FOUR, consecutive_errors=1)
    for endpoint in FOUR:
        fail(usual, endpoint, 1)
    is_out(usual, A, B, after="a failure of each, with the default percentage")


@pytest.mark.task("resilience", spec="and **never all** of them: at 100 percent one stays")
def test_never_ejects_everybody(student):
    """At least one endpoint stays available, whatever the percentage and however much fails."""
    for size in (1, 2, 3):
        given = [f"http://{number}.test" for number in range(size)]
        detector = student.OutlierDetector(given, consecutive_errors=1, max_ejected_percent=100)
        for endpoint in given * 3:
            fail(detector, endpoint, 1)
        is_out(detector, *given[:-1], after=f"three failures of each of {size}, with 100 percent", given=given)
        assert detector.available(), explain("one endpoint to stay", "all are ejected", why=FLOOR)


@pytest.mark.task("resilience", spec="its count is kept, and its next failure tries again")
def test_ejects_when_there_is_room(student, clock):
    """Who may not be ejected keeps its count, and is ejected by its next failure once another one is back."""
    detector = student.OutlierDetector(FOUR[:2], consecutive_errors=3)
    fail(detector, A, 3)
    fail(detector, B, 4)
    is_out(detector, A, after="failures of both, of whom one may be out", given=FOUR[:2])
    clock.advance(31)
    is_out(detector, after="31 s, without a failure", given=FOUR[:2])
    fail(detector, B, 1)
    is_out(detector, B, after="one more failure of B", given=FOUR[:2])
    clock.advance(31)
    is_out(detector, after="31 s of the first ejection of B", given=FOUR[:2])


@pytest.mark.task(
    "resilience",
    spec=(
        "An outcome of an endpoint that is out is not counted",
        "in the order in which they were given",
    ),
)
def test_passes_over_late_outcomes(student, clock):
    """What an ejected endpoint still answers makes no difference, and the order is that of the list given."""
    given = [D, A, C, B]
    detector = student.OutlierDetector(given, consecutive_errors=2)
    fail(detector, A, 2)
    clock.advance(10)
    fail(detector, A, 3)
    detector.record(A, True)
    is_out(detector, A, after="an ejection, and late outcomes", given=[D, A, C, B])
    clock.advance(20.6)
    is_out(detector, after="30.6 s, whatever came in between", given=[D, A, C, B])
    fail(detector, A, 1)
    is_out(detector, after="one failure of A, which is back", given=[D, A, C, B])


@pytest.mark.task(
    "resilience",
    spec=("The endpoint answered 502, 503 or 504, or there was no answer", "Fewer than `retries` further attempts"),
)
def test_repeats_what_another_endpoint_may_better(student, network, clock):
    """After 502, 503, 504 or no answer the call is tried again, as often as the route says; not after 500 or 404."""
    retries.repeats_what_another_endpoint_may_better(student, network, clock)


@pytest.mark.task(
    "resilience", spec="The method is one of `IDEMPOTENT`; or, whatever the method, there was no connection"
)
def test_repeats_only_what_does_no_harm(student, network):
    """POST and PATCH are repeated only if nobody has seen them; what is idempotent in any case, with its body."""
    retries.repeats_only_what_does_no_harm(student, network)


@pytest.mark.task("resilience", spec="A retry goes to an endpoint that this call has not tried")
def test_repeats_elsewhere(student, network):
    """A retry goes to another endpoint while there is one, then to any, each in a span of its own."""
    retries.repeats_elsewhere(student, network)


@pytest.mark.task(
    "resilience", spec=("In `Sidecar` each service has a budget", "It is only asked when the other three hold.")
)
def test_keeps_within_the_budget(student, network, clock):
    """When the budget is spent, failures reach the application; other services have a budget of their own."""
    retries.keeps_within_the_budget(student, network, clock)


@pytest.mark.task(
    "resilience",
    spec=("each subset of it a detector", "An endpoint that is out is not picked.", "and **never all** of them"),
)
def test_leaves_ejected_endpoints_out(student, network, clock):
    """An endpoint that keeps failing gets no calls for a while; the last one left gets them whatever it does."""
    retries.leaves_ejected_endpoints_out(student, network, clock)
