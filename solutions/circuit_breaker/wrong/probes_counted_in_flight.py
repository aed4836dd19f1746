"""Limits how many probes are on their way, not how many there are.

Fails: test_counts_the_probes_that_have_ended_as_well, test_a_call_broken_off_late_gives_no_place_back
"""


class CircuitBreaker:
    def _succeeded(self, period: int) -> None:
        with self._lock:
            if period != self._period or self._state != HALF_OPEN:
                return
            self._succeeded_probes += 1
            self._admitted -= 1
            if self._succeeded_probes == self._probes:
                self._enter(CLOSED)
