"""Waits five seconds unless told otherwise, as httpx does.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 5.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout
