"""The hidden suite of ``circuit_breaker``: the breaker by itself, on the wire, under many threads."""

from __future__ import annotations

from functools import partial

import httpx
import pytest

from grader.suite import StudentError, delay, explain, hang, refuse, reset, status

PAYMENT = "http://payment.test"
CASCADE = "callers that keep waiting for a dead service die with it: that is how one failure takes down a system"


class Service:
    """A function for the breaker to call: works while ``up``, counts how often it was called."""

    def __init__(self) -> None:
        self.up = True
        self.calls = 0

    def ask(self) -> str:
        self.calls += 1
        if not self.up:
            raise ConnectionError("no answer")
        return f"answer {self.calls}"


class Bench:
    """A breaker of the student's around a service of ours, both in plain sight."""

    def __init__(self, student, evidence, **settings) -> None:
        self.student = student
        self.service = Service()
        self.breaker = student.CircuitBreaker(**settings)
        evidence.watch("breaker", lambda: self.breaker.state)

    def succeed(self, times=1) -> None:
        self.service.up = True
        for _ in range(times):
            before = self.service.calls
            try:
                answer = self.breaker.call(self.service.ask)
            except StudentError as error:
                if "CircuitOpenError" not in error.names:
                    raise
                raise AssertionError(
                    explain(
                        expected="the breaker to let this call through",
                        happened=f"it refused with {error.name}",
                        try_next="look at the drawing: when did the circuit open, and for how long?",
                    )
                ) from None
            assert (before + 1, f"answer {before + 1}") == (self.service.calls, answer), explain(
                expected="the function to be called once and its result to be returned",
                happened=f"it was called {self.service.calls - before} times; `call` returned {answer!r}",
            )

    def fail(self, times=1) -> None:
        self.service.up = False
        for _ in range(times):
            before = self.service.calls
            with self.student.raises("ConnectionError", try_next="let the function's own exception out"):
                self.breaker.call(self.service.ask)
            assert before + 1 == self.service.calls, explain(
                expected="the function to be called once",
                happened=f"it was called {self.service.calls - before} times",
            )

    def refuse(self, why="", try_next=""):
        before = self.service.calls
        with self.student.raises("CircuitOpenError", why=why, try_next=try_next) as caught:
            self.breaker.call(self.service.ask)
        assert before == self.service.calls, explain(
            expected="the function not to be called",
            happened="it was called, and then `CircuitOpenError` was raised",
            why="a service that is down needs rest, and a caller that must wait for it has gained nothing",
        )
        return caught.value

    def expect(self, state, after, try_next="") -> None:
        found = self.breaker.state
        assert state == found, explain(
            expected=f"the state to be {state!r} after {after}",
            happened=f"it is {found!r}",
            try_next=try_next,
        )


@pytest.fixture
def bench(student, evidence):
    return partial(Bench, student, evidence)


# ---------------------------------------------------------------------------------------------------- closed


@pytest.mark.task("closed")
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
    assert breaker.state == "closed", explain("the state to be 'closed'", f"it is {breaker.state!r}")


@pytest.mark.task("closed", needs="test_passes_calls_through_while_all_is_well")
def test_lets_the_callers_see_a_failure(bench):
    """A failure reaches the caller as the very exception that the function raised."""
    desk = bench(failure_threshold=3)
    desk.succeed()
    desk.fail()
    desk.expect("closed", after="one failure of three")


@pytest.mark.task("closed", points=2, needs="test_lets_the_callers_see_a_failure")
def test_opens_when_the_failures_reach_the_threshold(bench):
    """The circuit opens with the failure that reaches the threshold: not one sooner, not one later."""
    for threshold in (2, 5):
        desk = bench(failure_threshold=threshold)
        desk.fail(threshold - 1)
        desk.expect("closed", after=f"{threshold - 1} failures of {threshold}")
        desk.fail()
        desk.expect("open", after=f"{threshold} failures of {threshold} in the window")


@pytest.mark.task("closed", needs="test_opens_when_the_failures_reach_the_threshold")
def test_forgets_failures_older_than_the_window(bench, clock):
    """Failures that are further apart than the window do not add up."""
    desk = bench(failure_threshold=3, window=10)
    for _ in range(6):
        desk.fail()
        desk.expect("closed", after="failures of which never three lie within 10 s", try_next="count by time")
        clock.advance(6)


@pytest.mark.task("closed", needs="test_opens_when_the_failures_reach_the_threshold")
def test_counts_in_a_window_that_slides(bench, clock):
    """Any stretch of time as long as the window counts, wherever it begins."""
    for start in (1, 7):
        desk = bench(failure_threshold=4, window=10)
        desk.succeed()
        clock.advance(start)
        desk.fail(2)
        clock.advance(6)
        desk.fail(2)
        desk.expect(
            "open",
            after="four failures within 6 s",
            try_next="look back from each failure, instead of cutting time into pieces",
        )


