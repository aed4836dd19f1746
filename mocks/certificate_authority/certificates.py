"""Keys and certificates from a seed: the same seed gives the same bytes. Used within ``mocks.certificate_authority``.

Certificates follow RFC 5280 closely enough for OpenSSL's strict mode (``VERIFY_X509_STRICT``) unless one is asked to
break it: key identifiers, key usages, an issuer that says ``CA:TRUE``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import ssl
import tempfile
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
LONG_HENCE = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
BOTH_USES = (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH)


@dataclass(frozen=True)
class Names:
    """A subject's names. ``dns`` and ``uris`` are alternative names; ``common`` only looks like one."""

    dns: tuple[str, ...] = ()
    uris: tuple[str, ...] = ()
    common: str = ""

    @property
    def subject(self) -> x509.Name:
        """The distinguished name: the common name, or nothing."""
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.common)] if self.common else [])

    @property
    def alternatives(self) -> list[x509.GeneralName]:
        """The subject's alternative names."""
        return [
            *(x509.DNSName(name) for name in self.dns),
            *(x509.UniformResourceIdentifier(uri) for uri in self.uris),
        ]


@dataclass(frozen=True)
class Issued:
    """A certificate with its private key, and the certificates between it and its root, the nearest first."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | None = field(repr=False)
    above: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> str:
        """The certificate alone."""
        return _pem(self.certificate)

    @property
    def chain_pem(self) -> str:
        """The certificate and those above it, without the root: what a server sends."""
        return "".join(_pem(each) for each in (self.certificate, *self.above))

    @property
    def key_pem(self) -> str:
        """The private key, PKCS#8 without a password. ValueError if only its owner has it."""
        if self.key is None:
            raise ValueError("the private key never came here")
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    @property
    def der(self) -> bytes:
        """The certificate in DER."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def ders(self) -> list[bytes]:
        """The chain that a server sends, in DER, the leaf first."""
        return [each.public_bytes(serialization.Encoding.DER) for each in (self.certificate, *self.above)]

    @property
    def spki_sha256(self) -> bytes:
        """SHA-256 of the SubjectPublicKeyInfo, which is what a pin holds (RFC 7469, section 2.4)."""
        public = self.certificate.public_key()
        info = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        return hashlib.sha256(info).digest()

    def server(self, *, callers: str = "") -> ssl.SSLContext:
        """Give a server's end of a connection; with ``callers``, roots in PEM, it asks for a client's certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if callers:
            context.load_verify_locations(cadata=callers)
            context.verify_mode = ssl.CERT_REQUIRED
        return self._into(context)

    def client(self, roots: str) -> ssl.SSLContext:
        """Give a client's end that shows this certificate and trusts these roots. It does not compare the host."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.load_verify_locations(cadata=roots)
        return self._into(context)

    def _into(self, context: ssl.SSLContext) -> ssl.SSLContext:
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(self.key_pem + self.chain_pem)
            file.flush()
            context.load_cert_chain(file.name)
        return context


def new_key(chance: random.Random) -> ec.EllipticCurvePrivateKey:
    """Make a P-256 key: cheap, and accepted by every client."""
    return ec.derive_private_key(chance.randrange(1, P256_ORDER), ec.SECP256R1())


@dataclass(frozen=True)
class Request:
    """What is to be certified. ``is_ca`` None leaves the basic constraints out; ``uses`` () the extended key usages."""

    names: Names
    public_key: ec.EllipticCurvePublicKey
    begin: dt.datetime = LONG_AGO
    end: dt.datetime = LONG_HENCE
    is_ca: bool | None = False
    path_length: int | None = None
    uses: tuple[x509.ObjectIdentifier, ...] = BOTH_USES


def sign(
    request: Request, issuer: x509.Name, signer: ec.EllipticCurvePrivateKey, chance: random.Random
) -> x509.Certificate:
    """Sign a certificate with the issuer's key, deterministically (RFC 6979)."""
    builder = x509.CertificateBuilder(
        issuer, request.names.subject, request.public_key, chance.getrandbits(127) + 1, request.begin, request.end
    )
    for extension, critical in _extensions(request, signer.public_key()):
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(signer, hashes.SHA256(), ecdsa_deterministic=True)


def _extensions(request: Request, signer: ec.EllipticCurvePublicKey) -> list[tuple[x509.ExtensionType, bool]]:
    made: list[tuple[x509.ExtensionType, bool]] = []
    if request.is_ca is not None:
        length = request.path_length if request.is_ca else None
        made.append((x509.BasicConstraints(ca=request.is_ca, path_length=length), True))
    made.append((_usage(signs_certificates=bool(request.is_ca)), True))
    if request.uses and not request.is_ca:
        made.append((x509.ExtendedKeyUsage(request.uses), False))
    if request.names.alternatives:
        made.append((x509.SubjectAlternativeName(request.names.alternatives), not request.names.common))
    made.append((x509.SubjectKeyIdentifier.from_public_key(request.public_key), False))
    made.append((x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), False))
    return made


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
