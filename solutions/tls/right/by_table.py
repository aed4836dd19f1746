"""TLS in small functions, with tables of checks, a dict of state and a client that is kept open."""

import hashlib
import hmac
import ssl
import types
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv4Address
from itertools import pairwise
from time import time

import httpx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509 import (
    BasicConstraints,
    CertificateSigningRequestBuilder,
    DNSName,
    ExtensionNotFound,
    KeyUsage,
    Name,
    SubjectAlternativeName,
    UniformResourceIdentifier,
    load_der_x509_certificate,
    load_pem_x509_certificate,
)


class TlsError(Exception): ...


class ChainError(TlsError):
    @property
    def reason(self):
        return self.args[0]


class PinMismatch(TlsError): ...


class HandshakeError(TlsError): ...


class IdentityError(TlsError): ...


class RenewalFailed(TlsError): ...


def _strict(purpose):
    context = ssl.SSLContext(purpose)
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_3
    return context


def client_context(roots):
    context = _strict(ssl.PROTOCOL_TLS_CLIENT)
    context.hostname_checks_common_name = False
    context.load_verify_locations(cadata=roots)
    return context


def server_context(folder):
    context = _strict(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/server.pem")
    context.load_verify_locations(cafile=f"{folder}/roots.pem")
    context.verify_mode = ssl.VerifyMode.CERT_REQUIRED
    return context


def matches_host(pattern, host):
    try:
        IPv4Address(host)
    except AddressValueError:
        pattern, host = pattern.casefold(), host.casefold()
    else:
        return False
    if not pattern.startswith("*."):
        return "*" not in pattern and pattern == host
    label, _, parent = host.partition(".")
    return label != "" and parent == pattern[2:] and "*" not in parent


def _get(certificate, kind, otherwise=None):
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except ExtensionNotFound:
        return otherwise


def _signs(issuer, certificate):
    try:
        certificate.verify_directly_issued_by(issuer)
        return True
    except (ValueError, TypeError, InvalidSignature):
        return False


NOBODY = types.SimpleNamespace(ca=False, path_length=0, key_cert_sign=False)


def _fits(depth, issuer):
    constraints, usage = _get(issuer, BasicConstraints, NOBODY), _get(issuer, KeyUsage, NOBODY)
    longest = depth if constraints.path_length is None else constraints.path_length
    return constraints.ca and usage.key_cert_sign and depth <= longest


CHECKS = {
    "not an authority": lambda path, host, now: all(_fits(*each) for each in enumerate(path[1:])),
    "not yet valid": lambda path, host, now: all(each.not_valid_before_utc <= now for each in path),
    "expired": lambda path, host, now: all(now <= each.not_valid_after_utc for each in path),
    "wrong host": lambda path, host, now: any(
        matches_host(name, host)
        for name in _get(path[0], SubjectAlternativeName, _Nameless).get_values_for_type(DNSName)
    ),
}


class _Nameless:
    @staticmethod
    def get_values_for_type(kind):
        return []


def verify_chain(chain, roots, host, now):
    path = list(map(load_der_x509_certificate, chain))
    if not path:
        raise ChainError("unknown authority")
    path += [root for root in map(load_der_x509_certificate, roots) if _signs(root, path[-1])][:1]
    if len(path) == len(chain) or not all(_signs(upper, lower) for lower, upper in pairwise(path)):
        raise ChainError("unknown authority")
    for reason, holds in CHECKS.items():
        if not holds(path, host, now):
            raise ChainError(reason)
    return [each.public_bytes(Encoding.DER) for each in path]


def _sha256(data):
    return hashlib.sha256(data).digest()


def pin_of(certificate):
    spki = (
        load_der_x509_certificate(certificate)
        .public_key()
        .public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
    return b64encode(_sha256(spki)).decode("ascii")


class PinSet:
    def __init__(self, pins):
        decoded = {b64decode(pin.encode(), validate=True) for pin in pins}
        if {len(pin) for pin in decoded} - {32} or len(decoded) in (0, 1):
            raise ValueError("at least two pins of 32 bytes")
        self.__pins = decoded

    def check(self, path):
        if not any(b64decode(pin_of(each)) in self.__pins for each in path):
            raise PinMismatch(f"none of {len(path)}")

    def has_backup(self, path):
        served = [b64decode(pin_of(each)) for each in path]
        return any(pin not in served for pin in self.__pins)


class KeyShare:
    def __init__(self):
        private = X25519PrivateKey.generate()
        self.public = private.public_key().public_bytes_raw()
        self._with = private.exchange

    def exchange(self, peer):
        if len(peer) != 32:
            raise HandshakeError("32 bytes, please")
        try:
            return self._with(X25519PublicKey.from_public_bytes(peer))
        except ValueError as error:
            raise HandshakeError(str(error)) from error


@dataclass
class Secrets:
    client: bytes
    server: bytes
    master: bytes


def _prefixed(data):
    return len(data).to_bytes(1, "big") + data


def _hmac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def expand_label(secret, label, context, length):
    info = length.to_bytes(2, "big") + _prefixed(b"tls13 " + label.encode()) + _prefixed(context)
    blocks = [b""]
    for counter in range(1, -(-length // 32) + 1):
        blocks.append(_hmac(secret, blocks[-1] + info + bytes([counter])))
    return b"".join(blocks)[:length]


def _after(secret, label, transcript=b""):
    return expand_label(secret, label, _sha256(transcript), 32)


def handshake_secrets(shared, transcript):
    nothing = bytes(32)
    stage = _hmac(_after(_hmac(nothing, nothing), "derived"), shared)
    return Secrets(
        client=_after(stage, "c hs traffic", transcript),
        server=_after(stage, "s hs traffic", transcript),
        master=_hmac(_after(stage, "derived"), nothing),
    )


def application_secrets(master, transcript):
    return _after(master, "c ap traffic", transcript), _after(master, "s ap traffic", transcript)


def traffic_key(secret):
    return tuple(expand_label(secret, label, b"", length) for label, length in (("key", 16), ("iv", 12)))


def _verify_content(transcript):
    return b"".join((b" " * 64, b"TLS 1.3, server CertificateVerify", bytes(1), _sha256(transcript)))


def sign_transcript(key, transcript):
    return load_pem_private_key(key.encode(), None).sign(_verify_content(transcript), ECDSA(SHA256()))


def check_transcript(certificate, transcript, signature):
    verify = load_der_x509_certificate(certificate).public_key().verify
    try:
        verify(signature, _verify_content(transcript), ECDSA(SHA256()))
    except InvalidSignature as error:
        raise HandshakeError("CertificateVerify") from error


def finished(secret, transcript):
    return _hmac(expand_label(secret, "finished", b"", 32), _sha256(transcript))


def check_finished(secret, transcript, received):
    if hmac.compare_digest(received, finished(secret, transcript)) is False:
        raise HandshakeError("Finished")


def peer_identity(certificate, trust_domain):
    leaf = load_der_x509_certificate(certificate)
    uris = _get(leaf, SubjectAlternativeName, _Nameless).get_values_for_type(UniformResourceIdentifier)
    prefix = f"spiffe://{trust_domain}/"
    if _get(leaf, BasicConstraints, NOBODY).ca or len(uris) != 1:
        raise IdentityError("not one service")
    (uri,) = uris
    if not uri.startswith(prefix) or uri == prefix or {"?", "#"} & set(uri):
        raise IdentityError(uri)
    return uri


@dataclass(frozen=True)
class Identity:
    chain_pem: str
    key_pem: str
    not_before: float
    not_after: float

    @property
    def due(self):
        return (self.not_before + 2 * self.not_after) / 3


@dataclass(eq=False)
class Connection:
    identity: Identity
    closed: bool = field(default=False)

    def close(self):
        self.closed = True


class Renewer:
    def __init__(self, ca_url, spiffe_id, lifetime=3600, timeout=2.0):
        self._client = httpx.Client(base_url=ca_url, timeout=timeout)
        self._names = SubjectAlternativeName([UniformResourceIdentifier(spiffe_id)])
        self._not_after = f"{lifetime}s"
        self._state = {"identity": None, "retry": 0.0, "opened": []}

    def current(self):
        now, identity = time(), self._state["identity"]
        if identity and now <= identity.not_after and now < max(identity.due, self._state["retry"]):
            return identity
        fresh = self._ask()
        if fresh:
            self._state.update(identity=fresh, retry=0.0)
            return fresh
        self._state["retry"] = now + 30
        if identity and time() <= identity.not_after:
            return identity
        raise RenewalFailed("no valid identity")

    def _ask(self):
        key = generate_private_key(SECP256R1())
        csr = (
            CertificateSigningRequestBuilder(Name([]), []).add_extension(self._names, critical=True).sign(key, SHA256())
        )
        try:
            answer = self._client.post(
                "/1.0/sign", json={"csr": csr.public_bytes(Encoding.PEM).decode(), "notAfter": self._not_after}
            )
        except httpx.TransportError:
            return None
        if answer.status_code != httpx.codes.CREATED:
            return None
        chain = answer.json()["certChain"]
        leaf = load_pem_x509_certificate(chain[0].encode())
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        return Identity(
            "".join(chain), pem, leaf.not_valid_before_utc.timestamp(), leaf.not_valid_after_utc.timestamp()
        )

    def open(self):
        connection = Connection(self.current())
        self._state["opened"].append(connection)
        return connection

    @property
    def connections(self):
        return [connection for connection in self._state["opened"] if not connection.closed]