@pytest.mark.task("closed", needs="test_opens_when_the_failures_reach_the_threshold")
def test_a_success_does_not_wipe_out_failures(bench, clock):
    """A service that fails every other time opens the circuit as well."""
    desk = bench(failure_threshold=3, window=10)
    for _ in range(3):
        desk.succeed()
        clock.advance(1)
        desk.fail()
    desk.expect("open", after="three failures within 10 s, with successes between them")


# ------------------------------------------------------------------------------------------------------ open


@pytest.mark.task("open", points=2, needs="test_opens_when_the_failures_reach_the_threshold")
def test_refuses_without_calling_while_open(bench, clock):
    """While the circuit is open, a call is refused at once and the function is not called."""
    desk = bench(failure_threshold=2, open_for=30)
    desk.succeed()
    desk.fail(2)
    for _ in range(3):
        clock.advance(5)
        desk.refuse(why=CASCADE)
    desk.expect("open", after="15 of 30 s")


@pytest.mark.task("open", needs="test_refuses_without_calling_while_open")
def test_says_how_long_it_stays_open(bench, clock):
    """A refusal tells in how many seconds it is worth coming back."""
    for open_for, passed in ((30, 12), (45, 40)):
        desk = bench(failure_threshold=2, open_for=open_for)
        desk.fail(2)
        clock.advance(passed)
        found = desk.refuse().retry_after
        assert found == pytest.approx(open_for - passed, abs=0.5), explain(
            expected=f"`retry_after` to be the {open_for - passed} s that are left of {open_for}",
            happened=f"it is {found!r}",
        )


@pytest.mark.task("open", needs="test_refuses_without_calling_while_open")
def test_refused_calls_do_not_keep_it_open(bench, clock):
    """Refusing a call neither counts as a failure nor starts the time again."""
    desk = bench(failure_threshold=2, open_for=30)
    desk.fail(2)
    for _ in range(5):
        clock.advance(5)
        desk.refuse()
    clock.advance(5.5)
    desk.succeed()


# ------------------------------------------------------------------------------------------------- half-open


@pytest.mark.task("half_open", needs="test_refuses_without_calling_while_open")
def test_lets_a_probe_through_when_the_time_is_up(bench, clock):
    """After `open_for` seconds, and not before, a call is let through; its success closes the circuit."""
    for open_for in (20, 300):
        desk = bench(failure_threshold=2, open_for=open_for, probes=1)
        desk.fail(2)
        clock.advance(open_for - 0.5)
        desk.refuse(why="a service that is down needs the whole time to recover")
        clock.advance(1)
        desk.succeed()
        desk.expect("closed", after="a probe that succeeded")
        desk.succeed(5)


@pytest.mark.task("half_open", needs="test_lets_a_probe_through_when_the_time_is_up")
def test_closes_only_when_all_probes_have_succeeded(bench, clock):
    """One good answer is not yet a recovery: with several probes, all must succeed."""
    for probes in (2, 4):
        desk = bench(failure_threshold=2, open_for=30, probes=probes)
        desk.fail(2)
        clock.advance(30.5)
        for done in range(1, probes):
            desk.succeed()
            desk.expect("half_open", after=f"{done} of {probes} probes")
        desk.succeed()
        desk.expect("closed", after=f"{probes} of {probes} probes")


@pytest.mark.task("half_open", needs="test_lets_a_probe_through_when_the_time_is_up")
def test_a_failed_probe_opens_it_again(bench, clock):
    """One failed probe is enough: the circuit opens for another full `open_for`."""
    desk = bench(failure_threshold=3, open_for=30, probes=1)
    desk.fail(3)
    clock.advance(30.5)
    desk.fail()
    desk.expect("open", after="a probe that failed", try_next="here the threshold does not matter any more")
    clock.advance(29)
    desk.refuse()
    clock.advance(1.5)
    desk.succeed()
    desk.expect("closed", after="a second probe, which succeeded")


@pytest.mark.task(
    "half_open",
    needs=("test_closes_only_when_all_probes_have_succeeded", "test_a_failed_probe_opens_it_again"),
)
def test_counts_probes_anew_each_time(bench, clock):
    """Successes of one half-open period do not count in the next."""
    desk = bench(failure_threshold=2, open_for=30, probes=3)
    desk.fail(2)
    clock.advance(30.5)
    desk.succeed(2)
    desk.fail()
    desk.expect("open", after="a probe that failed after two that succeeded")
    clock.advance(30.5)
    desk.succeed(2)
    desk.expect("half_open", after="two of three probes in this period")
    desk.succeed()
    desk.expect("closed", after="three of three probes")


@pytest.mark.task("half_open", needs="test_lets_a_probe_through_when_the_time_is_up")
def test_starts_afresh_when_it_has_closed(bench, clock):
    """Once closed again, the failures from before no longer count."""
    desk = bench(failure_threshold=3, window=600, open_for=30)
    desk.fail(3)
    clock.advance(30.5)
    desk.succeed()
    desk.fail(2)
    desk.expect("closed", after="two new failures of three", try_next="empty the window when it closes")
    desk.fail()
    desk.expect("open", after="three new failures")


