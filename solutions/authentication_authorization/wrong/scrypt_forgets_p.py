"""Derives with p = 1, whatever is asked for.

Fails: test_derives_keys_with_scrypt
"""


def scrypt(password: bytes, *, salt: bytes, n: int, r: int, p: int) -> bytes:
    """Derive a key from a password."""
    return Scrypt(salt=salt, length=KEY_BYTES, n=n, r=r, p=1).derive(password)
