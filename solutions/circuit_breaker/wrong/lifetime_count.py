"""Counts failures over the whole life of the breaker instead of within a window of time.

Fails: test_forgets_failures_older_than_the_window, test_forgets_only_what_is_too_old,
    test_counts_a_failure_from_the_end_of_its_call, test_has_the_documented_threshold_and_window,
    test_gives_its_breakers_the_threshold_and_the_window, test_gives_its_breakers_the_documented_defaults
"""


class CircuitBreaker:
    def _failed(self, period: int) -> None:
        with self._lock:
            if period != self._period:
                return
            now = time.monotonic()
            self._failures.append(now)
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
