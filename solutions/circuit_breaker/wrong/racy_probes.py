"""Decides who is a probe without a lock, so that of several at the same moment too many are.

Fails: test_lets_one_of_several_be_the_probe
"""


class CircuitBreaker:
    def _admit(self) -> int:
        self._look_at_the_clock()
        if self._state == OPEN:
            raise CircuitOpenError(self._since + self._open_for - time.monotonic())
        if self._state == HALF_OPEN and self._admitted >= self._probes:
            raise CircuitOpenError(0.0)
        self._admitted += 1
        return self._period
