"""Makes the key of a password with PBKDF2.

Fails: not_yet_proven
"""


def _password_key(password: str, head: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), head[2:], 1000)
