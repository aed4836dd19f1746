"""TLS: verify a server, its chain and its key; derive the keys of a handshake; know a caller; renew in time.

The lesson and everything that is asked of you are in README.md. Functions and methods may be ``async def`` instead,
where you like that better; names and parameters stay as they are.
"""

import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


class TlsError(Exception):
    """The base of what can go wrong here."""


class ChainError(TlsError):
    """A chain does not hold. ``reason`` is one of the texts in README.md."""

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
    """Return a client's context that verifies chain and host, trusts ``roots`` (PEM) alone, and speaks TLS 1.3."""
    # TODO(context)
    raise NotImplementedError


def matches_host(pattern: str, host: str) -> bool:
    """Tell whether a certificate's DNS name is for this host (RFC 9525, section 6.3)."""
    # TODO(chain)
    raise NotImplementedError


def verify_chain(chain: list[bytes], roots: list[bytes], host: str, now: datetime) -> list[bytes]:
    """Return the path from the leaf to the root, or raise ChainError (RFC 5280, section 6)."""
    # TODO(chain)
    raise NotImplementedError


def pin_of(certificate: bytes) -> str:
    """Return the pin of a certificate's public key (RFC 7469, section 2.4)."""
    # TODO(pins)
    raise NotImplementedError


class PinSet:
    """The pins of a host, a backup among them. Raises ValueError for fewer than two, and for what is no pin."""

    def __init__(self, pins: Iterable[str]) -> None:
        # TODO(pins)
        raise NotImplementedError

    def check(self, path: list[bytes]) -> None:
        """Raise PinMismatch unless a certificate of the path has one of the pins."""
        # TODO(pins)
        raise NotImplementedError

    def has_backup(self, path: list[bytes]) -> bool:
        """Tell whether one of the pins is that of no certificate of the path."""
        # TODO(pins)
        raise NotImplementedError


class KeyShare:
    """An ephemeral X25519 key."""

    public: bytes

    def __init__(self) -> None:
        # TODO(handshake)
        raise NotImplementedError

    def exchange(self, peer: bytes) -> bytes:
        """Return the shared secret with the owner of this public key, or raise HandshakeError."""
        # TODO(handshake)
        raise NotImplementedError


@dataclass(frozen=True)
class Secrets:
    """The two handshake traffic secrets, and the master secret."""

    client: bytes
    server: bytes
    master: bytes


def expand_label(secret: bytes, label: str, context: bytes, length: int) -> bytes:
    """HKDF-Expand-Label with SHA-256 (RFC 8446, section 7.1)."""
    # TODO(handshake)
    raise NotImplementedError


def handshake_secrets(shared: bytes, transcript: bytes) -> Secrets:
    """Return the secrets after ServerHello (RFC 8446, section 7.1)."""
    # TODO(handshake)
    raise NotImplementedError


def application_secrets(master: bytes, transcript: bytes) -> tuple[bytes, bytes]:
    """Return the client's and the server's application traffic secret."""
    # TODO(handshake)
    raise NotImplementedError


def traffic_key(secret: bytes) -> tuple[bytes, bytes]:
    """Return key and iv of a traffic secret (RFC 8446, section 7.3)."""
    # TODO(handshake)
    raise NotImplementedError


def sign_transcript(key: str, transcript: bytes) -> bytes:
    """Return the server's signature over the transcript (RFC 8446, section 4.4.3)."""
    # TODO(handshake)
    raise NotImplementedError


def check_transcript(certificate: bytes, transcript: bytes, signature: bytes) -> None:
    """Raise HandshakeError unless the certificate's key has signed this transcript."""
    # TODO(handshake)
    raise NotImplementedError


def finished(secret: bytes, transcript: bytes) -> bytes:
    """Return the MAC over the transcript (RFC 8446, section 4.4.4)."""
    # TODO(handshake)
    raise NotImplementedError


def check_finished(secret: bytes, transcript: bytes, received: bytes) -> None:
    """Raise HandshakeError unless ``received`` is the MAC over the transcript. Takes the same time either way."""
    # TODO(handshake)
    raise NotImplementedError


def server_context(folder: str) -> ssl.SSLContext:
    """Return a server's context that shows ``server.pem`` and demands a certificate under ``roots.pem``."""
    # TODO(mutual)
    raise NotImplementedError


def peer_identity(certificate: bytes, trust_domain: str) -> str:
    """Return the SPIFFE ID in a caller's certificate, or raise IdentityError."""
    # TODO(mutual)
    raise NotImplementedError


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
        # TODO(renew)
        raise NotImplementedError


class Renewer:
    """Keeps a service's identity fresh. ``lifetime`` and ``timeout`` are in seconds."""

    def __init__(self, ca_url: str, spiffe_id: str, lifetime: int = 3600, timeout: float = 2.0) -> None:
        # TODO(renew)
        raise NotImplementedError

    def current(self) -> Identity:
        """Return a valid identity, renewed from two thirds of its time on. Raises RenewalFailed."""
        # TODO(renew)
        raise NotImplementedError

    def open(self) -> Connection:
        """Open a connection with the current identity. Raises RenewalFailed."""
        # TODO(renew)
        raise NotImplementedError

    @property
    def connections(self) -> list[Connection]:
        """The connections that are open, the oldest first."""
        # TODO(renew)
        raise NotImplementedError
