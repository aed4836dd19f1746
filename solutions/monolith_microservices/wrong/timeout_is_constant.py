"""Waits for one second, whatever the timeout.

Fails: test_gives_up_after_the_timeout
"""


class _Gateway:
    def __init__(self, services: dict[str, str], timeout: float, limit: int) -> None:
        self.services = services
        self._timeout = 1.0
        self._limit = limit
        self._under_way = dict.fromkeys(services, 0)
