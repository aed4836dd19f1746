"""Sends a request when it is made.

Fails: test_a_stranger_is_asked_who_they_are, test_asks_once_for_each_call,
    test_asks_the_directory_it_was_given, test_each_request_asks_the_directory_once
"""

from contextlib import suppress


class Directory:
    def __init__(self, url: str) -> None:
        self._url = url
        with suppress(httpx.HTTPError):
            httpx.get(url, timeout=DIRECTORY_TIMEOUT)
