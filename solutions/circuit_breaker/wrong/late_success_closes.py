"""Any success closes the circuit.

Fails: test_a_late_success_does_not_close, test_a_late_success_is_no_probe,
    test_a_late_probe_does_not_keep_it_open, test_a_probe_counts_only_in_its_own_period
"""


class CircuitBreaker:
    def _succeeded(self, period: int) -> None:
        with self._lock:
            late = period != self._period
            if self._state == CLOSED or (self._state == OPEN and not late):
                return
            self._succeeded_probes += 1
            if late or self._succeeded_probes == self._probes:
                self._enter(CLOSED)
