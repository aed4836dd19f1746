"""Task renew: short-lived certificates, and connections that outlive them."""

import json

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from grader.suite import drop, explain, hang, refuse, reset, status

from .support import leaf_of, public_bytes, same

ORDERS = "spiffe://shop.test/orders"


def asked(network):
    """Count the requests that the authority has seen."""
    return len(network.requests("ca.test"))


def keep(evidence, value):
    """Tell the report what became of the identity."""
    evidence.state("identity", value)


@pytest.mark.task(
    "renew",
    points=1,
    spec="`csr` is a signing request in PEM (PKCS#10) with the SPIFFE ID as its only subject alternative name, a URI",
)
def test_asks_the_authority_as_step_ca_wants_it(student, ca, network):
    """Each renewer sends a request for its own SPIFFE ID and lifetime, and nothing before it has to."""
    for uri, lifetime in ((ORDERS, 3600), ("spiffe://bank.test/pay", 600)):
        renewer = student.Renewer(ca.url, uri, lifetime)
        before = asked(network)
        renewer.current()
        same(asked(network) - before, 1, "the requests of the first `current`")
        request = network.requests("ca.test")[-1].request
        body = json.loads(request.content)
        csr = x509.load_pem_x509_csr(body["csr"].encode())
        names = csr.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        same((request.method, request.url.path), ("POST", "/1.0/sign"), "the request")
        same([name.value for name in names], [uri], "the names that were asked for")
        same(body["notAfter"], f"{lifetime}s", "notAfter")
        assert "PRIVATE KEY" not in request.content.decode(), "The private key never goes to the authority."


@pytest.mark.task(
    "renew",
    points=1,
    spec="`chain_pem` (all of `certChain`, joined), `key_pem` (PKCS#8, no password), `not_before` and `not_after`",
)
def test_an_identity_has_chain_key_and_times(student, ca, clock):
    """Chain, key and times belong together."""
    clock.advance(5)
    found = student.Renewer(ca.url, ORDERS, 1800).current()
    issued = ca.signed[-1]
    same(found.chain_pem == issued.chain_pem, True, "the whole chain, the leaf first")
    key = serialization.load_pem_private_key(found.key_pem.encode(), None)
    same(isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name, "secp256r1", "the curve of the key")
    same(public_bytes(key.public_key()) == public_bytes(leaf_of(found).public_key()), True, "the key of the leaf")
    same("BEGIN PRIVATE KEY" in found.key_pem, True, "PKCS#8")
    same((found.not_before, found.not_after), (clock.time(), clock.time() + 1800), "the leaf's times")


