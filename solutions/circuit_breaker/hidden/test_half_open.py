"""Task ``half_open``: how many probes there are, and what their outcomes do."""

from __future__ import annotations

from functools import partial

import pytest

from grader.suite import explain

from .clients import asking, make_client, open_circuit
from .lesson import DEFAULTS
from .support import Desk, break_off, expect, expect_refusal, is_refusal, succeed

STAMPEDE = "everybody at once is what knocks a service down again that has hardly got up"


@pytest.fixture
def desk(student, evidence):
    """Makes a breaker with a service behind it."""
    return partial(Desk, student, evidence)


@pytest.fixture
def probing(desk, clock):
    """Makes a breaker that has opened, and whose time is up."""

    def make(**settings):
        case = desk(**{"failure_threshold": 3, "open_for": 30, "probes": 1, **settings})
        case.open()
        clock.advance(settings.get("open_for", 30) + 0.5)
        return case

    return make


@pytest.mark.task(
    "half_open",
    points=1,
    spec=("When `open_for` seconds have passed, the breaker is half-open.", "Up to `probes` calls are let through"),
)
def test_lets_a_probe_through_when_the_time_is_up(probing):
    """After `open_for` seconds a call is let through again."""
    for window in (2, 60):
        case = probing(window=window)
        succeed(case)


@pytest.mark.task(
    "half_open",
    points=1,
    needs="test_lets_a_probe_through_when_the_time_is_up",
    spec="When all `probes` of them have succeeded, the circuit closes.",
)
def test_closes_only_when_all_probes_have_succeeded(probing):
    """One good answer is not yet a recovery: with several probes, all must succeed."""
    for probes in (1, 2, 4):
        case = probing(probes=probes)
        for done in range(1, probes):
            succeed(case)
            expect(case, "half_open", after=f"{done} of {probes} probes")
        succeed(case)
        expect(case, "closed", after=f"{probes} of {probes} probes have succeeded")
        succeed(case, 3)


@pytest.mark.task(
    "half_open",
    points=0.5,
    needs="test_lets_a_probe_through_when_the_time_is_up",
    spec=("The first probe that fails opens the circuit again", "`failure_threshold` plays no part here."),
)
def test_a_failed_probe_opens_it_again(probing):
    """One failed probe is enough, whatever the threshold, and whether or not others have succeeded."""
    for probes, good in ((1, 0), (3, 0), (3, 2)):
        case = probing(probes=probes)
        succeed(case, good)
        case.fail()
        expect(case, "open", after=f"{good} probes that succeeded and one that failed", try_next="no threshold here")


@pytest.mark.task(
    "half_open",
    points=0.5,
    needs="test_a_failed_probe_opens_it_again",
    spec=(
        "opens the circuit again, for the full `open_for` seconds from then",
        "A failure counts from the moment at which its call ended.",
    ),
)
def test_stays_open_for_the_whole_time_again(probing, clock):
    """After a failed probe the circuit is open for another full `open_for`, from the end of that probe."""
    case = probing()
    case.during(partial(clock.advance, 10), fails=True)
    found = expect_refusal(case).retry_after
    assert found == pytest.approx(30, abs=0.5), explain(
        "`retry_after` to be the whole 30 s after a failed probe", f"it is {found!r}"
    )
    clock.advance(29.5)
    expect_refusal(case, why="29.5 s of another 30 have passed")
    clock.advance(1)
    succeed(case)


@pytest.mark.task(
    "half_open",
    points=0.5,
    needs="test_lets_a_probe_through_when_the_time_is_up",
    spec=(
        (
            "Until the circuit closes or opens every further call is refused with `CircuitOpenError`, without being "
            "made."
        ),
        "its `retry_after` is any number of seconds, 0 or more",
    ),
)
def test_refuses_while_the_probes_are_on_their_way(probing):
    """While as many probes as allowed are on their way, every further call is refused, and is not made."""
    for probes in (1, 2):
        case = probing(probes=probes)

        def one_more(case=case, probes=probes):
            before = case.calls
            found = expect_refusal(case, why=STAMPEDE).retry_after
            assert before == case.calls, explain(
                f"the function not to be called while {probes} of {probes} probes are on their way", "it was called"
            )
            assert isinstance(found, int | float) and found >= 0, explain(
                "`retry_after` to be a number of seconds, 0 or more", f"it is {found!r}"
            )

        under_way = one_more
        for _ in range(probes):
            under_way = partial(case.during, under_way)
        under_way()
        expect(case, "closed", after=f"{probes} of {probes} probes have succeeded")


