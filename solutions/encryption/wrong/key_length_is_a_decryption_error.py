"""Says DecryptionError for a key of another length.

Fails: not_yet_proven
"""


def _gcm(key: bytes) -> AESGCM:
    if len(key) != KEY:
        raise DecryptionError("it does not open")
    return AESGCM(key)
