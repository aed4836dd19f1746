"""The first probe that succeeds closes the circuit, however many are asked for.

Fails: test_example_closes_after_two_good_probes, test_closes_only_when_all_probes_have_succeeded,
    test_a_failed_probe_opens_it_again, test_counts_the_probes_that_have_ended_as_well,
    test_gives_its_breakers_the_open_time_and_the_probes, test_a_late_success_is_no_probe,
    test_a_late_failure_is_no_probe, test_a_probe_counts_only_in_its_own_period,
    test_a_probe_that_is_broken_off_gives_its_place_back, test_a_call_broken_off_late_gives_no_place_back
"""


class CircuitBreaker:
    def _succeeded(self, period: int) -> None:
        with self._lock:
            if period != self._period or self._state != HALF_OPEN:
                return
            self._succeeded_probes += 1
            if self._succeeded_probes:
                self._enter(CLOSED)
