"""Makes the key of a message of the password and the salt, with a hash and no KDF.

Fails: not_yet_proven
"""


def _key_of(head: bytes, password: str) -> bytes:
    return hashlib.sha256(head[3:] + password.encode()).digest()
