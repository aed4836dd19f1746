"""Task mutual: a caller shows who it is."""

import ssl

import pytest

from grader.suite import handshake
from mocks.certificate_authority import CertificateAuthority

from .support import same

ORDERS = "spiffe://shop.test/orders"


def served(student, ca):
    """Start the student's server; return its context and its certificate."""
    mine = ca.issue("pay.test")
    student.start(files={"server.pem": (mine.key_pem + mine.chain_pem).encode(), "roots.pem": ca.root_pem.encode()})
    return student.server_context(student.folder), mine


@pytest.mark.task(
    "mutual", points=1, spec="It shows that chain, demands a certificate that a root of `roots.pem` vouches for"
)
def test_speaks_with_a_caller_that_shows_a_certificate(student, ca):
    """A caller with a certificate of our authority is served, and sees the server's."""
    context, mine = served(student, ca)
    found = handshake(
        context, ca.issue(uris=[ORDERS]).client(ca.root_pem), "pay.test", why="callers check who you are, too"
    )
    same(found.certificate == mine.der, True, "the certificate of server.pem")


@pytest.mark.task("mutual", points=1, spec="demands a certificate that a root of `roots.pem` vouches for")
def test_turns_away_who_shows_none(student, ca, clock):
    """A caller without a certificate, or with a stranger's, is refused."""
    context, _ = served(student, ca)
    handshake(context, ca.issue(uris=[ORDERS]).client(ca.root_pem), "pay.test")
    bare = ssl.create_default_context(cadata=ca.root_pem)
    stranger = CertificateAuthority(clock, seed=8).issue(uris=[ORDERS]).client(ca.root_pem)
    for caller in (bare, stranger):
        with student.raises("SSLError", why="inside the network is not the same as trusted"):
            handshake(context, caller, "pay.test")


@pytest.mark.task("mutual", points=0.5, spec="speaks TLS 1.3 and nothing older.")
def test_the_server_refuses_an_old_version(student, ca):
    """A caller that speaks TLS 1.2 only is refused."""
    context, _ = served(student, ca)
    handshake(context, ca.issue(uris=[ORDERS]).client(ca.root_pem), "pay.test")
    old = ca.issue(uris=[ORDERS]).client(ca.root_pem)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with student.raises("SSLError", why="TLS 1.2 shows the caller's certificate in clear"):
        handshake(context, old, "pay.test")


@pytest.mark.task("mutual", points=1, spec="returns the SPIFFE ID in the certificate of a caller")
def test_the_identity_is_the_uri(student, ca):
    """The SPIFFE ID is returned, whatever DNS names and common name stand beside it."""
    for uri, domain, dns in (
        (ORDERS, "shop.test", ()),
        ("spiffe://bank.test/a/b", "bank.test", ("spiffe.test", "b.test")),
    ):
        caller = ca.issue(*dns, uris=[uri], common="spiffe://shop.test/root")
        same(student.peer_identity(caller.der, domain), uri, "the SPIFFE ID")
    same(
        student.peer_identity(ca.issue(uris=[ORDERS], is_ca=None).der, "shop.test"), ORDERS, "without basic constraints"
    )


def strange(student, ca, cases, why):
    """Fail unless each of these URIs is refused, and a good one is not."""
    same(student.peer_identity(ca.issue(uris=[ORDERS]).der, "shop.test"), ORDERS, "the SPIFFE ID")
    for uris in cases:
        with student.raises("IdentityError", why=why, tried=f"{uris}"):
            student.peer_identity(ca.issue("orders.test", uris=uris, common=ORDERS).der, "shop.test")


@pytest.mark.task("mutual", points=1, spec="there is exactly **one** URI among the subject alternative names.")
def test_one_uri_and_no_other_name(student, ca):
    """No URI, two of them, or the same one twice is no identity; a common name never is one."""
    strange(
        student,
        ca,
        ([], [ORDERS, "https://shop.test/orders"], ["https://a.test/", ORDERS], [ORDERS, ORDERS]),
        "a name that nobody checked is no identity",
    )
    with student.raises("IdentityError", why="a name that nobody checked is no identity", tried="a common name alone"):
        student.peer_identity(ca.issue(common=ORDERS).der, "shop.test")


@pytest.mark.task(
    "mutual",
    points=1,
    spec="its scheme is `spiffe` and its trust domain is `trust_domain`, exactly: no subdomain, no port, no user",
)
def test_the_trust_domain_is_exactly_ours(student, ca):
    """Another scheme, and a trust domain that merely looks like ours, are refused."""
    strange(
        student,
        ca,
        (
            ["https://shop.test/orders"],
            ["spiffe://evil.test/orders"],
            ["spiffe://eu.shop.test/orders"],
            ["spiffe://shop.test.evil.test/orders"],
            ["spiffe://shop.test:8443/orders"],
            ["spiffe://jane@shop.test/orders"],
            ["spiffe://evilshop.test/orders"],
            ["spiffe://evil.test/shop.test/orders"],
        ),
        "whoever owns a domain that looks like ours would be let in",
    )


@pytest.mark.task(
    "mutual",
    points=0.5,
    spec="its path begins with `/` and has at least one character behind it; there is no query and no fragment",
)
def test_the_path_names_a_service(student, ca):
    """A trust domain alone, a query and a fragment are refused, an empty query too."""
    strange(
        student,
        ca,
        (
            ["spiffe://shop.test"],
            ["spiffe://shop.test/"],
            [f"{ORDERS}?admin=1"],
            [f"{ORDERS}#root"],
            [f"{ORDERS}?"],
            [f"{ORDERS}#"],
        ),
        "the SPIFFE standard has no such ID of a service",
    )


@pytest.mark.task(
    "mutual", points=0.5, spec="the certificate is none of an authority (`CA:TRUE` in the basic constraints)."
)
def test_an_authority_is_no_caller(student, ca):
    """A certificate that may sign others is none of a service."""
    same(student.peer_identity(ca.issue(uris=[ORDERS]).der, "shop.test"), ORDERS, "the SPIFFE ID")
    with student.raises("IdentityError", why="an authority's key should never speak on the wire"):
        student.peer_identity(ca.issue(uris=[ORDERS], is_ca=True).der, "shop.test")
