"""Task ``backoff``: how long a call waits between its tries, and when it stops."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

import pytest

from grader.suite import StudentError, explain, hang, refuse, reset, status

from .support import API, STORM, count, expect_equal, near, outcome, pauses, serve, shown, tries_of

REPEATED = (408, 429, 500, 502, 503, 504)


@pytest.fixture
def call(student, network):
    """One call by a new client with these settings, against these faults: its outcome, and the pauses it made."""
    serve(network)

    def make(*faults, method="GET", **settings):
        client = student.Client(**settings)
        network.script("api.test", *faults)
        before = count(network)
        found = outcome(client.request, method, API)
        return found, pauses(network, before)

    return make


def after(seconds, code=503):
    """An answer that asks for so many seconds, or for what else stands there."""
    return status(code, headers={"Retry-After": str(seconds)})


def at(clock, seconds):
    """An answer that asks for a date so many seconds from now."""
    return after(format_datetime(clock.now() + timedelta(seconds=seconds), usegmt=True))


@pytest.mark.task(
    "backoff",
    spec=(
        "**j** is the jitter, a random number spread evenly over **0 to min(cap, base · 2^(n−1))**",
        "timeout: float = 2.0, deadline: float = 10.0, attempts: int = 4, base: float = 0.1, cap: float = 2.0",
    ),
)
def test_doubles_the_bound_of_its_pauses(call):
    """The n-th pause is at most min(cap, base · 2^(n-1)), by default 0.1, 0.2 … 2 s, and pauses make use of that."""
    bounds, longest = [1.0, 2.0, 4.0, 5.0, 5.0], [0.0] * 5
    for _ in range(30):
        found, waited = call(*[status(503)] * 5, attempts=6, base=1, cap=5, deadline=100)
        assert (found, len(waited)) == (200, 5), explain("200 at the sixth try", f"{found} after {len(waited) + 1}")
        low = all(-0.01 < pause < bound + 0.01 for pause, bound in zip(waited, bounds, strict=True))
        assert low, explain(f"pauses of at most {shown(bounds)}, with base=1 and cap=5", shown(waited))
        longest = [max(pair) for pair in zip(longest, waited, strict=True)]
    half = all(most > bound / 2 for most, bound in zip(longest, bounds, strict=True))
    assert half, explain(
        f"in 30 calls now and then pauses in the upper half of {shown(bounds)}",
        f"the longest were {shown(longest)}",
        try_next="the bound doubles with each try that has failed",
    )
    bounds, longest = [0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0], [0.0] * 7
    for _ in range(20):
        _, waited = call(*[status(503)] * 7, attempts=8, deadline=100)
        assert len(waited) == 7, explain("seven pauses", f"{len(waited)}")
        longest = [max(pair) for pair in zip(longest, waited, strict=True)]
    sound = all(bound / 2 < most < bound + 0.01 for most, bound in zip(longest, bounds, strict=True))
    assert sound, explain(f"longest pauses of about {shown(bounds)}", shown(longest))


@pytest.mark.task("backoff", spec="This is exponential backoff with *full* jitter: the draw begins at 0.")
def test_spreads_its_pauses_over_the_whole_range(call):
    """Full jitter: the pauses differ, and lie in the lower half of the range as well as in the upper one."""
    firsts, thirds = [], []
    for _ in range(30):
        _, waited = call(*[status(503)] * 3, attempts=4, base=4, cap=100, deadline=500)
        assert len(waited) == 3, explain("three pauses", f"{len(waited)}")
        firsts.append(waited[0] / 4)
        thirds.append(waited[2] / 16)
    for name, drawn in (("first", firsts), ("third", thirds)):
        assert min(drawn) < 0.5 < max(drawn), explain(
            f"{name} pauses in both halves of their range",
            f"from {min(drawn):.0%} to {max(drawn):.0%} of it",
            why=STORM,
        )
        assert len({round(share, 4) for share in drawn}) > 15, explain("pauses that differ", f"{name}s of {drawn}")


@pytest.mark.task(
    "backoff",
    spec=(
        "There is no wait after it.",
        "A request that is not to be tried again is never waited for, and never ends in `DeadlineExceededError`.",
    ),
)
def test_waits_only_before_another_try(call, clock):
    """The last outcome, and one that is not repeated, is the caller's at once, also at the deadline."""
    slow = {"base": 5, "cap": 50, "deadline": 500}
    for words, faults, method, attempts, expected in (
        ("the last of one try", [after(60)], "GET", 1, 503),
        ("a refusal", [after(60, 404)], "GET", 4, 404),
        ("a POST without a key", [after(60)], "POST", 4, 503),
        ("a broken POST", [reset()], "POST", 4, "ReadError"),
        ("an answer", [], "GET", 4, 200),
    ):
        before = clock.elapsed
        found, _ = call(*faults, method=method, attempts=attempts, **slow)
        assert (found, near(clock.elapsed, before)) == (expected, True), explain(
            f"{expected} at once after {words}", f"{found} after {shown(clock.elapsed - before)}"
        )
    for words, faults, settings, expected in (
        ("the last try", [hang()], {"attempts": 1}, "ReadTimeout"),
        ("the second of two", [status(503), hang()], {"attempts": 2}, "ReadTimeout"),
        ("the last answer", [status(503), after(99)], {"attempts": 2}, 503),
        ("a POST without a key", [hang()], {"method": "POST"}, "ReadTimeout"),
        ("a last connection", [refuse()], {"attempts": 1, "method": "POST"}, "ConnectError"),
    ):
        found, _ = call(*faults, timeout=9, deadline=3, base=0, **settings)
        expect_equal(found, expected, of=f"outcome of {words} at a deadline of 3 s")