@pytest.mark.task(
    "closed", needs=("test_forgets_failures_older_than_the_window", "test_lets_a_probe_through_when_the_time_is_up")
)
def test_has_the_documented_defaults(bench, clock):
    """Without settings: five failures within 10 s open the circuit for 30 s, then one probe closes it."""
    desk = bench()
    desk.fail()
    clock.advance(10.5)
    desk.fail(4)
    desk.expect("closed", after="four failures in the window")
    desk.fail()
    desk.expect("open", after="five failures in the window")
    clock.advance(29.5)
    desk.refuse()
    clock.advance(1)
    desk.succeed()
    desk.expect("closed", after="one probe")


# ----------------------------------------------------------------------------------------------------- guard


def _client(student, evidence, **settings):
    """A guarded client that opens at the third failure."""
    client = student.GuardedClient(**{"failure_threshold": 3, "window": 60, "open_for": 30, **settings})
    breaker = client.breaker(f"{PAYMENT}/methods")
    evidence.watch("breaker of payment.test", lambda: breaker.state)
    return client


def _ask(client):
    """One request, to be made together with others."""
    return partial(client.request, "GET", f"{PAYMENT}/methods")


def _break(client, payment) -> None:
    """Let three requests fail; afterwards the service works again, and the circuit is open."""
    payment.plan(status(503), status(503), status(503))
    for _ in range(3):
        _expect_status(client, 503)
    _expect_state(client, "open", "three answers of 503")


def _expect_status(client, code, method="GET", path="/methods") -> None:
    found = client.request(method, PAYMENT + path).status_code
    assert code == found, explain(f"the service's own answer, {code}", f"the caller got {found}")


def _expect_state(client, state, after, host=PAYMENT, try_next="") -> None:
    found = client.breaker(f"{host}/methods").state
    assert state == found, explain(
        f"the breaker of {host[7:]} to be {state!r} after {after}", f"it is {found!r}", try_next=try_next
    )


def _echo(request: httpx.Request) -> httpx.Response:
    marks = {"x-order": request.headers.get("x-order", "")}
    return httpx.Response(207, content=request.method.encode() + request.content, headers=marks)


@pytest.mark.task("guard")
def test_sends_the_request_as_given(student, network):
    """A guarded request arrives as it would without the breaker, and the answer comes back untouched."""
    network.serve("echo.test", _echo)
    client = student.GuardedClient()
    for method, mark in (("PUT", "17"), ("POST", "23")):
        answer = client.request(method, "http://echo.test/a", content=b"body", headers={"x-order": mark})
        found = (answer.status_code, answer.content, answer.headers["x-order"])
        assert (207, f"{method}body".encode(), mark) == found, explain(
            expected="method, body and headers to arrive, and those of the answer to come back",
            happened=f"what came back was {found}",
            try_next="pass **options on to httpx and return its response",
        )


@pytest.mark.task(
    "guard", points=2, needs=("test_sends_the_request_as_given", "test_refuses_without_calling_while_open")
)
def test_counts_5xx(student, network, payment, evidence):
    """An answer of 5xx is handed to the caller and counts as a failure; when open, nothing is sent."""
    for code in (500, 503):
        client = _client(student, evidence)
        payment.plan(status(code), status(code), status(code))
        before = len(network.requests(payment.host))
        for _ in range(3):
            _expect_status(client, code)
        _expect_state(client, "open", f"three answers of {code}")
        with student.raises("CircuitOpenError", why=CASCADE):
            client.request("GET", f"{PAYMENT}/methods")
        sent = len(network.requests(payment.host)) - before
        assert sent == 3, explain("no request to be sent while the circuit is open", f"{sent - 3} was sent")


@pytest.mark.task("guard", needs="test_counts_5xx")
def test_counts_broken_connections(student, payment, evidence):
    """A connection that is refused or breaks is a failure, and the caller sees httpx's own exception."""
    client = _client(student, evidence)
    _expect_status(client, 200)
    payment.plan(refuse(), reset(), refuse())
    for kind in ("ConnectError", "ReadError", "ConnectError"):
        with student.raises(kind, try_next="let httpx's exception out as it is"):
            client.request("GET", f"{PAYMENT}/methods")
    _expect_state(client, "open", "three broken connections")


@pytest.mark.task("guard", needs="test_counts_5xx")
def test_does_not_wait_longer_than_its_timeout(student, clock, payment, evidence):
    """A service that never answers costs the timeout, not more."""
    for timeout in (0.5, 3):
        client = _client(student, evidence, timeout=timeout)
        _expect_status(client, 200)
        payment.plan(hang())
        before = clock.elapsed
        with student.raises("TimeoutException", why=CASCADE):
            client.request("GET", f"{PAYMENT}/methods")
        waited = clock.elapsed - before
        assert waited == pytest.approx(timeout, abs=0.1), explain(
            f"the request to be given up after {timeout} s", f"it took {waited:.1f} s", why=CASCADE
        )


