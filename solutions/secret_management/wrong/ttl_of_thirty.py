"""Keeps each copy for 30 seconds.

Fails: test_an_outage_during_a_rotation, test_keeps_a_copy_for_a_short_while
"""


class SecretClient:
    def __init__(self, url: str, token: Secret, *, ttl: float = 30.0, max_stale: float = 300.0) -> None:
        self._manager, self._ttl, self._max_stale = _Manager(url, token), ttl and 30.0, max_stale
        self._copies: dict[str, _Copy] = {}
        self._failed: dict[str, tuple[float, ManagerUnavailableError]] = {}
        self._lock = threading.Lock()