@pytest.mark.task(
    "backoff",
    spec=(
        "**r** is what the answer's `Retry-After` asks for in seconds, 0 without one; `cap` does not cut it.",
        "counts for each answer that is tried again",
    ),
)
def test_waits_as_long_as_it_is_asked_to(call):
    """Retry-After in seconds is waited for, whatever the status and however small the cap, and only once."""
    for code in REPEATED:
        for seconds in (7, 0, 120):
            found, waited = call(after(seconds, code), base=0, cap=2, deadline=500)
            assert (found, near(waited, [seconds])) == (200, True), explain(
                f"a pause of {seconds} s after {code} with Retry-After: {seconds}", f"{found}, pauses {shown(waited)}"
            )
    found, waited = call(after(5), status(503), after(3), reset(), base=0, attempts=5, deadline=100)
    assert (found, near(waited, [5.0, 0.0, 3.0, 0.0])) == (200, True), explain(
        "pauses of 5, 0, 3 and 0 s", f"{found}, pauses {shown(waited)}"
    )


@pytest.mark.task(
    "backoff",
    spec=("then r is what remains until it by the wall clock.", "A date that has passed, and any other value"),
)
def test_reads_a_date(call, clock):
    """Retry-After as a date is waited for until then; a date that has passed asks for nothing."""
    for seconds in (30, 90, 0, -60, -86400):
        answer = at(clock, seconds)  # a date has whole seconds
        expected = [max(0.0, seconds - clock.time() % 1)]
        found, waited = call(answer, base=0, deadline=500)
        assert (found, near(waited, expected)) == (200, True), explain(
            f"a pause of {shown(expected)} for a date that is so far ahead",
            f"{found}, pauses {shown(waited)}",
            try_next="the date is in GMT, and local time here is that of New York",
        )
        clock.advance(3600.25)


@pytest.mark.task("backoff", spec="The pause is `r + j`.")
def test_adds_jitter_to_what_it_is_asked_for(call, clock):
    """The jitter comes on top of Retry-After, so that not all callers come back at the moment that was named."""
    for words, answer in (("seconds", lambda: after(10)), ("a date", lambda: at(clock, 10))):
        drawn = []
        for _ in range(15):
            clock.advance(1 - clock.elapsed % 1)
            drawn += call(answer(), base=4, deadline=500)[1]
        assert all(9.99 < pause < 14.01 for pause in drawn), explain(
            f"pauses of 10 to 14 s for 10 s, told as {words}, with base=4 and cap=2 … 4", shown(drawn)
        )
        assert max(drawn) - min(drawn) > 0.5, explain("pauses that differ", shown(drawn), why=STORM)


