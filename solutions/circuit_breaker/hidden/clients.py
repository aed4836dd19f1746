"""What the suite's files share of clients, of services that they ask, and of checkouts in trouble."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import httpx

from grader.suite import StudentError, explain, hang, refuse, reset, status

PAYMENT = "http://payment.test"
CODES = "http://codes.test"
EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE")
SUCCESSES = (200, 201, 202, 204, 206, 300, 301, 302, 303, 304, 307, 308)
REFUSALS = (400, 401, 402, 403, 404, 405, 409, 410, 418, 422, 429, 451, 499)
EVERY_5XX = (500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511, 520, 599)
OPTIONS = {
    "json": ({"a": [1]}, "body", b'{"a":[1]}'),
    "data": ({"b": "2"}, "body", b"b=2"),
    "content": (b"c=3", "body", b"c=3"),
    "params": ({"d": "4"}, "x-query", "d=4"),
    "headers": ({"x-order": "5"}, "x-order", "5"),
    "auth": (("jane", "secret"), "x-who", "Basic amFuZTpzZWNyZXQ="),
}
"""Of httpx: a value for each, where it shows in the answer of ``echo``, and as what."""


def codes(request: httpx.Request) -> httpx.Response:
    """Answers with the status in the path, as in ``/404``."""
    return httpx.Response(int(request.url.path[1:]), headers={"location": f"{CODES}/200"})


def echo(request: httpx.Request) -> httpx.Response:
    """Answers with what has arrived."""
    url, headers = request.url, request.headers
    marks = {"x-order": headers.get("x-order", ""), "x-path": url.path, "x-query": url.query.decode()}
    marks["x-who"] = headers.get("authorization", "")
    return httpx.Response(207, content=request.method.encode() + b" " + request.content, headers=marks)


def make_client(student, evidence, **settings):
    """A guarded client that opens at the third failure."""
    client = student.GuardedClient(**{"failure_threshold": 3, "window": 60, "open_for": 30, **settings})
    breaker = client.breaker(f"{PAYMENT}/methods")
    evidence.watch("breaker of payment.test", lambda: breaker.state)
    return client


def ask(client, method="GET", path="/methods", host=PAYMENT, **options):
    """What became of a request: the response, or the exception."""
    try:
        return client.request(method, host + path, **options)
    except StudentError as error:
        if "NotImplementedError" in error.names:
            raise
        return error


def asking(client):
    """One request, to be made together with others."""
    return partial(client.request, "GET", f"{PAYMENT}/methods")


def open_circuit(client, host=PAYMENT) -> None:
    """Let calls through a client's breaker fail until it is open, without sending anything."""
    breaker = client.breaker(f"{host}/methods")
    made = []

    def break_down() -> None:
        made.append(host)
        raise ConnectionError("no answer")

    for number in range(8):
        if breaker.state == "open":
            return
        try:
            breaker.call(break_down)
        except StudentError:
            if len(made) <= number:  # it is not the function's, which was not called
                raise
    expect_state(client, "open", "eight failures of calls through it, and three should do", host)


def expect_answer(client, code, what="", method="GET", path="/methods", host=PAYMENT) -> None:
    """Send a request that has to be answered with this status."""
    found = said(ask(client, method, path, host))
    assert str(code) == found, explain(
        f"the service's own answer, {code}{what and ', '}{what}", f"what came back was {found}"
    )


def said(outcome) -> str:
    """An outcome of a request in words."""
    return outcome.said if isinstance(outcome, StudentError) else str(getattr(outcome, "status_code", repr(outcome)))


def expect_state(client, state, after, host=PAYMENT, try_next="") -> None:
    """Look at the state of a host's breaker."""
    found = client.breaker(f"{host}/methods").state
    assert state == found, explain(
        f"the breaker of {host} to be {state!r} after {after}", f"it is {found!r}", try_next=try_next
    )


TROUBLES = {
    "the circuit is open": status(503),
    "the answer is 500": status(500),
    "nobody listens": refuse(),
    "the connection breaks": reset(after_work=False),
    "no answer comes": hang(),
    "no connection comes about": hang(connecting=True),
}
"""The ways in which the payment service can't be had."""

