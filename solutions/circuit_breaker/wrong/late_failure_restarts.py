"""Any failure opens the circuit anew, also that of a call from before it opened.

Fails: test_a_late_failure_does_not_keep_it_open, test_a_late_failure_is_no_probe,
    test_a_late_failure_is_not_in_the_new_window, test_a_late_probe_does_not_keep_it_open,
    test_a_probe_counts_only_in_its_own_period
"""


class CircuitBreaker:
    def _failed(self, period: int) -> None:
        with self._lock:
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state != CLOSED or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
