"""The client has httpx's own timeout of five seconds.

Fails: x
"""


class Store:
    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url)
