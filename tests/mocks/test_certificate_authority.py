"""The certificate authority, held to OpenSSL in its strict mode, to cryptography's verifier and to RFC 2986."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from mocks.certificate_authority import CertificateAuthority
from mocks.certificate_authority.certificates import Issued
from mocks.faults import status

NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
SPIFFE = "spiffe://shop.test/orders"


@dataclass
class Clock:
    """A clock that stands still."""

    at: float = NOW.timestamp()
    slept: list[float] = field(default_factory=list)

    def time(self) -> float:
        """Give the time."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Note it."""
        self.slept.append(seconds)


@pytest.fixture
def ca() -> CertificateAuthority:
    """An authority."""
    return CertificateAuthority(Clock())


def verify(ca: CertificateAuthority, issued: Issued, host: str, at: dt.datetime = NOW) -> None:
    """Let cryptography's verifier judge."""
    builder = PolicyBuilder().store(Store([ca.root.certificate])).time(at)
    builder.build_server_verifier(x509.DNSName(host)).verify(issued.certificate, list(issued.above))


def agree(ca: CertificateAuthority, server: Issued, host: str) -> str | None:
    """Do a handshake, OpenSSL on both sides, the client in its strict mode."""
    context = ssl.create_default_context(cadata=ca.root_pem)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    context.hostname_checks_common_name = False  # RFC 9525, section 2; OpenSSL would take it
    ends = [ssl.MemoryBIO() for _ in range(2)]
    client = context.wrap_bio(ends[0], ends[1], server_hostname=host)
    other = server.server().wrap_bio(ends[1], ends[0], server_side=True)
    for _ in range(3):
        for end in (client, other):
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
    return client.version()


def ask(ca: CertificateAuthority, method: str, path: str, **content: Any) -> httpx.Response:
    """Send a request to the service."""

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(ca.app), base_url=ca.url) as client:
            return await client.request(method, path, **content)

    return asyncio.run(send())


def csr(names: list[x509.GeneralName], key: Any = None) -> str:
    """Make a request, signed by its key."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=True)
    algorithm = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return builder.sign(key, algorithm).public_bytes(serialization.Encoding.PEM).decode()


@pytest.mark.parametrize("host", ["bank.test", "www.bank.test"])
def test_openssl_and_another_verifier_accept_what_it_issues(ca: CertificateAuthority, host: str) -> None:
    """In strict mode, that is with key identifiers and usages as RFC 5280 wants them."""
    issued = ca.issue(host)
    assert "TLSv1.3" == agree(ca, issued, host)
    verify(ca, issued, host)


def faulty(ca: CertificateAuthority) -> dict[str, Issued]:
    """Each fault once."""
    old, late = dt.datetime(2001, 1, 1, tzinfo=dt.UTC), dt.datetime(2090, 1, 1, tzinfo=dt.UTC)
    return {
        "expired": ca.issue("bank.test", end=old),
        "early": ca.issue("bank.test", begin=late),
        "another host": ca.issue("evil.test"),
        "a stranger's": CertificateAuthority(Clock(), seed=1).issue("bank.test"),
        "signed by a leaf": ca.issue("bank.test", issuer=ca.issue("evil.test")),
        "self-signed": ca.self_signed("bank.test"),
        "no name but the common one": ca.issue(common="bank.test"),
        "for clients only": ca.issue("bank.test", uses=(x509.ExtendedKeyUsageOID.CLIENT_AUTH,)),
    }


def test_both_refuse_each_fault(ca: CertificateAuthority) -> None:
    """So that each fault is one."""
    for name, issued in faulty(ca).items():
        with pytest.raises(ssl.SSLCertVerificationError):
            assert agree(ca, issued, "bank.test") is None, name
        with pytest.raises(VerificationError):
            verify(ca, issued, "bank.test")


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Another seed is a stranger with the same names."""
    one, two, other = (CertificateAuthority(Clock(), seed=seed).issue("a.test") for seed in (0, 0, 1))
    assert (one.ders, one.key_pem) == (two.ders, two.key_pem)
    assert one.above[0].subject == other.above[0].subject
    assert one.spki_sha256 != other.spki_sha256


def test_signs_a_request_for_its_key_and_names(ca: CertificateAuthority) -> None:
    """From now on, for so long as was asked; the key stays where it is."""
    key = ec.generate_private_key(ec.SECP256R1())
    body = {"csr": csr([x509.UniformResourceIdentifier(SPIFFE)], key), "notAfter": "10m"}
    answer = ask(ca, "POST", "/1.0/sign", json=body)
    assert 201 == answer.status_code
    leaf = x509.load_pem_x509_certificate(answer.json()["crt"].encode())
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [SPIFFE] == names.get_values_for_type(x509.UniformResourceIdentifier)
    assert (NOW, NOW + dt.timedelta(minutes=10)) == (leaf.not_valid_before_utc, leaf.not_valid_after_utc)
    assert key.public_key() == leaf.public_key()
    leaf.verify_directly_issued_by(x509.load_pem_x509_certificate(answer.json()["ca"].encode()))
    assert [leaf] == [issued.certificate for issued in ca.signed]
    with pytest.raises(ValueError, match="private key"):
        _ = ca.signed[0].key_pem


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"csr": "no request"}, 400),
        ({"csr": csr([])}, 403),
        ({"csr": csr([x509.DNSName("a.test")], ed25519.Ed25519PrivateKey.generate())}, 403),
        ({"csr": csr([x509.DNSName("a.test")]), "notAfter": "soon"}, 400),
        ({"csr": csr([x509.DNSName("a.test")]), "notAfter": "4m"}, 403),
        ({"csr": csr([x509.DNSName("a.test")]), "notAfter": "25h"}, 403),
        ({}, 422),
    ],
)
def test_refuses_what_it_cannot_sign(ca: CertificateAuthority, body: dict[str, str], code: int) -> None:
    """With a status that says whose fault it is."""
    assert code == ask(ca, "POST", "/1.0/sign", json=body).status_code
    assert () == ca.signed


def test_tells_its_root_and_breaks_as_planned(ca: CertificateAuthority) -> None:
    """The root in PEM, twice; then a fault, once."""
    assert ca.root_pem == ask(ca, "GET", "/roots.pem").text
    assert {"crts": [ca.root_pem]} == ask(ca, "GET", "/roots").json()
    ca.plan(status(503))
    assert [503, 200] == [ask(ca, "GET", "/health").status_code for _ in range(2)]
