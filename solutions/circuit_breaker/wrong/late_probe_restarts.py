"""A probe that fails after another one has starts the open time anew.

Fails: test_a_late_probe_does_not_keep_it_open
"""


class CircuitBreaker:
    def _failed(self, period: int) -> None:
        with self._lock:
            if period == self._period - 1 and self._state == OPEN and period > 2:
                self._since = time.monotonic()
            if period != self._period:
                return
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
