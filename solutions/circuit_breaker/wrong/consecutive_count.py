"""A success sets the count of failures back to zero, so only failures in a row open the circuit.

Fails: test_a_success_does_not_wipe_out_failures
"""


class CircuitBreaker:
    def _succeeded(self, period: int) -> None:
        with self._lock:
            self._failures.clear()
            if period != self._period or self._state != HALF_OPEN:
                return
            self._succeeded_probes += 1
            if self._succeeded_probes == self._probes:
                self._enter(CLOSED)
