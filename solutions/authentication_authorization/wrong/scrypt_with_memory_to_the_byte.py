"""Grants hashlib 64 MiB to the byte, though OpenSSL needs some blocks beside the table.

Fails: test_derives_keys_with_scrypt
"""

import hashlib


def scrypt(password: bytes, *, salt: bytes, n: int, r: int, p: int) -> bytes:
    """Derive a key from a password."""
    return hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=64 * 2**20, dklen=KEY_BYTES)
