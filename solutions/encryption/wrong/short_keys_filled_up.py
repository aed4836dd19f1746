"""Fills a short key up with zeros and cuts a long one off.

Fails: not_yet_proven
"""


def _gcm(key: bytes) -> AESGCM:
    return AESGCM(key.ljust(KEY, b"\0")[:KEY])
