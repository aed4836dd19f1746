"""Always tells the whole `open_for` instead of what is left of it.

Fails: test_says_how_long_it_stays_open
"""


class CircuitBreaker:
    def _admit(self) -> int:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                raise CircuitOpenError(self._open_for)
            if self._state == HALF_OPEN:
                if self._admitted >= self._probes:
                    raise CircuitOpenError(0.0)
                self._admitted += 1
            return self._period
