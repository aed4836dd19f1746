"""A refused call starts the open time again, so under traffic the circuit never recovers.

Fails: test_refused_calls_do_not_keep_it_open, test_lets_a_probe_through_when_the_time_is_up
"""


class CircuitBreaker:
    def _admit(self) -> int:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                retry_after = self._since + self._open_for - time.monotonic()
                self._enter(OPEN)
                raise CircuitOpenError(retry_after)
            if self._state == HALF_OPEN:
                if self._admitted >= self._probes:
                    raise CircuitOpenError(0.0)
                self._admitted += 1
            return self._period
