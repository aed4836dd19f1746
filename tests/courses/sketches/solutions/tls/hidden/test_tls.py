"""Two tests of TLS. OpenSSL looks at the real clock, so that certificates hold from 2000 to 2100, or ended in 2001."""

import datetime as dt
import ssl
import tempfile

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from grader.suite import explain, handshake

PEM, PKCS8, OPEN = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()


class Authority:
    """A certificate authority. ``pem`` is its certificate; ``issue`` gives certificate and key as PEM."""

    def __init__(self):
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test CA")])
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        self.pem = self._signed(self._name, self._key.public_key(), 2100, constraints).decode()

    def issue(self, host, until=2100):
        """A certificate for ``host`` that ends with that year's beginning."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        return self._signed(x509.Name([]), key.public_key(), until, names) + key.private_bytes(PEM, PKCS8, OPEN)

    def server(self, host, until=2100):
        """The test's own end: a server."""
        return self._with(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), self.issue(host, until))

    def client(self, host=""):
        """The test's own end: a client, with a certificate for ``host`` if there is one."""
        return self._with(ssl.create_default_context(cadata=self.pem), self.issue(host) if host else b"")

    def _with(self, context, pem):
        with tempfile.NamedTemporaryFile() as file:
            file.write(pem)
            file.flush()
            if pem:
                context.load_cert_chain(file.name)
        return context

    def _signed(self, subject, public_key, until, extension):
        builder = x509.CertificateBuilder(self._name, subject, public_key, x509.random_serial_number())
        builder = builder.not_valid_before(dt.datetime(2000, 1, 1)).not_valid_after(dt.datetime(until, 1, 1))
        builder = builder.add_extension(extension, critical=True)
        return builder.sign(self._key, hashes.SHA256()).public_bytes(PEM)


@pytest.fixture
def ca():
    """An authority of this test's own."""
    return Authority()


@pytest.mark.task("verify")
def test_refuses_a_server_that_is_not_the_one_it_asked_for(student, ca):
    """A client agrees with the bank's server, and refuses one of another name, an expired one, a stranger's."""
    context = student.client_context(ca.pem)
    agreed = handshake(context, ca.server("bank.test"), "bank.test")
    assert agreed.version == "TLSv1.3", explain(expected="TLS 1.3", happened=agreed.version)
    for server in (ca.server("evil.test"), ca.server("bank.test", until=2001), Authority().server("bank.test")):
        with student.raises("SSLCertVerificationError", why="anybody on the way could pose as the bank"):
            handshake(context, server, "bank.test")


@pytest.mark.task("mutual")
def test_turns_away_a_caller_without_a_certificate(student, ca):
    """A server speaks with a caller whose certificate its authority signed, and with nobody else."""
    student.start(files={"server.pem": ca.issue("pay.test"), "ca.pem": ca.pem.encode()})
    context = student.server_context(student.folder)
    handshake(context, ca.client("orders.test"), "pay.test", why="callers check who you are, too")
    with student.raises("SSLError", why="inside the network is not the same as trusted"):
        handshake(context, ca.client(), "pay.test")
