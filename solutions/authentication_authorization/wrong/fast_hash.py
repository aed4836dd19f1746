"""Hashes with SHA-256 and calls it scrypt.

Fails: test_derives_keys_with_scrypt
"""

import hashlib


def scrypt(password: bytes, *, salt: bytes, n: int, r: int, p: int) -> bytes:
    """Derive a key from a password."""
    return hashlib.sha256(salt + password).digest()
