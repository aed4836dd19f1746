"""Takes whatever key AESGCM takes, those of AES-128 and AES-192 too.

Fails: test_a_key_has_32_bytes
"""


def _gcm(key: bytes) -> AESGCM:
    return AESGCM(key)
