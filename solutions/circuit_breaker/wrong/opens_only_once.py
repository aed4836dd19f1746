"""Does not count failures any more once it has recovered.

Fails: test_watches_on_after_a_recovery, test_takes_2xx_and_3xx_for_successes,
    test_takes_4xx_for_a_sign_of_life
"""


class CircuitBreaker:
    def _failed(self, period: int) -> None:
        with self._lock:
            if period != self._period or (self._state == CLOSED and self._period > 1):
                return
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
