"""Takes r = 16 unless told otherwise.

Fails: not_yet_proven
"""


def password_key(password: str, salt: bytes, *, n: int = 2**14, r: int = 16, p: int = 5) -> bytes:
    """Return a key from a password, which somebody could guess."""
    return Scrypt(salt=salt, length=KEY, n=n, r=r, p=p).derive(password.encode())
