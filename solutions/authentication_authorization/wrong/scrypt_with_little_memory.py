"""Leaves hashlib's limit of 32 MiB as it is.

Fails: test_derives_keys_with_scrypt
"""

import hashlib


def scrypt(password: bytes, *, salt: bytes, n: int, r: int, p: int) -> bytes:
    """Derive a key from a password."""
    return hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, dklen=KEY_BYTES)
