"""Takes the limit for four, whatever was asked for.

Fails: test_unknown
"""


class Gateway:
    def __init__(self, services: dict[str, str], timeout: float, limit: int) -> None:
        self.services = services
        self._timeout = timeout
        self._limit = 4
        self._under_way = dict.fromkeys(services, 0)