@pytest.mark.task("guard", needs="test_does_not_wait_longer_than_its_timeout")
def test_counts_timeouts(student, payment, evidence):
    """A timeout is a failure: who answers too slowly is as bad for the callers as who does not answer."""
    client = _client(student, evidence, timeout=1)
    payment.plan(hang(), delay(5), hang())
    for _ in range(3):
        with student.raises("TimeoutException"):
            client.request("GET", f"{PAYMENT}/methods")
    _expect_state(client, "open", "three timeouts")


@pytest.mark.task("guard", needs="test_counts_5xx")
def test_takes_4xx_for_an_answer(student, payment, evidence):
    """An answer of 4xx says that the caller is wrong, not that the service is ill: it opens nothing."""
    for method, path, code in (("GET", "/charges/none", 404), ("DELETE", "/methods", 405), ("GET", "/x", 429)):
        client = _client(student, evidence)
        payment.plan(*[status(429, path="/x")] * 6)
        for _ in range(6):
            _expect_status(client, code, method, path)
        _expect_state(client, "closed", f"six answers of {code}")
        payment.recover()


@pytest.mark.task("guard", needs=("test_counts_5xx", "test_closes_only_when_all_probes_have_succeeded"))
def test_takes_4xx_for_a_sign_of_life(student, clock, payment, evidence):
    """A probe that is answered with 4xx has succeeded: the service is back."""
    client = _client(student, evidence, probes=2)
    _break(client, payment)
    clock.advance(30.5)
    for _ in range(2):
        _expect_status(client, 404, path="/charges/none")
    _expect_state(client, "closed", "two probes answered 404", try_next="what is not a failure is a success")


@pytest.mark.task("guard", needs=("test_counts_timeouts", "test_has_the_documented_defaults"))
def test_guards_with_the_documented_defaults(student, clock, payment):
    """Without settings, a request may take 2 s, and the breakers are those of `CircuitBreaker()`."""
    client = student.GuardedClient()
    payment.plan(delay(1.5), delay(2.5))
    _expect_status(client, 200)
    with student.raises("TimeoutException"):
        client.request("GET", f"{PAYMENT}/methods")
    clock.advance(10.5)
    payment.plan(*[status(503)] * 5)
    for number in range(1, 6):
        _expect_status(client, 503)
        _expect_state(client, "open" if number == 5 else "closed", f"{number} failures of 5 in the window")
    clock.advance(29.5)
    with student.raises("CircuitOpenError"):
        client.request("GET", f"{PAYMENT}/methods")
    clock.advance(1)
    _expect_status(client, 200)
    _expect_state(client, "closed", "one probe")


@pytest.mark.task("guard", needs="test_counts_5xx")
def test_has_a_breaker_for_each_host(student, network, payment, evidence):
    """When one service is down, calls to the others go on."""
    network.serve("stock.test", lambda _: httpx.Response(200, text="17 left"))
    client = _client(student, evidence)
    _break(client, payment)
    try:
        answer = client.request("GET", "http://stock.test/items/1").text
    except StudentError as error:
        answer = error.name
    assert answer == "17 left", explain("the stock service's answer", f"the caller got {answer!r}")
    _expect_state(client, "closed", "failures of another service", host="http://stock.test")
    _expect_state(client, "open", "its own failures")


@pytest.mark.task("guard", needs="test_counts_5xx")
def test_has_one_breaker_for_all_paths_of_a_host(student, payment, evidence):
    """Failures of one service add up, whatever was asked of it."""
    client = _client(student, evidence)
    payment.plan(status(503), status(503), status(503))
    _expect_status(client, 503)
    _expect_status(client, 503, path="/charges?reference=7")
    _expect_status(client, 503, "POST", "/charges")
    _expect_state(client, "open", "three failures on different paths")
    with student.raises("CircuitOpenError"):
        client.request("GET", f"{PAYMENT}/charges/1")


@pytest.mark.task("guard", needs=("test_counts_5xx", "test_a_failed_probe_opens_it_again"))
def test_rides_out_an_outage(student, clock, payment, evidence):
    """From the first failure to the recovery, the service is asked no more than needed, and then is back."""
    client = _client(student, evidence, open_for=15)
    payment.outage(status(503), seconds=50)
    codes = []
    for _ in range(20):
        clock.advance(4)
        try:
            codes.append(client.request("GET", f"{PAYMENT}/methods").status_code)
        except StudentError as error:
            if "CircuitOpenError" not in error.names:
                raise
    asked = codes.count(503)
    assert asked == 5, explain(
        "the service to be asked 5 times in an outage of 50 s: three failures, and a probe every 15 s",
        f"it was asked {asked} times",
    )
    assert codes[-1] == 200, explain("an answer again at the end, when the outage is over", "there was none")
    _expect_state(client, "closed", "the recovery")


