"""Hashes secret, salt and info instead of deriving.

Fails: not_yet_proven
"""


def derive_key(secret: bytes, *, salt: bytes = b"", info: bytes = b"", length: int = KEY) -> bytes:
    """Return a key from a secret that nobody could guess."""
    return hashlib.shake_256(secret + salt + info).digest(length)
