"""Keeps the copies of all clients in one place.

Fails: test_a_rotation_needs_no_restart, test_example_two_reads_are_one_request, test_reads_a_secret
"""


class SecretClient:
    def __init__(self, url: str, token: Secret, *, ttl: float = 30.0, max_stale: float = 300.0) -> None:
        self._manager, self._ttl, self._max_stale = _Manager(url, token), ttl, max_stale
        self._copies = COPIES
        self._failed: dict[str, tuple[float, ManagerUnavailableError]] = {}
        self._lock = threading.Lock()
