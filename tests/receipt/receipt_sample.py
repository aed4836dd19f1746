"""What the tests of receipts share: a key, claims, and receipts that are not made by the grader."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from grader.receipt.claims import Claims, IsolationClaim, SubmissionClaim, TopicClaim
from grader.receipt.jws import HEADER
from grader.result.model import CourseInfo

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key()
PUBLIC_PEM = PUBLIC.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

CLAIMS = Claims(
    submission=SubmissionClaim("zoë.zip", "5" * 64),
    course=CourseInfo("A small course", "1", "c" * 64),
    score=2.5,
    max_score=6.0,
    complete=True,
    topics=(TopicClaim("tokens", 2.5, 4.0, True), TopicClaim("breaker", 0.0, 2.0, True)),
    isolation=IsolationClaim(True, ("files", "network"), ("user",)),
    versions={"python": "3.11.7", "grader": "0.1.0"},
    result_sha256="e" * 64,
)


@dataclass(frozen=True)
class Keys:
    """Where the two PEM files are."""

    private: Path
    public: Path


def write_keys(folder: Path, key: Ed25519PrivateKey = KEY) -> Keys:
    """Write a pair of keys as openssl does."""
    folder.mkdir()
    keys = Keys(folder / "key.pem", folder / "pub.pem")
    keys.private.touch(0o600)
    keys.private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    keys.public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return keys


def base64url(content: bytes) -> bytes:
    """As JWS writes it, without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def signed(payload: bytes, header: bytes = HEADER, key: Ed25519PrivateKey = KEY) -> bytes:
    """Whatever bytes, with a signature that fits."""
    content = base64url(header) + b"." + base64url(payload)
    return content + b"." + base64url(key.sign(content))
