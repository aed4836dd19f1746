"""TLS in coroutines, with plain functions beneath them and an asynchronous client."""

import asyncio
import base64
import re
import ssl
import time
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import httpx
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import constant_time, hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import ec, x25519

DER = serialization.Encoding.DER
PEM = serialization.Encoding.PEM
ECDSA = ec.ECDSA(hashes.SHA256())
SPIFFE_ID = re.compile(r"spiffe://([^/?#]*)(/[^?#]+)")


class TlsError(Exception):
    """Base."""


class ChainError(TlsError):
    """A chain does not hold."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class PinMismatch(TlsError):
    """No pin fits."""


class HandshakeError(TlsError):
    """No proof."""


class IdentityError(TlsError):
    """No identity."""


class RenewalFailed(TlsError):
    """No certificate to be had."""


async def client_context(roots):
    context = ssl.create_default_context(cadata=roots)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.hostname_checks_common_name = False
    return context


async def matches_host(pattern, host):
    return _matches(pattern, host)


def _matches(pattern, host):
    if re.fullmatch(r"[0-9.]+", host):
        return False
    wanted, found = pattern.lower().split("."), host.lower().split(".")
    if len(wanted) != len(found):
        return False
    if wanted[0] == "*" and len(wanted) > 1 and found[0]:
        wanted, found = wanted[1:], found[1:]
    return "*" not in "".join(wanted) and wanted == found


def _hash(data):
    digest = hashes.Hash(hashes.SHA256())
    digest.update(data)
    return digest.finalize()


def _mac(key, data):
    mac = hmac.HMAC(key, hashes.SHA256())
    mac.update(data)
    return mac.finalize()


def _value(certificate, kind):
    for extension in certificate.extensions:
        if isinstance(extension.value, kind):
            return extension.value
    return None


def _made(lower, upper):
    if lower.issuer != upper.subject:
        return False
    try:
        upper.public_key().verify(lower.signature, lower.tbs_certificate_bytes, ECDSA)
    except InvalidSignature:
        return False
    return True


def _is_authority(certificate, below):
    constraints = _value(certificate, x509.BasicConstraints)
    usage = _value(certificate, x509.KeyUsage)
    if not (constraints and constraints.ca and usage and usage.key_cert_sign):
        return False
    return constraints.path_length is None or below <= constraints.path_length


async def verify_chain(chain: list[bytes], roots: list[bytes], host: str, now: datetime):
    sent = [x509.load_der_x509_certificate(each) for each in chain]
    anchors = [x509.load_der_x509_certificate(each) for each in roots]
    linked = bool(sent) and all(_made(sent[i], sent[i + 1]) for i in range(len(sent) - 1))
    root = next((each for each in anchors if linked and _made(sent[-1], each)), None)
    if root is None:
        raise ChainError("unknown authority")
    path = [*sent, root]
    if not all(_is_authority(path[i], i - 1) for i in range(1, len(path))):
        raise ChainError("not an authority")
    if now < max(each.not_valid_before_utc for each in path):
        raise ChainError("not yet valid")
    if now > min(each.not_valid_after_utc for each in path):
        raise ChainError("expired")
    names = _value(sent[0], x509.SubjectAlternativeName) or []
    if not any(isinstance(each, x509.DNSName) and _matches(each.value, host) for each in names):
        raise ChainError("wrong host")
    return [*chain, root.public_bytes(DER)]


def _pin(certificate):
    key = x509.load_der_x509_certificate(certificate).public_key()
    return base64.b64encode(_hash(key.public_bytes(DER, serialization.PublicFormat.SubjectPublicKeyInfo))).decode()


async def pin_of(certificate):
    return _pin(certificate)


class PinSet:
    def __init__(self, pins):
        self.pins = set()
        for pin in pins:
            if not re.fullmatch(r"[A-Za-z0-9+/]{43}=", pin) or len(base64.b64decode(pin)) != 32:
                raise ValueError(f"no pin: {pin}")
            self.pins.add(base64.b64encode(base64.b64decode(pin)).decode())
        if len(self.pins) < 2:
            raise ValueError("where is the backup?")

    async def check(self, path):
        for certificate in path:
            if _pin(certificate) in self.pins:
                return
        raise PinMismatch

    async def has_backup(self, path):
        return not self.pins.issubset(map(_pin, path))


class KeyShare:
    def __init__(self):
        self._private = x25519.X25519PrivateKey.generate()

    @property
    def public(self):
        return self._private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)

    async def exchange(self, peer):
        try:
            return self._private.exchange(x25519.X25519PublicKey.from_public_bytes(peer))
        except ValueError:
            raise HandshakeError from None


class Secrets(NamedTuple):
    client: bytes
    server: bytes
    master: bytes


def _expand(secret, label, context, length):
    full = f"tls13 {label}".encode()
    info = b"".join((length.to_bytes(2, "big"), bytes((len(full),)), full, bytes((len(context),)), context))
    block, out, number = b"", b"", 0
    while len(out) < length:
        number += 1
        block = _mac(secret, block + info + bytes([number]))
        out += block
    return out[:length]


async def expand_label(secret, label, context, length):
    return _expand(secret, label, context, length)


def _derived(secret, label, transcript):
    return _expand(secret, label, _hash(transcript), 32)


async def handshake_secrets(shared, transcript):
    secret = _mac(b"\0" * 32, b"\0" * 32)
    secret = _mac(_derived(secret, "derived", b""), shared)
    master = _mac(_derived(secret, "derived", b""), b"\0" * 32)
    return Secrets(_derived(secret, "c hs traffic", transcript), _derived(secret, "s hs traffic", transcript), master)


async def application_secrets(master, transcript):
    return tuple(_derived(master, f"{side} ap traffic", transcript) for side in ("c", "s"))


async def traffic_key(secret):
    return _expand(secret, "key", b"", 16), _expand(secret, "iv", b"", 12)


def _content(transcript):
    return 64 * b"\x20" + b"TLS 1.3, server CertificateVerify" + b"\0" + _hash(transcript)


async def sign_transcript(key, transcript):
    return serialization.load_pem_private_key(key.encode(), password=None).sign(_content(transcript), ECDSA)


async def check_transcript(certificate, transcript, signature):
    public = x509.load_der_x509_certificate(certificate).public_key()
    try:
        public.verify(signature, _content(transcript), ECDSA)
    except InvalidSignature:
        raise HandshakeError from None


async def finished(secret, transcript):
    return _mac(_expand(secret, "finished", b"", 32), _hash(transcript))


async def check_finished(secret, transcript, received):
    if not constant_time.bytes_eq(await finished(secret, transcript), received):
        raise HandshakeError


async def server_context(folder):
    here = Path(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cadata=(here / "roots.pem").read_text())
    context.load_cert_chain(here / "server.pem")
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    return context


async def peer_identity(certificate, trust_domain):
    leaf = x509.load_der_x509_certificate(certificate)
    names = _value(leaf, x509.SubjectAlternativeName) or []
    uris = [each.value for each in names if isinstance(each, x509.UniformResourceIdentifier)]
    constraints = _value(leaf, x509.BasicConstraints)
    found = SPIFFE_ID.fullmatch(uris[0]) if len(uris) == 1 else None
    if found is None or found[1] != trust_domain or (constraints and constraints.ca):
        raise IdentityError
    return uris[0]


class Identity(NamedTuple):
    chain_pem: str
    key_pem: str
    not_before: float
    not_after: float


class Connection:
    def __init__(self, identity, opened):
        self.identity, self.closed, self._opened = identity, False, opened

    async def close(self):
        if not self.closed:
            self.closed = True
            self._opened.remove(self)


class Renewer:
    def __init__(self, ca_url, spiffe_id, lifetime=3600, timeout=2.0):
        self._where = f"{ca_url}/1.0/sign"
        self._spiffe_id, self._lifetime, self._timeout = spiffe_id, lifetime, timeout
        self._held, self._not_before_then = None, 0.0
        self._opened = []
        self._lock = asyncio.Lock()

    async def current(self):
        async with self._lock:
            now = time.time()
            good = self._held is not None and now <= self._held.not_after
            if good and now < self._not_before_then:
                return self._held
            try:
                self._held = await self._renewed()
            except (httpx.TransportError, RenewalFailed):
                if not good or time.time() > self._held.not_after:
                    raise RenewalFailed from None
                self._not_before_then = now + 30
            else:
                begin, end = self._held[2:]
                self._not_before_then = begin + 2 * (end - begin) / 3
            return self._held

    async def _renewed(self):
        key = ec.generate_private_key(ec.SECP256R1())
        wanted = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(self._spiffe_id)])
        csr = x509.CertificateSigningRequestBuilder(x509.Name([])).add_extension(wanted, critical=False)
        csr = csr.sign(key, hashes.SHA256())
        async with httpx.AsyncClient(timeout=self._timeout) as client:
            json = {"csr": csr.public_bytes(PEM).decode(), "notAfter": f"{self._lifetime}s"}
            answer = await client.post(self._where, json=json)
        if answer.status_code != 201:
            raise RenewalFailed
        chain = answer.json()["certChain"]
        leaf = x509.load_pem_x509_certificate(chain[0].encode())
        times = (each.timestamp() for each in (leaf.not_valid_before_utc, leaf.not_valid_after_utc))
        form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        return Identity("".join(chain), key.private_bytes(PEM, *form).decode(), *times)

    async def open(self):
        connection = Connection(await self.current(), self._opened)
        self._opened.append(connection)
        return connection

    @property
    def connections(self):
        return list(self._opened)
