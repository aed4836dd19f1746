"""Makes the key of a password with HKDF, which is fast.

Fails: not_yet_proven
"""


def password_key(password: str, salt: bytes, *, n: int = 2**14, r: int = BLOCK, p: int = 5) -> bytes:
    """Return a key from a password, which somebody could guess."""
    return derive_key(password.encode(), salt=salt)
