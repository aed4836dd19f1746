"""A call of an earlier period that is broken off while the circuit is half-open gives back a place that it never had.

Fails: test_a_call_broken_off_late_gives_no_place_back
"""


class CircuitBreaker:
    def _give_back(self, period: int) -> None:
        with self._lock:
            if self._state == HALF_OPEN and self._admitted > 0:
                self._admitted -= 1
