"""TLS: verify a server, its chain and its key; derive the keys of a handshake; know a caller; renew in time."""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import os
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from urllib.parse import urlsplit

import httpx
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

PIN_BYTES = 32
HASH_BYTES = 32
RETRY_SECONDS = 30
SIGNED_BY_SERVER = b" " * 64 + b"TLS 1.3, server CertificateVerify\x00"


class TlsError(Exception):
    """The base of what can go wrong here."""


class ChainError(TlsError):
    """A chain does not hold. ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PinMismatch(TlsError):
    """No certificate of the path has one of the pins."""


class HandshakeError(TlsError):
    """The other side does not prove what it has to."""


class IdentityError(TlsError):
    """The certificate names no caller that we know."""


class RenewalFailed(TlsError):
    """There is no valid identity, and none can be had."""


def client_context(roots: str) -> ssl.SSLContext:
    """Return a client's context that verifies chain and host, trusts ``roots`` alone, and speaks TLS 1.3."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=roots)
    context.hostname_checks_common_name = False
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def matches_host(pattern: str, host: str) -> bool:
    """Tell whether a certificate's DNS name is for this host."""
    if _is_address(host):
        return False
    first, dot, rest = pattern.lower().partition(".")
    host_first, host_dot, host_rest = host.lower().partition(".")
    if "*" in rest or ("*" in first and first != "*"):
        return False
    if first == "*":
        return bool(dot and host_dot and host_first) and rest == host_rest
    return pattern.lower() == host.lower()


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def verify_chain(chain: list[bytes], roots: list[bytes], host: str, now: datetime) -> list[bytes]:
    """Return the path from the leaf to the root, or raise ChainError."""
    path = _path(chain, roots)
    for position, issuer in enumerate(path[1:]):
        if not _may_sign(issuer, position):
            raise ChainError("not an authority")
    if any(now < each.not_valid_before_utc for each in path):
        raise ChainError("not yet valid")
    if any(now > each.not_valid_after_utc for each in path):
        raise ChainError("expired")
    if not any(matches_host(name, host) for name in _names(path[0], x509.DNSName)):
        raise ChainError("wrong host")
    return [each.public_bytes(serialization.Encoding.DER) for each in path]


def _path(chain: list[bytes], roots: list[bytes]) -> list[x509.Certificate]:
    path = [x509.load_der_x509_certificate(each) for each in chain]
    if not path or not all(_signed_by(lower, upper) for lower, upper in pairwise(path)):
        raise ChainError("unknown authority")
    for root in map(x509.load_der_x509_certificate, roots):
        if _signed_by(path[-1], root):
            return [*path, root]
    raise ChainError("unknown authority")


def _signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _may_sign(issuer: x509.Certificate, intermediates: int) -> bool:
    constraints, usage = _extension(issuer, x509.BasicConstraints), _extension(issuer, x509.KeyUsage)
    if constraints is None or not constraints.ca or usage is None or not usage.key_cert_sign:
        return False
    return constraints.path_length is None or constraints.path_length >= intermediates


def _extension(certificate, kind):
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _names(certificate: x509.Certificate, kind: type) -> list[str]:
    alternatives = _extension(certificate, x509.SubjectAlternativeName)
    return [] if alternatives is None else alternatives.get_values_for_type(kind)


def pin_of(certificate: bytes) -> str:
    """Return the pin of a certificate's public key."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    info = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(info).digest()).decode()


class PinSet:
    """The pins of a host, a backup among them."""

    def __init__(self, pins: Iterable[str]) -> None:
        self._pins = frozenset(_pin(text) for text in pins)
        if len(self._pins) < 2:
            raise ValueError("a pin needs a backup")

    def check(self, path: list[bytes]) -> None:
        """Raise PinMismatch unless a certificate of the path has one of the pins."""
        if not self._pins & self._of(path):
            raise PinMismatch("no certificate has a pinned key")

    def has_backup(self, path: list[bytes]) -> bool:
        """Tell whether one of the pins is that of no certificate of the path."""
        return bool(self._pins - self._of(path))

    def _of(self, path: list[bytes]) -> set[bytes]:
        return {_pin(pin_of(each)) for each in path}


def _pin(text: str) -> bytes:
    try:
        pin = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("a pin is base64") from error
    if len(pin) != PIN_BYTES:
        raise ValueError(f"a pin has {PIN_BYTES} bytes")
    return pin


class KeyShare:
    """An ephemeral X25519 key."""

    public: bytes

    def __init__(self) -> None:
        self._key = X25519PrivateKey.generate()
        self.public = self._key.public_key().public_bytes_raw()

    def exchange(self, peer: bytes) -> bytes:
        """Return the shared secret with the owner of this public key."""
        try:
            return self._key.exchange(X25519PublicKey.from_public_bytes(peer))
        except ValueError as error:
            raise HandshakeError("no key share") from error


@dataclass(frozen=True)
class Secrets:
    """The two handshake traffic secrets, and the master secret."""

    client: bytes
    server: bytes
    master: bytes


def expand_label(secret: bytes, label: str, context: bytes, length: int) -> bytes:
    """HKDF-Expand-Label with SHA-256."""
    name = b"tls13 " + label.encode()
    info = length.to_bytes(2, "big") + bytes([len(name)]) + name + bytes([len(context)]) + context
    return HKDFExpand(hashes.SHA256(), length, info).derive(secret)


def _extract(salt: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt, secret, "sha256")


def _derive(secret: bytes, label: str, transcript: bytes) -> bytes:
    return expand_label(secret, label, hashlib.sha256(transcript).digest(), HASH_BYTES)


def handshake_secrets(shared: bytes, transcript: bytes) -> Secrets:
    """Return the secrets after ServerHello."""
    zeros = bytes(HASH_BYTES)
    early = _extract(zeros, zeros)
    secret = _extract(_derive(early, "derived", b""), shared)
    client, server = (_derive(secret, f"{side} hs traffic", transcript) for side in "cs")
    return Secrets(client, server, _extract(_derive(secret, "derived", b""), zeros))


def application_secrets(master: bytes, transcript: bytes) -> tuple[bytes, bytes]:
    """Return the client's and the server's application traffic secret."""
    return _derive(master, "c ap traffic", transcript), _derive(master, "s ap traffic", transcript)


def traffic_key(secret: bytes) -> tuple[bytes, bytes]:
    """Return key and iv of a traffic secret."""
    return expand_label(secret, "key", b"", 16), expand_label(secret, "iv", b"", 12)


def sign_transcript(key: str, transcript: bytes) -> bytes:
    """Return the server's signature over the transcript."""
    private_key = serialization.load_pem_private_key(key.encode(), None)
    return private_key.sign(_to_sign(transcript), ec.ECDSA(hashes.SHA256()))


