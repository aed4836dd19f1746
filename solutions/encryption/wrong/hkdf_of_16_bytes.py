"""Derives 16 bytes unless told otherwise.

Fails: not_yet_proven
"""


def derive_key(secret: bytes, *, salt: bytes = b"", info: bytes = b"", length: int = 16) -> bytes:
    """Return a key from a secret that nobody could guess."""
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
