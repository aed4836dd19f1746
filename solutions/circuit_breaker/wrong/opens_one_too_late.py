"""Opens only when the failures exceed the threshold.

Fails: test_example_opens_at_the_third_failure, test_example_stops_asking_a_service_that_is_down,
    test_opens_when_the_failures_reach_the_threshold
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
            if self._state == HALF_OPEN or len(self._failures) > self._failure_threshold:
                self._enter(OPEN)
