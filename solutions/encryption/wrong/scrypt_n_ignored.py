"""Derives with the usual n, whatever was asked for.

Fails: not_yet_proven
"""


def password_key(password: str, salt: bytes, *, n: int = 2**14, r: int = BLOCK, p: int = 5) -> bytes:
    """Return a key from a password, which somebody could guess."""
    return Scrypt(salt=salt, length=KEY, n=2**14, r=r, p=p).derive(password.encode())
