"""A real TLS handshake between a context in a cell and one of the test's."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from grader.harness.suite.handshake import Handshake, handshake
from grader.harness.suite.remote import StudentError

CODE = """
    import ssl

    def client(authority):
        return ssl.create_default_context(cadata=authority)

    def careless():
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context

    def server(folder, ask=False):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder + "/server.pem")
        if ask:
            context.load_verify_locations(folder + "/ca.pem")
            context.verify_mode = ssl.CERT_REQUIRED
        return context

    def newest_only(authority):
        context = client(authority)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        return context

    class Liar(ssl.SSLContext):
        def wrap_bio(self, *args, **kwargs):
            return self

        def do_handshake(self):
            return None

        def read(self):
            return b""

    def liar():
        return Liar(ssl.PROTOCOL_TLS_CLIENT)
"""
PEM, PKCS8, OPEN = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
SIGNS_CERTIFICATES = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
CA_NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test CA")])


class Authority:
    """Issues certificates with their keys, in PEM."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        constraints = x509.BasicConstraints(ca=True, path_length=None)
        self.pem = self.sign(CA_NAME, self.key, constraints, usage=SIGNS_CERTIFICATES).decode()

    def issue(self, host: str, begin: int = 2000, end: int = 2100) -> bytes:
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        signed = self.sign(x509.Name([]), key, names, begin, end)
        return signed + key.private_bytes(PEM, PKCS8, OPEN)

    def sign(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        extension: x509.ExtensionType,
        begin: int = 2000,
        end: int = 2100,
        usage: x509.KeyUsage | None = None,
    ) -> bytes:
        dates = dt.datetime(begin, 1, 1), dt.datetime(end, 1, 1)
        builder = x509.CertificateBuilder(CA_NAME, subject, key.public_key(), x509.random_serial_number(), *dates)
        builder = builder.add_extension(extension, critical=True)
        # From Python 3.13 on, contexts ask for what RFC 5280 does: key identifiers, and an authority that says so.
        for identifier in (
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()),
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
        ):
            builder = builder.add_extension(identifier, critical=False)
        if usage is not None:
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(PEM)


@pytest.fixture(scope="module")
def ca() -> Authority:
    """An authority."""
    return Authority()


@pytest.fixture
def server(ca: Authority, tmp_path: Path) -> Callable[..., ssl.SSLContext]:
    """Makes the test's end when it is a server."""

    def make(host: str, **dates: int) -> ssl.SSLContext:
        (tmp_path / "server.pem").write_bytes(ca.issue(host, **dates))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "server.pem")
        return context

    return make


@pytest.fixture
def student(begin: Any) -> Any:
    """The module above."""
    return begin(CODE).student


def test_both_ends_agree(student: Any, ca: Authority, server: Any) -> None:
    """Version and cipher are those that OpenSSL has agreed on; a client shows no certificate unasked."""
    found = handshake(student.client(ca.pem), server("bank.test"), "bank.test")
    assert Handshake("TLSv1.3", "TLS_AES_256_GCM_SHA384", None) == found


@pytest.mark.parametrize(
    ("host", "dates", "told"),
    [
        ("evil.test", {}, "Hostname mismatch"),
        ("bank.test", {"end": 2001}, "certificate has expired"),
        ("bank.test", {"begin": 2090}, "certificate is not yet valid"),
    ],
)
def test_a_refusal_is_an_exception_of_the_student_s(
    student: Any, ca: Authority, server: Any, host: str, dates: dict[str, int], told: str
) -> None:
    """It has the name that OpenSSL's has over there, and its attributes."""
    context = student.client(ca.pem)
    with student.raises("SSLCertVerificationError") as caught:
        handshake(context, server(host, **dates), "bank.test")
    assert told in caught.value.verify_message


def test_a_context_that_verifies_nothing_agrees_with_anybody(student: Any, server: Any) -> None:
    """So that ``raises`` tells it apart."""
    context = student.careless()
    with (
        pytest.raises(AssertionError, match=r"nothing was raised; the call came back with a connection by TLSv1\.3"),
        student.raises("SSLCertVerificationError"),
    ):
        handshake(context, server("evil.test"), "bank.test")


def test_an_old_version_is_refused(student: Any, ca: Authority, server: Any) -> None:
    """By a client that wants TLS 1.3, of a server that has only TLS 1.2."""
    old = server("bank.test")
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    assert "TLSv1.2" == handshake(student.client(ca.pem), old, "bank.test").version
    with student.raises("SSLError"):
        handshake(student.newest_only(ca.pem), old, "bank.test")


def test_the_student_s_may_be_the_server(student: Any, ca: Authority) -> None:
    """And its certificate is known then."""
    pem = ca.issue("pay.test")
    student.start(files={"server.pem": pem})
    found = handshake(student.server(student.folder), ssl.create_default_context(cadata=ca.pem), "pay.test")
    assert x509.load_pem_x509_certificate(pem) == x509.load_der_x509_certificate(found.certificate or b"")


def test_a_server_that_asks_for_a_certificate_refuses_a_caller_without(student: Any, ca: Authority) -> None:
    """Though in TLS 1.3 the caller has finished by then."""
    student.start(files={"server.pem": ca.issue("pay.test"), "ca.pem": ca.pem.encode()})
    with student.raises("SSLError") as caught:
        handshake(student.server(student.folder, ask=True), ssl.create_default_context(cadata=ca.pem), "pay.test")
    assert "PEER_DID_NOT_RETURN_A_CERTIFICATE" == caught.value.reason


def test_the_test_s_refusal_is_a_failure_that_says_so(student: Any, ca: Authority, server: Any) -> None:
    """Here: a client without a certificate, at a server that asks for one."""
    strict = server("bank.test")
    strict.load_verify_locations(cadata=ca.pem)
    strict.verify_mode = ssl.CERT_REQUIRED
    with pytest.raises(AssertionError) as caught:
        handshake(student.client(ca.pem), strict, "bank.test", why="mutual means both")
    assert "the other end refused your side: PEER_DID_NOT_RETURN_A_CERTIFICATE" == caught.value.args[0].happened
    assert "mutual means both" == caught.value.args[0].why


def test_what_is_no_context_is_told(student: Any, server: Any) -> None:
    """A value fails the test, another object raises over there."""
    with pytest.raises(AssertionError, match=r"Expected an ssl\.SSLContext"):
        handshake(None, server("bank.test"), "bank.test")  # type: ignore[arg-type] # what a careless student gives
    with pytest.raises(StudentError, match="wrap_bio"):
        handshake(student.client, server("bank.test"), "bank.test")


def test_an_end_that_only_pretends_agrees_with_nobody(student: Any, server: Any) -> None:
    """The verdict is the test's end's, which has seen no handshake."""
    with pytest.raises(AssertionError, match="it came to no end"):
        handshake(student.liar(), server("bank.test"), "bank.test")
