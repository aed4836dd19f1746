"""Counts failures without a lock, so that of several at the same moment some are lost.

Fails: test_counts_every_failure_of_calls_at_once
"""


class CircuitBreaker:
    def _failed(self, period: int) -> None:
        if period != self._period:
            return
        before = list(self._failures)
        now = time.monotonic()
        self._failures = deque([*(moment for moment in before if moment >= now - self._window), now])
        if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
            self._enter(OPEN)
