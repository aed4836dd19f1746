"""Task ``concurrency``: calls at the same time, and calls that end in another period than they began in."""

from __future__ import annotations

from asyncio import CancelledError
from functools import partial

import pytest

from grader.suite import StudentError, explain

from .clients import PAYMENT, asking, expect_state, make_client, open_circuit, said
from .support import PERIODS, Desk, expect, expect_refusal, is_refusal, succeed

ALONE = "test_calls_do_not_wait_for_each_other"
"""A breaker that holds a plain lock during a call hangs in the tests of calls that begin during another one."""


@pytest.fixture
def desk(student, evidence):
    """Makes a breaker with a service behind it."""
    return partial(Desk, student, evidence, open_for=30)


@pytest.fixture
def reopen(clock):
    """Lets a breaker open, and its time of 30 s pass."""

    def reopen(case) -> None:
        case.open()
        clock.advance(30.5)

    return reopen


@pytest.mark.task("concurrency", points=1, spec="No failure and no successful probe is lost")
def test_counts_every_failure_of_calls_at_once(desk, student):
    """Failures of several threads at once are all counted."""
    case = desk(failure_threshold=4)
    succeed(case)
    student.together(*[partial(case.breaker.call, case.break_down)] * 4)
    made = case.calls - 1
    assert made == 4, explain("all four calls to be made", f"{made} were")
    hint = "reading a count and writing it back are two steps; what may come between them?"
    expect(case, "open", after="four failures at once", try_next=hint)


@pytest.mark.task("concurrency", points=0.5, spec="there are never more than `probes` probes")
def test_lets_one_of_several_be_the_probe(desk, student, reopen):
    """Of several threads that find the time is up at the same moment, only one is the probe."""
    case = desk(failure_threshold=2, probes=1)
    reopen(case)
    before = case.calls
    # A probe that fails: after one that succeeds, who comes late is rightly let through.
    student.together(*[partial(case.breaker.call, case.break_down)] * 3)
    made = case.calls - before
    hint = "decide who is a probe, and count it, in one step"
    assert made == 1, explain("one of three calls to be let through as the probe", f"{made} were", try_next=hint)


@pytest.mark.task("concurrency", points=1, spec="No failure and no successful probe is lost")
def test_counts_every_probe_of_calls_at_once(student, clock, network, payment, evidence):
    """Probes that succeed at the same moment are all counted, and the circuit closes."""
    client = make_client(student, evidence, probes=3)
    open_circuit(client)
    network.latency(payment.host, 0.5)  # so that the answers come at the same moment, whoever asked first
    clock.advance(30.5)
    results = student.together(*[asking(client)] * 3)
    good = [said(each) for each in results]
    assert good == ["200"] * 3, explain("three probes to be answered with 200", f"what came back was {good}")
    expect_state(client, "closed", "three of three probes at once have succeeded", try_next="is a success lost?")


@pytest.mark.task(
    "concurrency", points=1, spec="Threads that are the first to ask for a host get one breaker, not one each."
)
def test_has_one_breaker_even_when_first_asked_at_once(student, payment):
    """Threads that are the first to call a service share one breaker."""
    client = student.GuardedClient()
    # Two ways in, so that the threads are not in step: else each might find what the last of them has made.
    looks = [partial(client.breaker, f"{PAYMENT}/methods")] * 3
    results = student.together(*looks, *[asking(client)] * 3)[:3]
    expect_state(client, "closed", "three answers of 200")
    now = client.breaker(f"{PAYMENT}/methods")
    others = sum(each != now for each in results)
    assert others == 0, explain(
        expected=f"one breaker for {PAYMENT}, the same one for every thread",
        happened=f"{others} of 3 threads were given another one",
        try_next="look up and enter a breaker in one step",
    )


@pytest.mark.task(
    "concurrency",
    points=1,
    spec="Calls run side by side: five calls of one second each, made at once, take one second.",
)
def test_calls_do_not_wait_for_each_other(student, clock, network, payment, evidence):
    """Calls through one breaker run side by side."""
    client = make_client(student, evidence)
    network.latency(payment.host, 1)
    before = clock.elapsed
    results = student.together(*[asking(client)] * 3)
    codes = [said(each) for each in results]
    assert codes == ["200"] * 3, explain("three answers of 200", f"what came back was {codes}")
    took = clock.elapsed - before
    assert took == pytest.approx(1, abs=0.5), explain(
        expected="three calls of 1 s each, made at once, to take about 1 s",
        happened=f"they took {took:.1f} s",
        why="a breaker that lets one caller in at a time is itself what slows everybody down",
        try_next="hold the lock while you count, not while you call",
    )


@pytest.mark.task(
    "concurrency",
    points=0.5,
    needs=ALONE,
    spec=("An outcome belongs to the period in which its call was **let through**.", "it does not close the circuit"),
)
def test_a_late_success_does_not_close(desk, clock):
    """A call from before the circuit opened that ends well while it is open, or just before a probe, closes nothing."""
    for passed in (5, 31):
        case, before = desk(failure_threshold=2, probes=1), []

        def meanwhile(case=case, passed=passed, before=before):
            case.open()
            clock.advance(passed)
            before.append(case.breaker.state)

        case.during(meanwhile)
        found = case.breaker.state
        allowed = (*before, *(("open", "half_open") if passed > 30 else ()))
        assert found in allowed, explain(
            f"the circuit to wait for a probe {passed} s after it opened for 30 s",
            f"a call from before it opened ended well, and now it is {found!r}",
            try_next=PERIODS,
        )


