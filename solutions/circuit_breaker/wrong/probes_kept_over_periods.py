"""Successes of an earlier half-open period still count in the next one.

Fails: test_counts_probes_anew_each_time
"""


class CircuitBreaker:
    def _enter(self, state: str) -> None:
        self._state = state
        self._period += 1
        self._since = time.monotonic()
        self._failures: deque[float] = deque()
        self._admitted = 0
        if state == CLOSED:
            self._succeeded_probes = 0
