"""Any success closes the circuit.

Fails: test_a_late_success_does_not_close, test_a_late_success_is_no_probe,
    test_a_late_probe_does_not_keep_it_open, test_a_probe_counts_only_in_its_own_period
"""


class CircuitBreaker:
    def _succeeded(self, period: int) -> None:
        with self._lock:
            if period != self._period and self._state != CLOSED:
                return self._enter(CLOSED)
            if period != self._period or self._state != HALF_OPEN:
                return None
            self._succeeded_probes += 1
            if self._succeeded_probes == self._probes:
                self._enter(CLOSED)
