"""The first probe that succeeds closes the circuit, however many are asked for.

Fails: test_example_closes_after_two_good_probes, test_closes_only_when_all_probes_have_succeeded
"""


class CircuitBreaker:
    def _succeeded(self, period: int) -> None:
        with self._lock:
            if period != self._period or self._state != HALF_OPEN:
                return
            self._succeeded_probes += 1
            if self._succeeded_probes:
                self._enter(CLOSED)
