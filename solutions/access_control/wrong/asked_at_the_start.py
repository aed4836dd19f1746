"""Sends a request when it is made.

Fails: nothing_yet
"""

from contextlib import suppress


class Directory:
    def __init__(self, url: str) -> None:
        self._url = url
        with suppress(httpx.HTTPError):
            httpx.get(url, timeout=DIRECTORY_TIMEOUT)