@pytest.mark.task("backoff", spec="any other value (`-5`, `1.5`, `soon`), count as no `Retry-After`.")
def test_ignores_what_is_no_retry_after(call):
    """A Retry-After that is neither whole seconds nor a date counts as none."""
    for value in ("-5", "1.5", "soon", "+5", "1_0", "0x5", "1e2", "", "5 s", "Mon, 99 Foo 2026 09:00:30 GMT"):
        found, waited = call(after(value), base=0)
        assert (found, near(waited, [0.0])) == (200, True), explain(
            f"a second try at once after Retry-After: {value!r}", f"{found}, pauses {shown(waited)}"
        )


@pytest.mark.task(
    "backoff",
    spec=(
        "If the pause would end **at or after** the deadline, `request` raises `DeadlineExceededError` now, "
        "without waiting."
    ),
)
def test_does_not_wait_beyond_its_deadline(call, clock):
    """If the pause would end at or after the deadline, tries and pauses before it counted, the call ends now."""
    for words, answer in (("seconds", after), ("a date", lambda seconds: at(clock, seconds))):
        for seconds, expected in ((20, "DeadlineExceededError"), (3600, "DeadlineExceededError"), (19, 200)):
            before = clock.elapsed
            found, _ = call(answer(seconds), base=0, deadline=20)
            took = clock.elapsed - before
            assert (found, near(took, 0 if found != 200 else 19)) == (expected, True), explain(
                f"{expected} for {seconds} s (as {words}) with a deadline of 20 s, and no waiting in vain",
                f"{found} after {shown(took)}",
            )
    for seconds, expected in ((7, "DeadlineExceededError"), (6, 200)):  # 2 s for the first try, 1 s for its pause
        before = clock.elapsed
        found, _ = call(hang(), after(1), after(seconds), base=0, deadline=10)
        took = clock.elapsed - before
        assert (found, near(took, 3 if found != 200 else 9)) == (expected, True), explain(
            f"{expected}: after 3 s of 10 a pause of {seconds} s is asked for", f"{found} after {shown(took)}"
        )
    for _ in range(8):  # of pauses of up to 500 s nearly all are too long, and each is either over in time or not begun
        before = clock.elapsed
        found, _ = call(status(503), base=500, cap=500, deadline=5)
        took = clock.elapsed - before
        assert near(took, 0) if found == "DeadlineExceededError" else took < 5, explain(
            "no jitter that ends after the deadline of 5 s", f"{found} after {shown(took)}"
        )


@pytest.mark.task("backoff", spec="httpx waits the smaller of `timeout` and what remains until the deadline.")
def test_cuts_a_try_at_the_deadline(call, clock, network):
    """A try gets what is left until the deadline, if that is less than the timeout; then the call is over."""
    for timeout, deadline, faults, expected in (
        (2, 3, [hang(), hang()], [2.0, 1.0]),
        (5, 3, [hang()], [3.0]),
        (2, 5.5, [hang(), hang(connecting=True), hang()], [2.0, 2.0, 1.5]),
    ):
        before, asked = clock.elapsed, count(network)
        found, _ = call(*faults, timeout=timeout, deadline=deadline, base=0)
        took, tries = clock.elapsed - before, [each.seconds for each in network.requests("api.test")[asked:]]
        assert near(tries, expected), explain(f"tries of {shown(expected)}", f"{found}, tries of {shown(tries)}")
        assert (found, near(took, deadline)) == ("DeadlineExceededError", True), explain(
            f"DeadlineExceededError after {deadline} s", f"{found} after {shown(took)}"
        )


@pytest.mark.task(
    "backoff",
    spec=(
        "The deadline is `deadline` seconds after `request` was called: the argument of `request`, or else "
        "that of the client."
    ),
)
def test_keeps_to_the_deadline_of_the_call(student, network, clock):
    """A deadline given to ``request`` takes the place of the client's, for this call; each call has its own."""
    serve(network)
    for client, words in ((student.Client(base=0, deadline=20), "20 s"), (student.Client(base=0), "10 s")):
        limit = 20 if words == "20 s" else 10
        for given, seconds, expected in (
            ({}, limit - 1, 200),
            ({"deadline": 5}, 5, "DeadlineExceededError"),
            ({"deadline": 60}, 59, 200),
            ({}, limit, "DeadlineExceededError"),
        ):
            network.script("api.test", after(seconds))
            found, _ = tries_of(network, client.request, "GET", API, **given)
            expect_equal(found, expected, of=f"a pause of {seconds} s with {given or f'a deadline of {words}'}")
            clock.advance(40)
