"""Takes whatever key AESGCM takes, those of AES-128 and AES-192 too.

Fails: test_x
"""


def _gcm(key: bytes) -> AESGCM:
    return AESGCM(key)
