"""Keeps the key's name in the class.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._timeout = url, timeout
        EnvelopeCipher._key_id = key_id
