"""Tells a negative time to a call that is no probe.

Fails: test_refuses_while_the_probes_are_on_their_way
"""


class CircuitBreaker:
    def _admit(self) -> int:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                raise CircuitOpenError(self._since + self._open_for - time.monotonic())
            if self._state == HALF_OPEN and self._admitted >= self._probes:
                raise CircuitOpenError(self._since - time.monotonic() - 1)
            self._admitted += 1
            return self._period
