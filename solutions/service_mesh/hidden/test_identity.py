"""Task ``identity``: who calls is what the certificate says, and only whom a rule admits comes in."""

from __future__ import annotations

import copy
import datetime as dt
from functools import partial

import httpx
import pytest

from grader.suite import drop, explain, hang, refuse, reset

from .certificates import called_by, certificate, connection
from .support import expect

ORDERS = "spiffe://shop.test/orders"
PROXY = "X-Forwarded-Client-Cert"
APP = "http://app.test:8080"
ANYBODY = [{"principal": ORDERS}]
WHO = "look at each of the rules for a SPIFFE ID in turn"


def refuses(student, pem: str, tried: str, **settings) -> None:
    """A certificate that says of nobody who it is."""
    with student.raises("IdentityError", why="a name that is not sure is no name", try_next=WHO, tried=tried):
        student.peer_id(pem, **settings)


def stand_before(student, network, allow=ANYBODY, **settings):
    """A client of the incoming sidecar of an application, which answers with what it got."""
    network.serve("app.test", lambda request: httpx.Response(200, json=request.headers.get_list(PROXY)))
    return student.app(student.inbound(APP, allow, **settings))


@pytest.mark.task("identity", spec="returns the SPIFFE ID of a certificate as it stands there")
def test_reads_the_identity(student):
    """The identity of a caller is the SPIFFE ID in its certificate, as it stands there."""
    for path in ("orders", "ns/prod/sa/orders", "A-b_c.d/7", ".../..a"):
        for extra in ({}, {"dns": ["stock.test"], "cn": "stock"}, {"ca": False}):
            found = student.peer_id(certificate(f"spiffe://shop.test/{path}", **extra))
            expect("the identity", f"spiffe://shop.test/{path}", found, tried=f"{extra}")


@pytest.mark.task(
    "identity", spec="It has exactly **one** URI among its subject alternative names, of whatever scheme."
)
def test_wants_exactly_one_uri(student):
    """A certificate without a URI, or with more than one, names nobody."""
    expect("the identity", ORDERS, student.peer_id(certificate(ORDERS)))
    other = "spiffe://shop.test/stock"
    for uris in (
        [ORDERS, other],
        [ORDERS, "https://shop.test/orders"],
        ["https://shop.test", ORDERS],
        [ORDERS, ORDERS],
    ):
        refuses(student, certificate(*uris), f"the URIs {uris}")
    refuses(student, certificate(dns=["orders.shop.test"], cn=ORDERS), "a DNS name and the ID as common name")
    refuses(student, certificate(cn="orders", names=False), "a common name alone")


@pytest.mark.task("identity", spec="So no port, no query, no fragment, no `/` at the end.")
def test_wants_a_well_formed_identity(student):
    """A URI is an identity only if it is spiffe://, a trust domain and one or more segments, and nothing else."""
    expect("the identity", ORDERS, student.peer_id(certificate(ORDERS)))
    for path in (
        "",
        "/",
        "/orders/",
        "//orders",
        "/a//b",
        "/orders?x=1",
        "/orders#x",
        ":8443/orders",
        "/a%2Fb",
        "/a b",
    ):
        refuses(student, certificate(f"spiffe://shop.test{path}"), f"spiffe://shop.test{path}")
    for path in ("/.", "/..", "/a/../b", "/./a", "/a:b", "/a~b", "/orders\n"):
        refuses(student, certificate(f"spiffe://shop.test{path}"), f"spiffe://shop.test{path!r}")
    for uri in (
        "https://shop.test/orders",
        "SPIFFE://shop.test/orders",
        "spiffe:/shop.test/orders",
        "xspiffe://shop.test/orders",
        "shop.test/orders",
    ):
        refuses(student, certificate(uri), uri)


@pytest.mark.task("identity", spec="The URI is `spiffe://`, then the trust domain, exactly, then a path")
def test_knows_its_trust_domain_only(student):
    """An identity of another trust domain is none here, however similar its name."""
    found = student.peer_id(certificate("spiffe://bank.test/pay"), trust_domain="bank.test")
    expect("the identity in a trust domain that was given", "spiffe://bank.test/pay", found)
    for domain in (
        "bank.test",
        "shop.test.evil",
        "evil.shop.test",
        "shop",
        "shopxtest",
        "evil/shop.test",
        "shop.test@evil",
        "me@shop.test",
        "SHOP.test",
    ):
        refuses(student, certificate(f"spiffe://{domain}/orders"), f"spiffe://{domain}/orders in shop.test")
    refuses(student, certificate(ORDERS), f"{ORDERS} in bank.test", trust_domain="bank.test")


