"""Counts a probe when it ends, so that any number can be on their way.

Fails: test_refuses_while_the_probes_are_on_their_way, test_lets_one_probe_through_by_default,
    test_lets_no_more_than_the_probes_through, test_lets_one_of_several_be_the_probe,
    test_a_call_broken_off_late_gives_no_place_back
"""


class CircuitBreaker:
    def _admit(self) -> int:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                raise CircuitOpenError(self._since + self._open_for - time.monotonic())
            if self._state == HALF_OPEN and self._succeeded_probes >= self._probes:
                raise CircuitOpenError(0.0)
            self._admitted += 1
            return self._period
