"""When the oldest failure is too old, forgets the younger ones with it.

Fails: test_forgets_only_what_is_too_old
"""


class CircuitBreaker:
    def _failed(self, period: int) -> None:
        with self._lock:
            if period != self._period:
                return
            now = time.monotonic()
            self._failures.append(now)
            if self._failures[0] < now - self._window:
                self._failures = deque([now])
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