@pytest.mark.task("half_open", points=2, needs=("test_lets_a_probe_through_when_the_time_is_up", "test_counts_5xx"))
def test_lets_no_more_than_the_probes_through(student, clock, network, payment, evidence):
    """Of many calls that arrive at once in half-open, only the probes reach the service."""
    for probes in (1, 3):
        client = _client(student, evidence, probes=probes)
        _break(client, payment)
        network.latency(payment.host, 0.5)
        clock.advance(30.5)
        before = len(network.requests(payment.host))
        results = student.together(*[_ask(client) for _ in range(8)])
        arrived = len(network.requests(payment.host)) - before
        assert probes == arrived, explain(
            expected=f"{probes} of 8 calls to reach the service that may be just coming back",
            happened=f"{arrived} did",
            why="everybody at once is what knocks a service down again that has hardly got up",
            try_next="count a probe when it is let through, not when it ends, in one step with the decision",
        )
        refused = sum(isinstance(each, StudentError) and "CircuitOpenError" in each.names for each in results)
        assert 8 - probes == refused, explain(
            f"the other {8 - probes} to be refused with CircuitOpenError", f"{refused} were"
        )


# ------------------------------------------------------------------------------------------------- fallbacks

TROUBLES = {
    "the circuit is open": status(503),
    "nobody listens": refuse(),
    "the answer is 500": status(500),
    "no answer comes": hang(),
}


def _checkout(student, evidence, **settings):
    client = _client(student, evidence, **settings)
    return student.Checkout(client), client


def _troubles(student, payment, evidence):
    """For each way in which the service can't be had: its words, a new checkout, what brings it on."""
    for words, fault in TROUBLES.items():
        payment.recover()
        checkout, client = _checkout(student, evidence)

        def ruin(words=words, fault=fault, client=client):
            evidence.note(f"from now on {words}")
            if words == "the circuit is open":
                _break(client, payment)
            payment.outage(fault)

        yield words, checkout, ruin


@pytest.mark.task("fallbacks", points=2, needs="test_counts_5xx")
def test_shows_the_last_known_receipt(student, payment, evidence):
    """Cached: when the service can't be had, each receipt is shown as it was last seen, marked as stale."""
    charges = [payment.charge(amount, reference=f"order-{amount}") for amount in (700, 900)]
    for words, checkout, ruin in _troubles(student, payment, evidence):
        for charge in charges:
            found = checkout.receipt(charge.id)
            assert (charge.amount, False) == (found["amount"], found["stale"]), explain(
                "the charge as the service tells it, with 'stale': False", f"the receipt is {found}"
            )
        ruin()
        for charge in charges:
            found = checkout.receipt(charge.id)
            assert (charge.id, charge.amount, True) == (found["id"], found["amount"], found["stale"]), explain(
                f"when {words}, the same charge as it was last seen, with 'stale': True",
                f"the receipt is {found}",
            )


@pytest.mark.task("fallbacks", needs="test_shows_the_last_known_receipt")
def test_caches_what_is_newest(student, payment, evidence):
    """A working service is always asked, and its newest answer is what the cache keeps."""
    checkout, client = _checkout(student, evidence)
    charge = payment.charge(900)
    for refund, amount in ((300, 300), (200, 500)):
        checkout.receipt(charge.id)
        checkout.refund(charge.id, refund)
        shown = checkout.receipt(charge.id)["refunded"]
        assert amount == shown, explain(f"the receipt to show refunds of {amount}", f"it shows {shown}")
    _break(client, payment)
    shown = checkout.receipt(charge.id)["refunded"]
    assert shown == 500, explain("the cached receipt to show refunds of 500", f"it shows {shown}")


@pytest.mark.task("fallbacks", needs="test_shows_the_last_known_receipt")
def test_makes_up_no_receipt(student, payment, evidence):
    """Nothing stands in for what was never seen, nor for an answer of 4xx."""
    checkout, client = _checkout(student, evidence)
    known, unknown = payment.charge(700), payment.charge(900)
    checkout.receipt(known.id)
    payment.plan(status(410))
    with student.raises("PaymentRefusedError", why="the service has answered; a fallback would hide that"):
        checkout.receipt(known.id)
    _break(client, payment)
    with student.raises("ServiceUnavailableError"):
        checkout.receipt(unknown.id)


@pytest.mark.task("fallbacks", needs="test_counts_5xx")
def test_offers_the_default_methods(student, payment, evidence):
    """Default: the ways to pay come from the service, and when that can't be had, from a constant."""
    for words, checkout, ruin in _troubles(student, payment, evidence):
        found = list(checkout.methods())
        assert found == ["card", "invoice", "transfer"], explain("the service's own list", f"it was {found}")
        ruin()
        found = list(checkout.methods())
        assert found == ["invoice"], explain(f"the list of DEFAULT_METHODS when {words}", f"it was {found}")


