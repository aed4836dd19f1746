"""A call from before the circuit opened counts as a probe when it ends in half-open.

Fails: test_a_late_success_does_not_close, test_a_late_success_is_no_probe, test_a_late_failure_is_no_probe,
    test_a_late_failure_is_not_in_the_new_window, test_a_probe_counts_only_in_its_own_period
"""


class CircuitBreaker:
    def _succeeded(self, period: int) -> None:
        with self._lock:
            self._look_at_the_clock()
            if self._state != HALF_OPEN:
                return
            self._succeeded_probes += 1
            if self._succeeded_probes == self._probes:
                self._enter(CLOSED)

    def _failed(self, period: int) -> None:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                return
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