@pytest.mark.task("identity", spec="valid now: from `not before` to `not after`, both moments included")
def test_looks_at_the_dates(student, clock):
    """A certificate counts from its first moment to its last one, both included."""
    begin, end = clock.now() + dt.timedelta(seconds=10), clock.now() + dt.timedelta(seconds=3610)
    pem = certificate(ORDERS, begin=begin, end=end)
    refuses(student, pem, "ten seconds before it begins")
    clock.advance(9)
    refuses(student, pem, "a second before it begins")
    for seconds, when in ((1, "at its beginning"), (3600, "at its end")):
        clock.advance(seconds)
        expect(f"the identity {when}", ORDERS, student.peer_id(pem))
    clock.advance(1)
    refuses(student, pem, "a second after its end")


@pytest.mark.task(
    "identity", spec=("The text is a certificate in PEM", "It is not an authority's (basic constraints `CA:TRUE`)")
)
def test_takes_no_authority_and_no_rubbish(student):
    """An authority's certificate names nobody, nor does what is no certificate."""
    expect("the identity", ORDERS, student.peer_id(certificate(ORDERS, ca=False)))
    refuses(student, certificate(ORDERS, ca=True), "a certificate with CA:TRUE")
    good = certificate(ORDERS)
    for text in ("", "spiffe://shop.test/orders", good[:200], good.replace("CERTIFICATE", "PUBLIC KEY"), "é"):
        refuses(student, text, f"{text[:40]!r}")


@pytest.mark.task(
    "identity",
    spec=("One rule that admits the call is enough; no rules admit nobody.", "an *empty* list admits none"),
)
def test_admits_by_rule(student):
    """A rule admits its principal, with its methods and on its paths, and nobody else."""
    allow = [
        {"principal": ORDERS, "methods": ["GET", "HEAD"], "paths": ["/items", "/prices/"]},
        {"principal": ORDERS, "methods": ["POST"], "paths": ["/reservations"]},
        {"principal": "spiffe://shop.test/audit"},
        {"principal": "spiffe://shop.test/none", "methods": []},
        {"principal": "spiffe://shop.test/nowhere", "paths": []},
        {"principal": "spiffe://shop.test/reader", "methods": ["GET"], "paths": ["/"]},
    ]
    given = copy.deepcopy(allow)
    admitted = [("orders", "GET", "/items"), ("orders", "HEAD", "/items/7/parts"), ("orders", "GET", "/prices")]
    admitted += [("orders", "GET", "/prices/7"), ("orders", "POST", "/reservations"), ("audit", "DELETE", "/x/y")]
    admitted += [("reader", "GET", "/"), ("reader", "GET", "/any"), ("orders", "GET", "/items/")]
    refused = [("orders", "POST", "/items"), ("orders", "GET", "/reservations"), ("orders", "GET", "/items-secret")]
    refused += [("orders", "GET", "/"), ("none", "GET", "/"), ("nowhere", "GET", "/"), ("reader", "POST", "/")]
    refused += [("orders2", "GET", "/items"), ("order", "GET", "/items"), ("orders/x", "GET", "/items")]
    refused += [("orders", "get", "/items"), ("orders", "GET", "/v1/items"), ("orders", "GET", "/Items")]
    refused += [("orders", "GET", "/prices2"), ("mallory", "GET", "/items"), ("orders", "DELETE", "/items")]
    for wanted, cases in ((True, admitted), (False, refused)):
        for name, method, path in cases:
            found = student.is_allowed(allow, f"spiffe://shop.test/{name}", method, path)
            expect(f"whether {name} may {method} {path}", wanted, found)
    expect("the rules afterwards", given, allow)
    expect("whether anybody may do anything without rules", False, student.is_allowed([], ORDERS, "GET", "/items"))


@pytest.mark.task("identity", spec="A path with a segment `.` or `..` is admitted by no rule.")
def test_admits_no_way_around_a_rule(student):
    """A path that climbs out of what a rule admits is not admitted, not even where every path is."""
    for rules in ([{"principal": ORDERS, "paths": ["/items"]}], ANYBODY):
        for path, wanted in (("/items/.well-known/..a", True), ("/items/../admin", False), ("/items/./7", False)):
            expect(f"whether {path} is admitted", wanted, student.is_allowed(rules, ORDERS, "GET", path))
        expect("whether /items/.. is admitted", False, student.is_allowed(rules, ORDERS, "GET", "/items/.."))


