"""After a failed probe stays open for half of the time only.

Fails: test_stays_open_for_the_whole_time_again, test_a_late_probe_does_not_keep_it_open
"""


class CircuitBreaker:
    def _failed(self, period: int) -> None:
        with self._lock:
            if period != self._period:
                return
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                again = self._state == HALF_OPEN
                self._enter(OPEN)
                self._since -= self._open_for / 2 if again else 0
