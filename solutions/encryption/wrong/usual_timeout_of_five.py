"""Waits five seconds unless told otherwise, as httpx does.

Fails: test_waits_no_longer_than_the_timeout, test_a_record_outlives_a_failed_rewrap
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 5.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout
