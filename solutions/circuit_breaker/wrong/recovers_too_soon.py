"""Lets a probe through when half of the time is over.

Fails: test_refuses_without_calling_while_open, test_refuses_until_the_time_is_up,
    test_is_open_for_the_documented_time, test_stays_open_for_the_whole_time_again,
    test_watches_on_after_a_recovery, test_rides_out_an_outage,
    test_gives_its_breakers_the_open_time_and_the_probes, test_gives_its_breakers_the_documented_defaults,
    test_says_when_an_open_circuit_is_worth_another_try, test_a_late_failure_does_not_keep_it_open,
    test_a_late_probe_does_not_keep_it_open
"""


class CircuitBreaker:
    def _look_at_the_clock(self) -> None:
        if self._state == OPEN and time.monotonic() >= self._since + self._open_for / 2:
            self._enter(HALF_OPEN)