@pytest.mark.task("fallbacks", points=2, needs="test_counts_5xx")
def test_queues_a_payment_for_later(student, clock, payment, evidence):
    """Queued: when the service can't be had, an order waits; later it is charged, oldest first."""
    for number, (words, checkout, ruin) in enumerate(_troubles(student, payment, evidence)):
        before = len(payment.charges)
        orders = [f"order-{number}{letter}" for letter in "zya"]
        paid = checkout.pay(orders[0], 500)
        charged = [charge.id for charge in payment.charges[before:]]
        assert [paid] == [{"status": "paid", "charge": each} for each in charged], explain(
            "one charge, status 'paid' and the id of the charge", f"{len(charged)} made; `pay` returned {paid}"
        )
        ruin()
        answers = [checkout.pay(orders[1], 600), checkout.pay(orders[2], 700)]
        assert answers == [{"status": "queued"}] * 2, explain(
            f"status 'queued' when {words}", f"`pay` returned {answers}"
        )
        queued = list(checkout.queued)
        assert queued == orders[1:], explain(f"`queued` to be {orders[1:]}, oldest first", f"it is {queued}")
        payment.recover()
        clock.advance(31)
        made, queued = checkout.deliver(), list(checkout.queued)
        charged = [(charge.reference, charge.amount, charge.source) for charge in payment.charges[before:]]
        assert charged == list(zip(orders, (500, 600, 700), ["tok_visa"] * 3, strict=True)), explain(
            f"{', '.join(orders)} to be charged once each, in this order", f"the service has charged {charged}"
        )
        assert (made, queued) == (2, []), explain(
            "`deliver` to return 2 and leave nothing queued", f"it returned {made}; queued is {queued}"
        )


@pytest.mark.task("fallbacks", points=2, needs="test_queues_a_payment_for_later")
def test_never_charges_an_order_twice(student, payment, evidence):
    """A payment that only seemed to fail is not made again when the queue is delivered."""
    for number, fault in enumerate((reset(), hang(after_work=True), status(500, after_work=True))):
        checkout, _ = _checkout(student, evidence)
        before = len(payment.charges)
        orders = [f"order-{number}{letter}" for letter in "ab"]
        payment.plan(fault)
        for order in orders:
            checkout.pay(order, 800)
        checkout.deliver()
        charged = [charge.reference for charge in payment.charges[before:]]
        assert orders == charged, explain(
            expected="one charge for each order",
            happened=f"the service has charged {charged}",
            why="the answer was lost, not the work: whoever sends again blindly takes the money twice",
            try_next="send the same Idempotency-Key in every attempt for an order, and another for each order",
        )


@pytest.mark.task("fallbacks", needs="test_queues_a_payment_for_later")
def test_keeps_what_it_could_not_deliver(student, payment, evidence):
    """If the service can't be had again during delivery, nothing is lost and the order stays."""
    checkout, _ = _checkout(student, evidence, failure_threshold=20)
    payment.plan(*[status(503)] * 3)
    for number in (1, 2, 3):
        checkout.pay(f"order-{number}", 100 * number)
    payment.outage(status(503))
    found = (checkout.deliver(), list(checkout.queued))
    assert found == (0, ["order-1", "order-2", "order-3"]), explain(
        "nothing delivered, and all three orders still queued", f"`deliver` and `queued` were {found}"
    )
    payment.recover()
    found = (checkout.deliver(), list(checkout.queued), checkout.deliver(), len(payment.charges))
    assert found == (3, [], 0, 3), explain(
        "three charges, an empty queue, and nothing left for another `deliver`",
        f"`deliver`, `queued`, `deliver` and the number of charges were {found}",
    )


@pytest.mark.task("fallbacks", needs="test_queues_a_payment_for_later")
def test_does_not_queue_what_was_refused(student, payment, evidence):
    """A declined card is an answer: the customer learns of it, and nothing waits to be declined again."""
    checkout, _ = _checkout(student, evidence)
    checkout.pay("order-1", 500)
    with student.raises("PaymentRefusedError", why="the bank has said no; asking again later changes nothing"):
        checkout.pay("order-2", 500, source="tok_declined")
    payment.plan(status(503), status(503))
    checkout.pay("order-3", 500, source="tok_expired")
    checkout.pay("order-4", 500)
    made, queued = checkout.deliver(), list(checkout.queued)
    assert (made, queued) == (1, []), explain(
        "the refused order to leave the queue without holding up the one behind it",
        f"`deliver` returned {made}; queued is {queued}",
    )


