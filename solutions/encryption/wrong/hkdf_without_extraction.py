"""Expands the secret without extracting first.

Fails: not_yet_proven
"""

from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand


def derive_key(secret: bytes, *, salt: bytes = b"", info: bytes = b"", length: int = KEY) -> bytes:
    """Return a key from a secret that nobody could guess."""
    return HKDFExpand(hashes.SHA256(), length, info).derive(salt + secret)
