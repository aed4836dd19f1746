"""Task ``retry``: which outcomes are tried again, for which requests, and how often."""

from __future__ import annotations

import json

import httpx
import pytest

from grader.suite import delay, drop, explain, hang, refuse, reset, status

from .support import API, TWICE, expect_equal, meeting, near, outcome, serve, shown, tries_of

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE")
UNSAFE = ("POST", "PATCH", "LOCK")
TIMEOUTS = (httpx.ReadTimeout, httpx.WriteTimeout)
BREAKS = (httpx.ReadError, httpx.WriteError, httpx.CloseError, httpx.RemoteProtocolError)
OTHERS = (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.ProxyError, httpx.DecodingError, ValueError)
REPEATED = (408, 429, 500, 502, 503, 504)
UNANSWERED = {"ReadError": reset, "RemoteProtocolError": drop, "ReadTimeout": hang}


@pytest.fixture
def client(student, network):
    """A client of three tries without jitter, and a service for it."""
    serve(network)
    return student.Client(attempts=3, base=0)


@pytest.mark.task("retry", spec="`GET`, `HEAD`, `OPTIONS`, `TRACE`, `PUT`, `DELETE`, and no other")
def test_repeats_every_idempotent_method(client, network):
    """GET, HEAD, OPTIONS, TRACE, PUT and DELETE are tried again, after a 503 as well as after a broken connection."""
    for method in SAFE:
        for fault in (status(503), reset(), drop(), hang()):
            network.script("api.test", fault)
            found = tries_of(network, client.request, method, f"{API}/orders")
            expect_equal(found, (200, 2), of=f"answer and tries of {method} after {fault.kind}")


@pytest.mark.task(
    "retry", spec=("if it is safe to repeat: the work may have been done", "Without a key there is no such header.")
)
def test_does_not_repeat_other_methods(client, network):
    """POST, PATCH and LOCK without a key are sent once when the service may have done the work."""
    for method in UNSAFE:
        for code in REPEATED:
            network.script("api.test", status(code))
            found = tries_of(network, client.request, method, API)
            expect_equal(found, (code, 1), of=f"answer and tries of {method} that met {code}", why=TWICE)
        for name, fault in UNANSWERED.items():
            network.script("api.test", fault())
            found = tries_of(network, client.request, method, API)
            expect_equal(found, (name, 1), of=f"exception and tries of {method} that met {name}", why=TWICE)
    keys = [each.request.headers.get("idempotency-key") for each in network.requests("api.test")]
    expect_equal(set(keys), {None}, of="Idempotency-Key headers of calls without a key")


@pytest.mark.task(
    "retry",
    spec=(
        (
            "if it has an `idempotency_key`, whatever its method. That key is sent as the header "
            "`Idempotency-Key`, the same one in every try."
        ),
        "What was handed in, such as a dict of `headers`, is not changed.",
    ),
)
def test_repeats_anything_that_has_a_key(client, network):
    """With an idempotency key any method is repeated, with the same key in each try, and a call's own key."""
    for method in (*UNSAFE, "GET", "PUT"):
        for key, faults in (("order-7", [status(503), reset()]), ("order-8", [hang(), drop()])):
            before = len(network.requests("api.test"))
            network.script("api.test", *faults)
            found = outcome(client.request, method, f"{API}/orders", idempotency_key=key, json={"a": 1})
            keys = [each.request.headers.get("idempotency-key") for each in network.requests("api.test")[before:]]
            expect_equal((found, keys), (200, [key] * 3), of=f"answer of {method}, and the key of each try")
    headers = {"X-Shop": "eu"}
    for options, key in (({"idempotency_key": "order-9"}, "order-9"), ({}, None)):
        outcome(client.request, "POST", API, headers=headers, **options)
        sent = network.requests("api.test")[-1].request.headers
        words = "key of a call, and the headers that were handed in; the next call has the same ones and no key"
        expect_equal((sent.get("idempotency-key"), headers), (key, {"X-Shop": "eu"}), of=words)