@pytest.mark.task("fallbacks", needs="test_counts_5xx")
def test_says_gracefully_that_a_refund_must_wait(student, payment, evidence):
    """Graceful error: what a customer may read, with the time after which it is worth trying again."""
    charge = payment.charge(9000)
    for words, checkout, ruin in _troubles(student, payment, evidence):
        made = checkout.refund(charge.id, 200)
        assert made["amount"] == 200, explain("the service's answer to the refund", f"`refund` returned {made}")
        ruin()
        with student.raises("ServiceUnavailableError") as caught:
            checkout.refund(charge.id, 300)
        text, retry_after = caught.value.text, caught.value.retry_after
        least = 29.5 if words == "the circuit is open" else 0
        assert least <= retry_after, explain(
            f"`retry_after` to be {'the 30 s that are left' if least else '0 or more'} when {words}",
            f"it is {retry_after!r}",
        )
        assert text, explain("a message for the customer", "it is empty")
        leaks = [word for word in ("payment.test", "http", "Error", "Traceback") if word in text]
        assert not leaks, explain(
            "a message that a customer can read", f"it is {text!r}", try_next="no host, no address, no class name"
        )


@pytest.mark.task("fallbacks", needs="test_counts_5xx")
def test_leaves_an_open_service_alone(student, clock, network, payment, evidence):
    """With the circuit open, no fallback sends anything to the service, and none takes time."""
    checkout, client = _checkout(student, evidence)
    charge = payment.charge(900)
    checkout.receipt(charge.id)
    _break(client, payment)
    before, started = len(network.requests(payment.host)), clock.elapsed
    checkout.receipt(charge.id)
    checkout.methods()
    checkout.pay("order-1", 500)
    checkout.deliver()
    with student.raises("ServiceUnavailableError"):
        checkout.refund(charge.id, 100)
    sent = len(network.requests(payment.host)) - before
    assert sent == 0, explain(
        "no request while the circuit is open", f"{sent} were sent", try_next="send all by the client given"
    )
    waited = clock.elapsed - started
    assert waited == 0, explain("the fallbacks at once", f"they took {waited:.1f} s")


# ----------------------------------------------------------------------------------------------- concurrency


@pytest.mark.task("concurrency", points=2, needs="test_opens_when_the_failures_reach_the_threshold")
def test_counts_every_failure_of_calls_at_once(bench, student):
    """Failures of several threads at once are all counted."""
    for threads in (4, 9):
        desk = bench(failure_threshold=threads)
        desk.succeed()
        desk.service.up = False
        results = student.together(*[partial(desk.breaker.call, desk.service.ask) for _ in range(threads)])
        failed = sum(isinstance(each, StudentError) and "ConnectionError" in each.names for each in results)
        assert threads == failed, explain(
            f"all {threads} calls to be made and to fail with the function's exception", f"{failed} did"
        )
        desk.expect(
            "open",
            after=f"{threads} failures at once",
            try_next="reading a count and writing it back are two steps; what may come between them?",
        )


@pytest.mark.task("concurrency", needs="test_lets_no_more_than_the_probes_through")
def test_counts_every_probe_of_calls_at_once(student, clock, network, payment, evidence):
    """Probes that succeed at the same moment are all counted, and the circuit closes."""
    for probes in (3, 6):
        client = _client(student, evidence, probes=probes)
        _break(client, payment)
        network.latency(payment.host, 0.5)
        clock.advance(30.5)
        student.together(*[_ask(client) for _ in range(probes)])
        _expect_state(client, "closed", f"{probes} of {probes} probes at once", try_next="is a success lost?")


@pytest.mark.task("concurrency", needs="test_counts_5xx")
def test_has_one_breaker_even_when_first_asked_at_once(student, payment):
    """Threads that are the first to call a service share one breaker."""
    payment.outage(status(500))
    for threads in (3, 4):
        client = student.GuardedClient(failure_threshold=threads)
        # Two ways in, so that the threads are not in step: else each might find what the last of them has made.
        looks = [partial(client.breaker, f"{PAYMENT}/methods") for _ in range(threads)]
        results = student.together(*looks, *[_ask(client) for _ in range(threads)])
        answered = sum(not isinstance(each, StudentError) for each in results)
        assert 2 * threads == answered, explain("no call to be refused", f"{2 * threads - answered} were")
        now = client.breaker(f"{PAYMENT}/methods")
        others = sum(each != now for each in results[:threads])
        assert others == 0, explain(
            expected=f"one breaker for {PAYMENT}, the same one for every thread",
            happened=f"{others} of {threads} threads were given another one",
            try_next="look up and enter a breaker in one step",
        )
        _expect_state(client, "open", f"{threads} failures at once", try_next="did they all use one breaker?")


@pytest.mark.task("concurrency", needs="test_counts_5xx")
def test_calls_do_not_wait_for_each_other(student, clock, network, payment, evidence):
    """Calls through one breaker run side by side."""
    client = _client(student, evidence)
    _expect_status(client, 200)
    network.latency(payment.host, 1)
    before = clock.elapsed
    student.together(*[_ask(client) for _ in range(5)])
    took = clock.elapsed - before
    assert took == pytest.approx(1, abs=0.5), explain(
        expected="five calls of 1 s each, made at once, to take about 1 s",
        happened=f"they took {took:.1f} s",
        why="a breaker that lets one caller in at a time is itself what slows everybody down",
        try_next="hold the lock while you count, not while you call",
    )