CHARGE = {"amount": 70, "currency": "EUR", "source": "tok_visa", "status": "succeeded", "refunded": 0}
BANK = {
    "GET /v1/methods": {"methods": ["swift"]},
    "GET /v1/charges/ch_7": {"id": "ch_7", "reference": "order-0", "created": "2026-01-05T08:00:00Z", **CHARGE},
    "POST /v1/charges": {"id": "ch_8", "reference": "order-1", "created": "2026-01-05T09:00:00Z", **CHARGE},
    "POST /v1/charges/ch_7/refunds": {"id": "re_9", "charge": "ch_7", "amount": 5, "created": "2026-01-05T09:00:00Z"},
}
"""Another payment service, and what it answers."""


def make_checkout(student, evidence, **settings):
    """A checkout, and its client, which opens at the third failure."""
    client = make_client(student, evidence, **settings)
    return student.Checkout(client), client


def troubles(student, payment, evidence) -> Iterator[tuple[str, object, Callable[[], None]]]:
    """For each way in which the service can't be had: its words, a new checkout, what brings it on."""
    for words, fault in TROUBLES.items():
        payment.recover()
        checkout, client = make_checkout(student, evidence)
        yield words, checkout, partial(ruin, payment, evidence, client, words, fault)


def ruin(payment, evidence, client, words, fault) -> None:
    """Let the service be in trouble from now on."""
    evidence.note(f"from now on {words}")
    if words == "the circuit is open":
        open_circuit(client)
    payment.outage(fault)


def attempt(function, *arguments) -> None:
    """A call whose outcome is not looked at here."""
    try:
        function(*arguments)
    except StudentError as error:
        if "NotImplementedError" in error.names:
            raise


def expect_unavailable(student, words, function, *arguments) -> StudentError:
    """The ``ServiceUnavailableError`` that a call has to raise when the service can't be had."""
    hint = f"this is what the caller gets when {words} and there is nothing else to give"
    with student.raises("ServiceUnavailableError", try_next=hint) as caught:
        function(*arguments)
    return caught.value


def expect_for_a_customer(error, words) -> None:
    """What a ``ServiceUnavailableError`` says has to be for a customer."""
    assert error.retry_after >= 0, explain(
        f"`retry_after` to be 0 or more when {words}", f"it is {error.retry_after!r}"
    )
    assert error.text.strip(), explain(f"a message for the customer when {words}", "it is empty")
    leaks = re.search(r"payment\.test|https?://|\wError|\wTimeout", error.text)
    assert not leaks, explain(
        f"a message that a customer can read when {words}",
        f"it is {error.text!r}",
        try_next="no host, no address, no class name",
    )


def shown(checkout, charge_id) -> object:
    """What `receipt` comes to: the receipt, or an exception in words."""
    try:
        return checkout.receipt(charge_id)
    except StudentError as error:
        if "NotImplementedError" in error.names:
            raise
        return error.said


def expect_last_known(checkout, receipt, when) -> None:
    """A receipt has to be shown as `receipt` last got it; whether it is marked as stale is not looked at here."""
    found = shown(checkout, receipt["id"])
    same = isinstance(found, dict) and {**receipt, "stale": True} == {**found, "stale": True}
    assert same, explain(
        f"the receipt as `receipt` last got it, {when}: {receipt}",
        f"what came back was {found}",
        try_next="only an answer that `receipt` gets may change what is cached",
    )


def expect_refused(student, words, function, *arguments) -> None:
    """The ``PaymentRefusedError`` that a call has to raise for an answer of 4xx."""
    with student.raises("PaymentRefusedError", why=f"{words} is an answer, and a fallback would hide it"):
        function(*arguments)


def expect_successes(client, clock, codes) -> None:
    """Each of these answers comes back, opens nothing, and is a good probe. The client opens at the first failure."""
    hint = "what is no failure is a success"
    for code in codes:
        expect_answer(client, code, "not what it leads to" if code // 100 == 3 else "", path=f"/{code}", host=CODES)
        expect_state(client, "closed", f"an answer of {code}", CODES, hint)
    for code in codes:
        open_circuit(client, CODES)
        clock.advance(30.5)
        expect_answer(client, code, "to a probe", path=f"/{code}", host=CODES)
        expect_state(client, "closed", f"a probe answered with {code}", CODES, hint)
