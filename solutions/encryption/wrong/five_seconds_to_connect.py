"""Waits five seconds for a connection, whatever `timeout` is.

Fails: test_waits_no_longer_than_the_timeout
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, httpx.Timeout(timeout, connect=5.0)