@pytest.mark.task("concurrency", points=1, needs=ALONE, spec="it is no probe of the new period")
def test_a_late_success_is_no_probe(desk, reopen):
    """While the probes are under way, a call from before the opening that ends well is not one of them."""
    case = desk(failure_threshold=2, probes=2)

    def meanwhile():
        reopen(case)
        succeed(case)

    case.during(meanwhile)
    expect(case, "half_open", "one probe of two and a late success of a call from before it opened", PERIODS)
    succeed(case)
    expect(case, "closed", "the second probe")


@pytest.mark.task(
    "concurrency",
    points=0.5,
    needs=ALONE,
    spec=("may end when it is open, half-open or even closed again", "does not make it stay open longer"),
)
def test_a_late_failure_does_not_keep_it_open(desk, clock):
    """A call from before the circuit opened that fails while it is open does not start the time anew."""
    case = desk(failure_threshold=2)

    def meanwhile():
        case.open()
        clock.advance(20)

    case.during(meanwhile, fails=True)
    found = expect_refusal(case).retry_after
    assert found == pytest.approx(10, abs=0.5), explain(
        "`retry_after` to be the 10 s that are left of 30, a failure of a call from before notwithstanding",
        f"it is {found!r}",
        try_next=PERIODS,
    )


@pytest.mark.task("concurrency", points=0.5, needs=ALONE, spec="it does not close the circuit, does not open it")
def test_a_late_failure_is_no_probe(desk, reopen):
    """A call from before the opening that fails when it is half-open says nothing about now: it does not reopen it."""
    case = desk(failure_threshold=2, probes=2)
    case.during(partial(reopen, case), fails=True)
    succeed(case)
    expect(case, "half_open", "a late failure of a call from before it opened, and one probe of two", PERIODS)
    case = desk(failure_threshold=2, probes=2)

    def meanwhile():
        reopen(case)
        succeed(case)

    case.during(meanwhile, fails=True)
    expect(case, "half_open", "one probe of two, and a late failure of a call from before it opened", PERIODS)
    succeed(case)
    expect(case, "closed", "the second probe")


@pytest.mark.task("concurrency", points=0.5, needs=ALONE, spec="no failure in its window")
def test_a_late_failure_is_not_in_the_new_window(desk, reopen):
    """A call from before the opening that fails when the circuit has closed again does not count there."""
    case = desk(failure_threshold=3, probes=1)

    def meanwhile():
        reopen(case)
        succeed(case)

    case.during(partial(case.during, meanwhile, fails=True), fails=True)
    case.fail()
    expect(case, "closed", "one failure of three, and two of calls from before it opened", PERIODS)


@pytest.mark.task(
    "concurrency",
    points=0.5,
    needs=ALONE,
    spec=(
        "a probe may end when the circuit is open again because another one failed",
        "does not make it stay open longer",
    ),
)
def test_a_late_probe_does_not_keep_it_open(desk, clock, reopen):
    """A probe that ends after another one has failed, however it ends, changes nothing about the time."""
    for fails in (True, False):
        case = desk(failure_threshold=2, probes=2)
        reopen(case)

        def meanwhile(case=case):
            case.fail()
            clock.advance(20)

        case.during(meanwhile, fails=fails)
        ended = "failed" if fails else "succeeded"
        expect(case, "open", f"a probe that failed, and another one that {ended} 20 s later", PERIODS)
        found = expect_refusal(case).retry_after
        assert found == pytest.approx(10, abs=0.5), explain(
            f"`retry_after` to be 10 s, 20 s after a probe has failed, though another one {ended} just now",
            f"it is {found!r}",
            try_next=PERIODS,
        )


@pytest.mark.task(
    "concurrency", points=1, needs=ALONE, spec=("or half-open for the second time", "it is no probe of the new period")
)
def test_a_probe_counts_only_in_its_own_period(desk, clock, reopen):
    """A probe that ends when the circuit is half-open for the second time is no probe of that time."""
    for fails in (True, False):
        case = desk(failure_threshold=2, probes=2)
        reopen(case)

        def meanwhile(case=case):
            case.fail()
            clock.advance(30.5)
            succeed(case)

        case.during(meanwhile, fails=fails)
        ended = "failed" if fails else "succeeded"
        expect(case, "half_open", f"one probe of two, and one of the time before that {ended} only now", PERIODS)
        succeed(case)
        expect(case, "closed", "the second probe")


@pytest.mark.task("concurrency", points=0.5, needs=ALONE, spec="and gives no place back")
def test_a_call_broken_off_late_gives_no_place_back(desk, reopen):
    """A call from before the opening that is broken off while it is half-open leaves no place for another one."""
    case = desk(failure_threshold=2, probes=2)

    def late():
        case.calls += 1
        reopen(case)
        succeed(case)
        raise CancelledError("the caller has gone")

    case.let_through(late)
    expect(case, "half_open", "one probe of two, and a call from before it opened that was broken off", PERIODS)
    refused = []

    def try_a_third():
        try:
            refused.append(is_refusal(case.breaker.call(case.answer)))
        except StudentError as error:
            refused.append(is_refusal(error))

    case.during(try_a_third)
    assert refused == [True], explain(
        "a third call to be refused while the second of two probes is under way", "it was not", try_next=PERIODS
    )