def check_transcript(certificate: bytes, transcript: bytes, signature: bytes) -> None:
    """Raise HandshakeError unless the certificate's key has signed this transcript."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    try:
        key.verify(signature, _to_sign(transcript), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise HandshakeError("the transcript is not signed by this certificate's key") from error


def _to_sign(transcript: bytes) -> bytes:
    return SIGNED_BY_SERVER + hashlib.sha256(transcript).digest()


def finished(secret: bytes, transcript: bytes) -> bytes:
    """Return the MAC over the transcript."""
    key = expand_label(secret, "finished", b"", HASH_BYTES)
    return hmac.digest(key, hashlib.sha256(transcript).digest(), "sha256")


def check_finished(secret: bytes, transcript: bytes, received: bytes) -> None:
    """Raise HandshakeError unless ``received`` is the MAC over the transcript."""
    if not hmac.compare_digest(finished(secret, transcript), received):
        raise HandshakeError("the transcripts differ")


def server_context(folder: str) -> ssl.SSLContext:
    """Return a server's context that demands a certificate of the caller."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(os.path.join(folder, "server.pem"))
    context.load_verify_locations(os.path.join(folder, "roots.pem"))
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def peer_identity(certificate: bytes, trust_domain: str) -> str:
    """Return the SPIFFE ID in a caller's certificate."""
    leaf = x509.load_der_x509_certificate(certificate)
    uris = _names(leaf, x509.UniformResourceIdentifier)
    constraints = _extension(leaf, x509.BasicConstraints)
    if len(uris) != 1 or (constraints is not None and constraints.ca):
        raise IdentityError("not the certificate of one service")
    uri = urlsplit(uris[0])
    if uri.scheme != "spiffe" or uri.netloc != trust_domain:
        raise IdentityError("not of our trust domain")
    if len(uri.path) < 2 or "?" in uris[0] or "#" in uris[0]:
        raise IdentityError("no SPIFFE ID of a service")
    return uris[0]


@dataclass(frozen=True)
class Identity:
    """A certificate with its key, in PEM. Times are seconds since 1970."""

    chain_pem: str
    key_pem: str
    not_before: float
    not_after: float


@dataclass(eq=False)
class Connection:
    """A connection that was opened with an identity."""

    identity: Identity
    closed: bool = False

    def close(self) -> None:
        """Close it. A second time does nothing."""
        self.closed = True


class Renewer:
    """Keeps a service's identity fresh."""

    def __init__(self, ca_url: str, spiffe_id: str, lifetime: int = 3600, timeout: float = 2.0) -> None:
        self._url, self._spiffe_id = ca_url, spiffe_id
        self._lifetime, self._timeout = lifetime, timeout
        self._identity: Identity | None = None
        self._failed_at: float | None = None
        self._connections: list[Connection] = []

    def current(self) -> Identity:
        """Return a valid identity, renewed from two thirds of its time on."""
        now, held = time.time(), self._identity
        valid = held is not None and now <= held.not_after
        if valid and (now < _renewal_time(held) or self._waits(now)):
            return held
        try:
            self._identity = self._request()
            self._failed_at = None
        except (httpx.TransportError, RenewalFailed) as error:
            self._failed_at = now
            if not valid or time.time() > held.not_after:
                raise RenewalFailed("there is no valid identity") from error
        return self._identity

    def open(self) -> Connection:
        """Open a connection with the current identity."""
        connection = Connection(self.current())
        self._connections.append(connection)
        return connection

    @property
    def connections(self) -> list[Connection]:
        """The connections that are open, the oldest first."""
        self._connections = [each for each in self._connections if not each.closed]
        return list(self._connections)

    def _waits(self, now: float) -> bool:
        return self._failed_at is not None and now < self._failed_at + RETRY_SECONDS

    def _request(self) -> Identity:
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(self._spiffe_id)])
        builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
        csr = builder.add_extension(names, critical=True).sign(key, hashes.SHA256())
        body = {"csr": csr.public_bytes(serialization.Encoding.PEM).decode(), "notAfter": f"{self._lifetime}s"}
        answer = httpx.post(f"{self._url}/1.0/sign", json=body, timeout=self._timeout)
        if answer.status_code != 201:
            raise RenewalFailed(f"the authority answered {answer.status_code}")
        return _identity(answer.json()["certChain"], key)


def _renewal_time(identity: Identity) -> float:
    return identity.not_before + (identity.not_after - identity.not_before) * 2 / 3


def _identity(chain: list[str], key: ec.EllipticCurvePrivateKey) -> Identity:
    leaf = x509.load_pem_x509_certificate(chain[0].encode())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    begin, end = leaf.not_valid_before_utc.timestamp(), leaf.not_valid_after_utc.timestamp()
    return Identity("".join(chain), private, begin, end)