def _slow_call_across_an_opening(student, network, payment, evidence, timeout):
    """A call of 46 s that was let through while closed; three others open the circuit in its first second."""
    client = _client(student, evidence, timeout=timeout)
    _expect_status(client, 200)
    network.latency(payment.host, 1)
    payment.plan(delay(45, path="/methods"), *[status(500, path="/charges")] * 3)
    others = [partial(client.request, "GET", f"{PAYMENT}/charges") for _ in range(3)]
    student.together(_ask(client), *others)
    arrived = len(network.requests(payment.host)) - 1
    assert arrived == 4, explain("all four calls at once to be let through", f"{arrived} were")
    return client


@pytest.mark.task(
    "concurrency",
    needs=("test_calls_do_not_wait_for_each_other", "test_counts_every_failure_of_calls_at_once"),
)
def test_a_late_success_does_not_close(student, network, payment, evidence):
    """A call let through before the circuit opened is no probe, however it ends."""
    client = _slow_call_across_an_opening(student, network, payment, evidence, timeout=60)
    found = client.breaker(PAYMENT).state
    assert found in ("open", "half_open"), explain(
        expected="the circuit to wait for a probe",
        happened=f"a call from before it opened ended well, and now it is {found!r}",
        try_next="note at the start of a call in which period it was let through",
    )


@pytest.mark.task(
    "concurrency",
    needs=("test_calls_do_not_wait_for_each_other", "test_counts_every_failure_of_calls_at_once"),
)
def test_a_late_failure_does_not_reopen(student, network, payment, evidence):
    """A failure that comes late says nothing about now, and does not keep the circuit open."""
    client = _slow_call_across_an_opening(student, network, payment, evidence, timeout=40)
    network.latency(payment.host, 0)
    try:
        found = client.request("GET", f"{PAYMENT}/methods").status_code
    except StudentError as error:
        if "CircuitOpenError" not in error.names:
            raise
        found = error.name
    assert found == 200, explain(
        expected="a probe to be let through, since the circuit opened more than 30 s ago",
        happened=f"a call from before it opened failed, and now the answer is {found}",
        try_next="note at the start of a call in which period it was let through",
    )
    _expect_state(client, "closed", "a probe that succeeded")


PROBED_DELIVERY = (
    "test_closes_only_when_all_probes_have_succeeded",
    "test_lets_no_more_than_the_probes_through",
    "test_queues_a_payment_for_later",
    "test_leaves_an_open_service_alone",
)


def _late_call_amid_probes(student, clock, network, payment, evidence, late, timeout):
    """Besides the late call, and after the opening, a delivery goes on with its second order: the first of 2 probes.

    At 0 s all five calls are let through; at 1 s three fail and the circuit opens; at 33 s the delivery gets its
    first answer and sends the next order, which is answered at 34 s; after that the late call ends.
    """
    checkout, client = _checkout(student, evidence, timeout=timeout, probes=2)
    payment.plan(status(503), status(503))
    for order in ("order-1", "order-2"):
        checkout.pay(order, 500)
    clock.advance(61)
    network.latency(payment.host, 1)
    payment.plan(late, delay(32, path="/charges"), *[status(500, path="/refunds")] * 3)
    others = [partial(client.request, "GET", f"{PAYMENT}/refunds/1") for _ in range(3)]
    results = student.together(_ask(client), partial(checkout.deliver), *others)
    assert results[1] == 2, explain("two orders to be delivered", f"`deliver` came back with {results[1]}")
    return client


@pytest.mark.task("concurrency", needs=("test_a_late_success_does_not_close", *PROBED_DELIVERY))
def test_a_late_success_is_no_probe(student, clock, network, payment, evidence):
    """While the probes are under way, a call from before the opening that ends well is not one of them."""
    late = delay(45, path="/methods")
    client = _late_call_amid_probes(student, clock, network, payment, evidence, late, timeout=60)
    _expect_state(client, "half_open", "one probe of two and a late success")
    _expect_status(client, 200)
    _expect_state(client, "closed", "the second probe")


@pytest.mark.task("concurrency", needs=("test_a_late_failure_does_not_reopen", *PROBED_DELIVERY))
def test_a_late_failure_is_no_probe(student, clock, network, payment, evidence):
    """While the probes are under way, a call from before the opening that fails does not end them."""
    late = hang(path="/methods")
    client = _late_call_amid_probes(student, clock, network, payment, evidence, late, timeout=40)
    _expect_state(client, "half_open", "one probe of two and a late failure")
    _expect_status(client, 200)
    _expect_state(client, "closed", "the second probe")
