"""Makes the key of a password with PBKDF2.

Fails: not_yet_proven
"""


def password_key(password: str, salt: bytes, *, n: int = 2**14, r: int = BLOCK, p: int = 5) -> bytes:
    """Return a key from a password, which somebody could guess."""
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 1000)
