"""The client has httpx's own timeout of five seconds.

Fails: test_waits_two_seconds_for_the_store
"""


class _Store:
    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url)
