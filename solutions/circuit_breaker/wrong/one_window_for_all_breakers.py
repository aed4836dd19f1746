"""Keeps the failures in the class, so that all breakers add up theirs.

Fails: test_counts_for_each_breaker_by_itself
"""


class CircuitBreaker:
    _failures: deque[float] = deque()

    def _enter(self, state: str) -> None:
        self._state = state
        self._period += 1
        self._since = time.monotonic()
        self._failures.clear()
        self._admitted = self._succeeded_probes = 0
