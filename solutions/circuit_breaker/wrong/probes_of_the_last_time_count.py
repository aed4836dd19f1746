"""Takes a probe of the last half-open period for one of this period.

Fails: test_a_probe_counts_only_in_its_own_period
"""


class CircuitBreaker:
    def _succeeded(self, period: int) -> None:
        with self._lock:
            if self._state != HALF_OPEN or period == 1:
                return
            self._succeeded_probes += 1
            if self._succeeded_probes == self._probes:
                self._enter(CLOSED)
