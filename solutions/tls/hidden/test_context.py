"""Task context: a client that verifies, by real handshakes."""

import ssl

import pytest

from grader.suite import explain, handshake
from mocks.certificate_authority import CertificateAuthority

from .support import FUTURE, PAST, draw, same


def agrees(context, server, host, tried=""):
    """Fail unless the handshake comes to its end by TLS 1.3."""
    found = handshake(context, server, host, why=tried)
    same(found.version, "TLSv1.3", "the version")
    return found


@pytest.mark.task(
    "context", points=1, spec="`roots` is PEM with one certificate or several, and each of them is trusted."
)
def test_trusts_each_of_several_roots(student, ca, clock):
    """A server under any of the roots is accepted."""
    other = CertificateAuthority(clock, seed=7)
    context = student.client_context(ca.root_pem + other.root_pem)
    agrees(context, ca.issue("bank.test").server(), "bank.test")
    agrees(context, other.issue("pay.test").server(), "pay.test")


@pytest.mark.task("context", points=1, spec="It trusts the authorities in `roots` and **no others**")
def test_refuses_the_server_of_a_stranger(student, ca, clock, evidence):
    """A server whose authority is not among the roots is refused, and a self-signed one as well."""
    context = student.client_context(ca.root_pem)
    agrees(context, ca.issue("bank.test").server(), "bank.test")
    draw(evidence, 2, "a stranger", "our root")
    for server in (CertificateAuthority(clock, seed=3).issue("bank.test"), ca.self_signed("bank.test")):
        with student.raises("SSLCertVerificationError", why="anybody can make himself an authority"):
            handshake(context, server.server(), "bank.test")


@pytest.mark.task("context", points=1, spec="It refuses a certificate that is expired, not valid yet, of another host")
def test_refuses_another_host(student, ca):
    """The certificate of another host is refused, though its chain holds."""
    context = student.client_context(ca.root_pem)
    agrees(context, ca.issue("shop.test").server(), "shop.test")
    with student.raises("SSLCertVerificationError", why="the attacker has a valid certificate too: for his own name"):
        handshake(context, ca.issue("evil.test").server(), "shop.test")


@pytest.mark.task(
    "context", points=0.5, spec="It refuses a certificate that is expired, not valid yet, of another host"
)
def test_refuses_outside_of_its_time(student, ca):
    """A certificate whose time is over, or has not begun, is refused."""
    context = student.client_context(ca.root_pem)
    agrees(context, ca.issue("bank.test").server(), "bank.test")
    for server in (ca.issue("bank.test", end=PAST), ca.issue("bank.test", begin=FUTURE)):
        with student.raises("SSLCertVerificationError", why="its key may be anybody's by now"):
            handshake(context, server.server(), "bank.test")


@pytest.mark.task("context", points=1, spec="A common name such as `CN=bank.test` is no name (RFC 9525, section 2)")
def test_a_common_name_is_no_name(student, ca):
    """A certificate that names the host in its common name alone is refused."""
    context = student.client_context(ca.root_pem)
    agrees(context, ca.issue("bank.test", common="anything").server(), "bank.test")
    with student.raises("SSLCertVerificationError", why="authorities check alternative names, not common names"):
        handshake(context, ca.issue(common="bank.test").server(), "bank.test")


@pytest.mark.task("context", points=1, spec="It speaks TLS 1.3 and nothing older.")
def test_refuses_an_old_version(student, ca):
    """A server that speaks TLS 1.2 only is refused."""
    context = student.client_context(ca.root_pem)
    agrees(context, ca.issue("bank.test").server(), "bank.test")
    old = ca.issue("bank.test").server()
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with student.raises("SSLError", why="an attacker on the way would ask for the oldest version you speak"):
        handshake(context, old, "bank.test")


@pytest.mark.task("context", points=0.5, spec="It trusts the authorities in `roots` and **no others**")
def test_two_contexts_share_nothing(student, ca, clock):
    """Each context trusts its own roots, whatever others were made."""
    other = CertificateAuthority(clock, seed=5)
    first, second = student.client_context(ca.root_pem), student.client_context(other.root_pem)
    agrees(first, ca.issue("bank.test").server(), "bank.test")
    agrees(second, other.issue("bank.test").server(), "bank.test")
    for context, server in ((first, other.issue("bank.test")), (second, ca.issue("bank.test"))):
        with student.raises("SSLCertVerificationError", why="one client's roots are not another's"):
            handshake(context, server.server(), "bank.test")
    assert first != second, explain(expected="two contexts", happened="the same one twice")