@pytest.mark.task(
    "renew",
    points=1,
    spec="Further calls return the same until **two thirds** of the time from `not_before` to `not_after` have passed",
)
def test_renews_after_two_thirds(student, ca, clock, network, evidence):
    """Nothing is asked a second before two thirds of the time, and a new identity is there at that moment."""
    for lifetime in (3600, 600):
        renewer = student.Renewer(ca.url, ORDERS, lifetime)
        first, before = renewer.current(), asked(network)
        keep(evidence, "fresh")
        clock.advance(lifetime * 2 // 3 - 1)
        same(renewer.current().chain_pem == first.chain_pem, True, "the same identity a second before")
        same(asked(network), before, "the requests by then")
        clock.advance(1)
        keep(evidence, "renewed")
        second = renewer.current()
        same(
            second.chain_pem != first.chain_pem,
            True,
            "a new identity at two thirds",
            "renewal after expiry is an outage",
        )
        same(renewer.current().chain_pem == second.chain_pem, True, "the new one from then on")
        same(asked(network), before + 1, "the requests in all")


@pytest.mark.task(
    "renew", points=1, spec="Each certificate has a **new key**, a P-256 one, and the key never goes to the authority."
)
def test_each_certificate_has_a_new_key(student, ca, clock):
    """A renewal makes a new key, and another renewer has its own."""
    renewer = student.Renewer(ca.url, ORDERS, 900)
    keys = [renewer.current().key_pem, student.Renewer(ca.url, ORDERS, 900).current().key_pem]
    clock.advance(600)
    keys.append(renewer.current().key_pem)
    assert len(set(keys)) == 3, explain(
        expected="three keys", happened=f"{len(set(keys))}", why="a stolen key would never die"
    )


@pytest.mark.task(
    "renew",
    points=1,
    spec=(
        "or answers with anything but 201, the old identity goes on while `time.time()` is not after its `not_after`",
        "`timeout` (seconds) is that of each request.",
    ),
)
def test_the_old_identity_goes_on_while_the_authority_fails(student, ca, clock, network):
    """Whatever goes wrong at the authority, callers get the identity that still holds."""
    for fault in (
        status(503),
        status(403),
        status(200, json={}),
        refuse(),
        reset(after_work=False),
        drop(after_work=False),
        hang(),
    ):
        renewer = student.Renewer(ca.url, ORDERS, 900, timeout=0.5)
        first = renewer.current()
        clock.advance(600)
        network.script("ca.test", fault)
        begin = clock.elapsed
        found = renewer.current()
        assert found.chain_pem == first.chain_pem, explain(
            expected="the old identity", happened="another", tried=f"{fault}"
        )
        assert clock.elapsed - begin <= 0.5, explain(
            expected="an end after 0.5 s", happened=f"{clock.elapsed - begin:g} s"
        )


@pytest.mark.task(
    "renew", points=1, spec="there is **no other attempt within 30 s** of the failed one; at 30 s there is."
)
def test_tries_again_after_half_a_minute(student, ca, clock, network):
    """A failed renewal is tried again at 30 s, not before, each time."""
    renewer = student.Renewer(ca.url, ORDERS, 900)
    first = renewer.current()
    clock.advance(600)
    network.script("ca.test", status(503), status(503))
    for attempt in (2, 3, 4):
        found = renewer.current()
        same(asked(network), attempt, "the requests at the attempt")
        same(found.chain_pem != first.chain_pem, attempt == 4, "whether it is a new identity")
        clock.advance(29)
        renewer.current()
        same(asked(network), attempt, "the requests 29 s later")
        clock.advance(1)


@pytest.mark.task(
    "renew",
    points=1,
    spec="Without an identity that is still valid, each call tries, and a failure is `RenewalFailed`.",
)
def test_fails_once_nothing_is_valid(student, ca, clock, network):
    """At its last second an identity holds; then every call tries, and a failure is told."""
    network.script("ca.test", status(500), refuse())
    renewer = student.Renewer(ca.url, ORDERS, 900)
    for _ in range(2):
        with student.raises("RenewalFailed", why="a caller would go on without an identity"):
            renewer.current()
    first = renewer.current()
    network.down("ca.test")
    clock.advance(900)
    same(renewer.current().chain_pem == first.chain_pem, True, "the old identity at its last second")
    clock.advance(1)
    for _ in range(2):
        with student.raises("RenewalFailed", why="everybody would refuse an expired certificate"):
            renewer.current()
    network.up("ca.test")
    same(renewer.current().chain_pem != first.chain_pem, True, "a new identity at once")


@pytest.mark.task(
    "renew", points=1, spec="A renewal **drops none of them**: each stays open, with the identity that it began with"
)
def test_a_renewal_drops_no_connection(student, ca, clock, evidence):
    """Connections live on with their identity, and new ones begin with the new one."""
    renewer = student.Renewer(ca.url, ORDERS, 900)
    old = renewer.open()
    began = old.identity.chain_pem
    clock.advance(600)
    new = renewer.open()
    keep(evidence, "renewed with a connection open")
    same((old.closed, new.closed), (False, False), "closed, of the old and the new one", "a renewal would be an outage")
    same(old.identity.chain_pem == began, True, "the identity that it began with")
    same(new.identity.chain_pem == renewer.current().chain_pem != began, True, "the new identity in the new one")
    same([each.identity.chain_pem == began for each in renewer.connections], [True, False], "the old one first")


@pytest.mark.task("renew", points=0.5, spec="`connections` is a list of those that are open, the oldest first.")
def test_a_closed_connection_is_gone(student, ca):
    """A closed connection is none of the open ones, of its own renewer alone; the list is a copy."""
    renewer, other = student.Renewer(ca.url, ORDERS), student.Renewer(ca.url, ORDERS)
    first, second, third = renewer.open(), other.open(), renewer.open()
    same((len(renewer.connections), len(other.connections)), (2, 1), "the connections of each")
    listed = renewer.connections
    first.close()
    first.close()
    same((first.closed, second.closed, third.closed), (True, False, False), "closed")
    same(
        (len(renewer.connections), len(other.connections), len(listed)),
        (1, 1, 2),
        "the connections of each, and a list from before",
    )
    same(renewer.connections[0] == third, True, "the one that is open")
