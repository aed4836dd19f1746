"""Opens with the failure before the one that reaches the threshold.

Fails: test_example_opens_at_the_third_failure, test_example_stops_asking_a_service_that_is_down,
    test_opens_when_the_failures_reach_the_threshold, test_forgets_only_what_is_too_old,
    test_counts_a_failure_from_the_end_of_its_call, test_has_the_documented_threshold_and_window,
    test_does_not_wait_longer_than_its_timeout, test_gives_its_breakers_the_threshold_and_the_window,
    test_gives_its_breakers_the_documented_defaults
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
            if self._state == HALF_OPEN or len(self._failures) >= max(1, self._failure_threshold - 1):
                self._enter(OPEN)
