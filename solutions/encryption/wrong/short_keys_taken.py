"""Takes whatever key AESGCM takes, those of AES-128 and AES-192 too.

Fails: not_yet_proven
"""


def _gcm(key: bytes) -> AESGCM:
    return AESGCM(key)
