"""Lets one probe through at a time, instead of all of them at once.

Fails: test_refuses_while_the_probes_are_on_their_way, test_lets_no_more_than_the_probes_through,
    test_counts_every_probe_of_calls_at_once, test_a_late_probe_does_not_keep_it_open,
    test_a_probe_counts_only_in_its_own_period
"""


class CircuitBreaker:
    def _admit(self) -> int:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                raise CircuitOpenError(self._since + self._open_for - time.monotonic())
            if self._state == HALF_OPEN and self._admitted >= 1:
                raise CircuitOpenError(0.0)
            self._admitted += 1
            return self._period

    def _succeeded(self, period: int) -> None:
        with self._lock:
            self._admitted -= 1
            if period != self._period or self._state != HALF_OPEN:
                return
            self._succeeded_probes += 1
            if self._succeeded_probes == self._probes:
                self._enter(CLOSED)
