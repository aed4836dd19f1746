"""Counts a failure of a call from before the opening when the circuit has closed again.

Fails: test_a_late_failure_is_not_in_the_new_window
"""


class CircuitBreaker:
    def _failed(self, period: int) -> None:
        with self._lock:
            if period != self._period and self._state != CLOSED:
                return
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
