"""Asks in which state the breaker is when a call ends, not in which period it was let through.

Fails: test_a_late_success_is_no_probe, test_a_late_failure_is_no_probe,
    test_a_late_failure_is_not_in_the_new_window, test_a_probe_counts_only_in_its_own_period,
    test_a_late_success_does_not_close
"""


class CircuitBreaker:
    def _succeeded(self, period: int) -> None:
        with self._lock:
            if self._state != HALF_OPEN:
                return
            self._succeeded_probes += 1
            if self._succeeded_probes == self._probes:
                self._enter(CLOSED)

    def _failed(self, period: int) -> None:
        with self._lock:
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