@pytest.mark.task(
    "identity",
    spec=(
        "in place of all that the caller has sent under this name",
        "a list of PEM, the caller's own first",
    ),
)
def test_tells_the_application_who_calls(student, network):
    """The application gets an admitted call as it came, with the caller's identity in place of what it claims."""
    client = stand_before(student, network)
    claims = [(PROXY, "URI=spiffe://shop.test/admin"), (PROXY.lower(), "URI=spiffe://shop.test/root"), ("X-Mark", "5")]
    chain = connection(certificate(ORDERS), certificate("spiffe://shop.test/admin", ca=True))
    answer = client.put("/items/7?q=1", headers=claims, content=b"five", extensions=chain)
    expect("the status", 200, answer.status_code)
    expect("the identity that the application is told", [f"URI={ORDERS}"], answer.json(), why="else anybody is admin")
    got = network.requests("app.test")[-1].request
    found = (got.method, str(got.url), got.content, got.headers["x-mark"])
    expect("what arrived", ("PUT", f"{APP}/items/7?q=1", b"five", "5"), found)
    network.serve("app.test", lambda request: httpx.Response(418, text="teapot"))
    answer = client.get("/items", extensions=chain)
    expect("the application's own answer", (418, "teapot"), (answer.status_code, answer.text))


@pytest.mark.task("identity", spec="Whatever a header says of the caller decides nothing.")
def test_refuses_who_has_not_shown_who_it_is(student, network):
    """Plain text, no certificate, another's, or a claim in a header: 403, and the application hears nothing."""
    allow = [{"principal": ORDERS, "methods": ["GET"], "paths": ["/items"]}]
    client = stand_before(student, network, allow)
    ask = partial(client.get, "/items/7")
    expect("the status for an admitted caller", 200, ask(extensions=called_by("orders")).status_code)
    found = client.get("/%69tems/7", extensions=called_by("orders")).status_code
    expect("the status for /%69tems/7, which is /items/7", 200, found)
    claim = {PROXY: f"URI={ORDERS}", "X-Spiffe-Id": ORDERS, "Authorization": f"Bearer {ORDERS}"}
    shown = {"plain text": {}, "TLS alone": {"tls": {"tls_version": 0x0304}}, "no certificate": connection()}
    shown |= {"another's": called_by("mallory"), "rubbish": connection("rubbish")}
    shown["an authority's"] = connection(certificate(ORDERS, ca=True))
    shown["the second one"] = connection(certificate("spiffe://shop.test/mallory"), certificate(ORDERS))
    shown["another trust domain's"] = connection(certificate("spiffe://evil.test/orders"))
    for name, extensions in shown.items():
        expect("the status", 403, ask(headers=claim, extensions=extensions).status_code, tried=name)
    for method, path in (("POST", "/items/7"), ("GET", "/admin"), ("GET", "/items/%2e%2e/admin")):
        found = client.request(method, path, extensions=called_by("orders")).status_code
        expect("the status", 403, found, tried=f"{method} {path}, which no rule admits")
    expect("how often the application was asked", 2, len(network.requests("app.test")))


@pytest.mark.task(
    "identity",
    spec="If it breaks the connection, refuses it or takes longer than `timeout` seconds: 503.",
)
def test_says_when_the_application_does_not_answer(student, network, clock):
    """While the application is down an admitted caller gets 503, and its answer when it is back."""
    bank = [{"principal": "spiffe://bank.test/pay"}]
    client = stand_before(student, network, bank, trust_domain="bank.test", timeout=2.0)
    ask = partial(client.get, "/", extensions=connection(certificate("spiffe://bank.test/pay")))
    expect("the status", 200, ask().status_code)
    for fault in (refuse(), reset(), drop(), hang(), hang(connecting=True)):
        network.script("app.test", fault)
        expect("the status", 503, ask().status_code, tried=fault.kind)
    assert clock.elapsed < 4.5, explain("twice the timeout of 2 s at most", f"{clock.elapsed:g} s")
    network.latency("app.test", 1.8)
    expect("the status of an answer after 1.8 s", 200, ask().status_code)
    slow = stand_before(student, network)
    network.latency("app.test", 4.8)
    found = slow.get("/", extensions=called_by("orders")).status_code
    expect("the status of an answer after 4.8 s, with the default timeout", 200, found)
    network.latency("app.test", 5.5)
    expect("the status of one after 5.5 s", 503, slow.get("/", extensions=called_by("orders")).status_code)
