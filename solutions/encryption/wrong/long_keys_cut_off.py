"""Takes the first 32 bytes of a longer key.

Fails: not_yet_proven
"""


def _gcm(key: bytes) -> AESGCM:
    if len(key) < KEY:
        raise ValueError("a key has 32 bytes")  # AESGCM takes 16 and 24 as well
    return AESGCM(key[:KEY])
