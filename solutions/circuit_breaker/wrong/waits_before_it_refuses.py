"""Waits a second before it refuses a call.

Fails: test_refuses_at_once, test_says_how_long_it_stays_open,
    test_is_open_from_the_end_of_the_call_that_opened_it, test_stays_open_for_the_whole_time_again,
    test_sends_nothing_while_open, test_says_when_an_open_circuit_is_worth_another_try,
    test_leaves_an_open_service_alone, test_a_late_failure_does_not_keep_it_open,
    test_a_late_probe_does_not_keep_it_open
"""


class CircuitBreaker:
    def _admit(self) -> int:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                time.sleep(1)
                raise CircuitOpenError(self._since + self._open_for - time.monotonic())
            if self._state == HALF_OPEN and self._admitted >= self._probes:
                raise CircuitOpenError(0.0)
            self._admitted += 1
            return self._period
