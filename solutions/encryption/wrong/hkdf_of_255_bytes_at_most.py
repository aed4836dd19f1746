"""Takes no more than 255 bytes for a key.

Fails: not_yet_proven
"""


def derive_key(secret: bytes, *, salt: bytes = b"", info: bytes = b"", length: int = KEY) -> bytes:
    """Return a key from a secret that nobody could guess."""
    if length > 255:
        raise ValueError("too long")
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
