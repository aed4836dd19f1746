"""In half-open lets everybody through and counts probes only when they end.

Fails: test_lets_no_more_than_the_probes_through
"""


class CircuitBreaker:
    def _admit(self) -> int:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                raise CircuitOpenError(self._since + self._open_for - time.monotonic())
            if self._state == HALF_OPEN:
                self._admitted += 1
            return self._period
