"""Certificates of callers, made anew for each test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

FROM, UNTIL = dt.datetime(2000, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
KEY = ec.derive_private_key(7, ec.SECP256R1())
"""One key for all: nothing here depends on it, and making one takes a while."""


def certificate(
    *uris: str, dns: Sequence[str] = (), cn: str = "", ca: bool | None = None, begin=FROM, end=UNTIL, names: bool = True
) -> str:
    """A certificate in PEM, with these URIs and DNS names as its subject alternative names."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, cn)] if cn else [])
    builder = x509.CertificateBuilder(subject, subject, KEY.public_key(), 1, begin, end)
    if names:
        general = [*map(x509.DNSName, dns), *map(x509.UniformResourceIdentifier, uris)]
        builder = builder.add_extension(x509.SubjectAlternativeName(general), critical=False)
    if ca is not None:
        builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    return builder.sign(KEY, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def connection(*chain: str) -> dict:
    """The connection of a caller that has shown these certificates, as extensions of a request."""
    return {"tls": {"client_cert_chain": list(chain), "tls_version": 0x0304}}


def called_by(workload: str) -> dict:
    """The connection of a workload of this mesh."""
    return connection(certificate(f"spiffe://shop.test/{workload}"))
