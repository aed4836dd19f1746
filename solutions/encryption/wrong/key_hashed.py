"""Hashes the key before it is used.

Fails: not_yet_proven
"""


def _gcm(key: bytes) -> AESGCM:
    if len(key) != KEY:
        raise ValueError("a key has 32 bytes")
    return AESGCM(hashlib.sha256(key).digest())
