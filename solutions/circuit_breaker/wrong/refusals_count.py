"""A refused call starts the open time again, so under traffic the circuit never recovers.

Fails: test_is_open_for_as_long_as_it_is_told, test_refused_calls_do_not_keep_it_open,
    test_is_open_for_the_documented_time, test_stays_open_for_the_whole_time_again,
    test_watches_on_after_a_recovery, test_rides_out_an_outage,
    test_gives_its_breakers_the_open_time_and_the_probes, test_gives_its_breakers_the_documented_defaults,
    test_says_when_an_open_circuit_is_worth_another_try
"""


class CircuitBreaker:
    def _admit(self) -> int:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                retry_after = self._since + self._open_for - time.monotonic()
                self._enter(OPEN)
                raise CircuitOpenError(retry_after)
            if self._state == HALF_OPEN and self._admitted >= self._probes:
                raise CircuitOpenError(0.0)
            self._admitted += 1
            return self._period
