"""Makes the key of password and salt with one hash, and no KDF.

Fails: not_yet_proven
"""


def _password_key(password: str, head: bytes) -> bytes:
    return hashlib.sha256(head[2:] + password.encode()).digest()
