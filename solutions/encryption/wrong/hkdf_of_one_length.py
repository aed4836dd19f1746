"""Derives 32 bytes, whatever length was asked for.

Fails: test_derives_the_keys_of_rfc_5869
"""


def derive_key(secret: bytes, *, salt: bytes = b"", info: bytes = b"", length: int = KEY) -> bytes:
    """Return a key from a secret that nobody could guess."""
    return HKDF(hashes.SHA256(), KEY, salt, info).derive(secret)
