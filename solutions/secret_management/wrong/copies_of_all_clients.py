"""Keeps the copies of all clients in one place.

Fails: test_a_refusal_is_told_at_once, test_an_answer_that_is_none, test_an_outage_is_outlived_by_a_copy,
    test_keeps_a_copy_for_a_short_while
"""

COPIES = {}


class SecretClient:
    def __init__(self, url: str, token: Secret, *, ttl: float = 30.0, max_stale: float = 300.0) -> None:
        self._manager, self._ttl, self._max_stale = _Manager(url, token), ttl, max_stale
        self._copies = COPIES
        self._failed: dict[str, tuple[float, ManagerUnavailableError]] = {}
        self._lock = threading.Lock()