@pytest.mark.task("retry", spec="an answer of 408, 429, 500, 502, 503 or 504 | if it is safe to repeat")
def test_repeats_after_each_passing_status(client, network):
    """Answers of 408, 429, 500, 502, 503 and 504 are tried again."""
    for code in REPEATED:
        network.script("api.test", status(code), status(code))
        found = tries_of(network, client.request, "GET", API)
        expect_equal(found, (200, 3), of=f"answer and tries after two answers of {code}")


@pytest.mark.task(
    "retry",
    spec=(
        "any other answer: 2xx, 3xx, 4xx such as 409 and 425, 5xx such as 501 and 505 | never",
        "Redirects are not followed.",
    ),
)
def test_repeats_after_no_other_status(client, network):
    """Every other answer is the caller's at once; a redirect is not followed."""
    elsewhere = {"Location": f"{API}/elsewhere"}
    for code in (*range(200, 209), *range(300, 309), *range(400, 600)):
        if code not in REPEATED:
            network.script("api.test", status(code, headers=elsewhere))
            found = tries_of(network, client.request, "GET", API)
            expect_equal(found, (code, 1), of=f"answer and tries after {code}", why="trying again changes nothing")


@pytest.mark.task(
    "retry",
    spec=(
        "no connection: `httpx.ConnectError`, `ConnectTimeout`, `PoolTimeout` | always",
        (
            "no answer: `httpx.ReadTimeout`, `WriteTimeout`, `ReadError`, `WriteError`, `CloseError`, "
            "`RemoteProtocolError`"
        ),
    ),
)
def test_repeats_after_each_trouble_of_the_connection(client, network):
    """Without a connection every request is tried again, as nothing was sent; without an answer only a safe one."""
    for error in (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
        for method in ("GET", "POST"):
            found = meeting(client, method, error)
            expect_equal(found, (200, 2), of=f"answer and tries of {method} after {error.__name__}")
    for error in (*TIMEOUTS, *BREAKS):
        found = meeting(client, "PUT", error), meeting(client, "POST", error, idempotency_key="key")
        expect_equal(found, ((200, 2), (200, 2)), of=f"PUT, and POST with a key, after {error.__name__}")
        found = meeting(client, "POST", error)
        expect_equal(found, (error.__name__, 1), of=f"outcome and tries of POST without a key after {error.__name__}")
    for method in (*UNSAFE, "GET"):
        for name, fault in (("ConnectError", refuse()), ("ConnectTimeout", hang(connecting=True))):
            network.script("api.test", fault)
            found = tries_of(network, client.request, method, API)
            expect_equal(found, (200, 2), of=f"answer and tries of {method} after {name}")


@pytest.mark.task("retry", spec="any other exception, such as `httpx.UnsupportedProtocol` | never")
def test_repeats_after_no_other_exception(client):
    """An exception that is no trouble of the connection is raised as it is at once."""
    expect_equal(outcome(client.request, "GET", API), 200, of="answer of a service that works")
    for error in OTHERS:
        for method, key in (("GET", None), ("POST", "key"), ("POST", None)):
            found = meeting(client, method, error, idempotency_key=key)
            expect_equal(found, (error.__name__, 1), of=f"outcome and tries of {method} that met {error.__name__}")


@pytest.mark.task(
    "retry",
    spec=(
        "There are `attempts` tries in all. The outcome of the last one is the caller's: the answer is "
        "returned, httpx's exception is raised as it is."
    ),
)
def test_stops_after_its_attempts(student, network):
    """After the last try its answer is returned, or its exception raised as it is; four tries unless told otherwise."""
    serve(network)
    lasts = ((status(502), 502), (reset(), "ReadError"), (hang(), "ReadTimeout"), (refuse(), "ConnectError"))
    wanted = (({"attempts": 1}, 1), ({"attempts": 2}, 2), ({}, 4), ({"attempts": 6}, 6))
    clients = [(student.Client(base=0, deadline=100, **settings), settings, tries) for settings, tries in wanted]
    for client, settings, attempts in clients:
        for last, name in lasts:
            network.script("api.test", *[status(503)] * (attempts - 1), last)
            found = tries_of(network, client.request, "GET", API)
            expect_equal(found, (name, attempts), of=f"the last outcome, and tries with {settings or 'the defaults'}")


@pytest.mark.task(
    "retry",
    spec=(
        "Each try sends the same request: method, URL, headers, body.",
        "A form (`files`) keeps its boundary, and a cookie that one try's answer sets is not in the next try.",
    ),
)
def test_sends_the_same_request_again(client, network):
    """Each try has the method, URL, headers and body of the call; what was answered before changes nothing."""
    common = {"params": {"dry": "1"}, "headers": {"X-Shop": "eu"}, "auth": ("jane", "s3")}
    cookie = status(503, headers={"Set-Cookie": "basket=7"})
    for method, kind, more in (
        ("PUT", "application/json", {"json": {"shoes": 2}}),
        ("POST", "application/json", {"json": {"shoes": 2}, "idempotency_key": "order-7"}),
        ("PUT", "text/plain", {"content": b"two shoes", "headers": {"X-Shop": "eu", "Content-Type": "text/plain"}}),
        ("PUT", "multipart/form-data", {"files": {"label": b"two shoes"}}),
    ):
        since = len(network.requests("api.test"))
        network.script("api.test", cookie, reset())
        answer = client.request(method, f"{API}/orders/7", **{**common, **more})
        expect_equal(answer.json(), {"path": "/orders/7"}, of="the service's answer")
        tries = [each.request for each in network.requests("api.test")[since:]]
        for sent in tries:
            found = sent.method, str(sent.url), sent.headers.get("x-shop"), "authorization" in sent.headers
            expect_equal(found, (method, f"{API}/orders/7?dry=1", "eu", True), of="method, URL, X-Shop, authorized")
            sort, body = sent.headers.get("content-type", "").partition(";")[0], sent.content
            sound = json.loads(body or b"null") == more["json"] if "json" in more else b"two shoes" in body
            expect_equal(
                (sort, sound), (kind, True), of=f"sort of body, and whether it is that of the call by {method}"
            )
        alike = [(dict(sent.headers), sent.content) == (dict(tries[0].headers), tries[0].content) for sent in tries]
        expect_equal(alike, [True] * 3, of=f"tries with the headers and the body of the first one, {kind}")
    network.script("api.test", status(503))
    outcome(client.request, "PUT", API, headers=[("X-Tag", "b"), ("X-Shop", "eu"), ("X-Tag", "a")])
    found = [each.request.headers.get_list("x-tag") for each in network.requests("api.test")[-2:]]
    expect_equal(found, [["b", "a"]] * 2, of="values of X-Tag, which is twice in a list of headers, in two tries")


@pytest.mark.task(
    "retry",
    spec="In one try httpx waits `timeout` seconds and no longer, for the connection as well as for the answer.",
)
def test_waits_no_longer_than_its_timeout(student, network):
    """In one try the client waits ``timeout`` seconds for the connection or the answer: two unless told otherwise."""
    serve(network)
    for settings, seconds in (({}, 2.0), ({"timeout": 0.7}, 0.7), ({"timeout": 6}, 6.0)):
        for fault in (hang(), hang(connecting=True)):
            client = student.Client(attempts=1, **settings)
            network.script("api.test", fault)
            outcome(client.request, "GET", API)
            took = network.requests("api.test")[-1].seconds
            assert near(took, seconds), explain(
                f"a try of {shown(seconds)} with {settings or 'the defaults'}", f"it took {shown(took)}"
            )
    network.script("api.test", delay(5.5))
    found = outcome(student.Client(attempts=1, timeout=6).request, "GET", API)
    expect_equal(found, 200, of="an answer after 5.5 s with a timeout of 6 s")


@pytest.mark.task(
    "retry",
    spec=(
        "sends `POST {base_url}/charges` with the JSON fields `amount` and `reference` through the client",
        "If the answer that `request` gives is 4xx or 5xx, `charge` raises `httpx.HTTPStatusError`",
    ),
)
def test_charges_through_its_client(student, network, payment):
    """A charge goes through the client to ``base_url``; its id comes back, and an error is an HTTPStatusError."""
    network.serve("pay.test", lambda request: httpx.Response(201, json={"id": "ch-9"}))
    client = student.Client(attempts=1)
    for amount, reference in ((1250, "order-7"), (999, "order-8")):
        found = student.Payments(client).charge(amount, reference)
        made = payment.charges[-1]
        expect_equal(
            (found, amount, reference), (made.id, made.amount, made.reference), of="id, amount and reference charged"
        )
    found = student.Payments(client, "http://pay.test:8080/eu").charge(5, "order-9")
    asked = str(network.requests("pay.test")[-1].request.url)
    expect_equal((found, asked), ("ch-9", "http://pay.test:8080/eu/charges"), of="id and URL at another base_url")
    network.script("payment.test", status(503))
    found = outcome(student.Payments(client).charge, 1, "order-10")
    expect_equal(found, "HTTPStatusError", of="outcome of an answer of 503 through a client of one try")
    network.script("payment.test", refuse())
    expect_equal(
        outcome(student.Payments(client).charge, 1, "order-11"), "ConnectError", of="outcome without a connection"
    )
    codes = [201]
    network.serve("pay.test", lambda request: httpx.Response(codes[-1], json={"id": "ch-1"}))
    payments = student.Payments(student.Client(attempts=2, base=0), "http://pay.test")
    expect_equal(payments.charge(100, "order-1"), "ch-1", of="id of a charge that was made")
    for code in (400, 402, 404, 409, 422, 429, 500, 501, 503):
        codes.append(code)
        with student.raises("HTTPStatusError", tried=f"answers of {code}"):
            payments.charge(100, "order-2")


@pytest.mark.task(
    "retry",
    spec=(
        "it has **one** idempotency key, the same in every try; each further call",
        "has a **new** key of 1 to 255 printable ASCII characters.",
    ),
)
def test_makes_a_key_for_each_charge(student, network, payment):
    """A charge has one key in all its tries, and every further charge has another, in other processes too."""
    for one in (student, student.another()):
        payments = one.Payments(one.Client(base=0))
        for _ in range(2):
            network.script("payment.test", reset(), hang(after_work=True))
            payments.charge(500, "order-7")
    keys = [each.request.headers.get("idempotency-key") or "" for each in network.requests("payment.test")]
    calls = [keys[first : first + 3] for first in range(0, 12, 3)]
    assert [len(set(call)) for call in calls] == [1] * 4, explain("one key in the three tries of a charge", f"{calls}")
    expect_equal(len(set(keys)), 4, of="keys of four charges", why="the second payment is taken for the first")
    sound = all(0 < len(key) < 256 and key.isascii() and key.isprintable() for key in keys)
    assert sound, explain("keys of 1 to 255 printable ASCII characters", f"{keys}")
    expect_equal(len(payment.charges), 4, of="charges made by four calls", why="the customer pays twice")
    network.serve("pay.test", lambda request: httpx.Response(201, json={"id": "ch-9"}))
    for reference in ("größe 密", "r" * 300):
        found = outcome(student.Payments(student.Client(), "http://pay.test").charge, 5, reference)
        key = network.requests("pay.test")[-1].request.headers.get("idempotency-key") if found == "ch-9" else found
        sound = found == "ch-9" and 0 < len(key) < 256 and key.isascii() and key.isprintable()
        assert sound, explain("a key of 1 to 255 printable ASCII characters", f"{key!r}", tried=f"{reference[:20]!r}")
    failing = student.Payments(student.Client(base=0, attempts=1))
    network.script("payment.test", status(503))
    outcome(failing.charge, 500, "order-7")
    failing.charge(500, "order-7")
    first, second = (each.request.headers.get("idempotency-key") for each in network.requests("payment.test")[-2:])
    assert first != second, explain("another key for the call after one that failed", f"{first} both times")
