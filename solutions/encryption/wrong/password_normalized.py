"""Brings a password into Unicode's normal form first.

Fails: not_yet_proven
"""

import unicodedata


def password_key(password: str, salt: bytes, *, n: int = 2**14, r: int = BLOCK, p: int = 5) -> bytes:
    """Return a key from a password, which somebody could guess."""
    return Scrypt(salt=salt, length=KEY, n=n, r=r, p=p).derive(unicodedata.normalize("NFC", password).encode())
