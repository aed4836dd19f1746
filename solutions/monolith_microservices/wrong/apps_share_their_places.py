"""Counts the calls of all apps together.

Fails: test_gives_each_place_back
"""

UNDER_WAY: dict[str, int] = {}


class _Gateway:
    def __init__(self, services: dict[str, str], timeout: float, limit: int) -> None:
        self.services = services
        self._timeout = timeout
        self._limit = limit
        self._under_way = UNDER_WAY
        for name in services:
            UNDER_WAY.setdefault(name, 0)
