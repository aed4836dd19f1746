"""Derives keys without the salt.

Fails: not_yet_proven
"""


def derive_key(secret: bytes, *, salt: bytes = b"", info: bytes = b"", length: int = KEY) -> bytes:
    """Return a key from a secret that nobody could guess."""
    return HKDF(hashes.SHA256(), length, None, info).derive(secret)