@pytest.mark.task(
    "half_open",
    points=0.5,
    needs="test_refuses_while_the_probes_are_on_their_way",
    spec="Up to `probes` calls are let through, in all, whether they come one by one or all at once.",
)
def test_counts_the_probes_that_have_ended_as_well(probing):
    """There are `probes` probes in all, not that many at a time."""
    case = probing(probes=2)
    succeed(case)
    hint = "one probe has ended and another one is on its way: count those that were let through"
    case.during(partial(expect_refusal, case, why=STAMPEDE, try_next=hint))
    expect(case, "closed", after="two of two probes have succeeded")


@pytest.mark.task(
    "half_open",
    points=0.5,
    needs="test_a_failed_probe_opens_it_again",
    spec="The next time it is half-open, the probes are counted from zero.",
)
def test_counts_probes_anew_each_time(probing, clock):
    """What happened in one half-open period does not count in the next."""
    case = probing(probes=3)
    succeed(case, 2)
    case.fail()
    expect(case, "open", after="a probe that failed after two that succeeded")
    clock.advance(30.5)
    for done in (1, 2):
        succeed(case)
        expect(case, "half_open", after=f"{done} of three probes in this period, and two in the one before")
    succeed(case)
    expect(case, "closed", after="three of three probes in this period")


@pytest.mark.task(
    "half_open",
    points=0.5,
    needs="test_closes_only_when_all_probes_have_succeeded",
    spec="It starts afresh: no failures from before count any more.",
)
def test_starts_afresh_when_it_has_closed(probing):
    """Once closed again, the failures from before no longer count."""
    case = probing(window=600, failure_threshold=4)
    succeed(case)
    case.fail(2)
    expect(case, "closed", after="two new failures of four", try_next="empty the window when it closes")


@pytest.mark.task(
    "half_open",
    points=0.5,
    needs="test_closes_only_when_all_probes_have_succeeded",
    spec=(
        "When all `probes` of them have succeeded, the circuit closes. It starts afresh",
        "The next time it is half-open, the probes are counted from zero.",
    ),
)
def test_watches_on_after_a_recovery(probing, clock):
    """A breaker that has closed again opens, refuses and recovers a second time like the first."""
    case = probing(probes=2)
    succeed(case, 2)
    case.open()
    clock.advance(29.5)
    expect_refusal(case, why="29.5 of 30 s have passed since it opened for the second time")
    clock.advance(1)
    succeed(case)
    expect(case, "half_open", after="one of two probes, the second time")
    succeed(case)
    expect(case, "closed", after="two of two probes, the second time")


@pytest.mark.task("half_open", points=0.5, spec=(DEFAULTS, "open_for: float = 30.0, probes: int = 1"))
def test_lets_one_probe_through_by_default(desk, clock):
    """Without settings, one probe that succeeds closes the circuit."""
    case = desk(failure_threshold=3, open_for=30)
    case.open()
    clock.advance(30.5)
    case.during(partial(expect_refusal, case))
    expect(case, "closed", after="one probe has succeeded")


@pytest.mark.task(
    "half_open",
    points=1,
    needs="test_lets_a_probe_through_when_the_time_is_up",
    spec="Up to `probes` calls are let through, in all, whether they come one by one or all at once.",
)
def test_lets_no_more_than_the_probes_through(student, clock, network, payment, evidence):
    """Of many calls that arrive at once in half-open, only the probes reach the service."""
    for probes in (1, 3):
        client = make_client(student, evidence, probes=probes)
        open_circuit(client)
        network.latency(payment.host, 0.5)
        clock.advance(30.5)
        before = len(network.requests(payment.host))
        results = student.together(*[asking(client) for _ in range(5)])
        arrived = len(network.requests(payment.host)) - before
        assert probes == arrived, explain(
            expected=f"{probes} of 5 calls to reach the service that may be just coming back",
            happened=f"{arrived} did",
            why=STAMPEDE,
            try_next="count a probe when it is let through, not when it ends, in one step with the decision",
        )
        refused = sum(map(is_refusal, results))
        assert 5 - probes == refused, explain(
            f"the other {5 - probes} to be refused with CircuitOpenError", f"{refused} were"
        )


@pytest.mark.task(
    "half_open",
    points=0.5,
    needs="test_lets_a_probe_through_when_the_time_is_up",
    spec="A probe that is broken off gives its place back: another call may be a probe instead.",
)
def test_a_probe_that_is_broken_off_gives_its_place_back(probing):
    """A probe that is broken off from outside is neither good nor bad, and another call may be a probe instead."""
    case = probing(probes=2)
    for _ in range(3):
        break_off(case)
    expect(case, "half_open", after="three probes that were broken off")
    succeed(case)
    expect(case, "half_open", after="one probe of two that succeeded, and three that were broken off")
    succeed(case)
    expect(case, "closed", after="two probes of two that succeeded")
