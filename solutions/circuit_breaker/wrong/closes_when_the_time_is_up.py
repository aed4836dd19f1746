"""Closes by itself after `open_for` seconds, without a probe.

Fails: test_example_closes_after_two_good_probes, test_closes_only_when_all_probes_have_succeeded,
    test_a_failed_probe_opens_it_again, test_refuses_while_the_probes_are_on_their_way,
    test_lets_one_probe_through_by_default, test_lets_no_more_than_the_probes_through,
    test_gives_its_breakers_the_open_time_and_the_probes, test_lets_one_of_several_be_the_probe,
    test_a_late_success_is_no_probe, test_a_late_failure_is_no_probe,
    test_a_late_probe_does_not_keep_it_open, test_a_probe_counts_only_in_its_own_period,
    test_a_probe_that_is_broken_off_gives_its_place_back, test_a_call_broken_off_late_gives_no_place_back
"""


class CircuitBreaker:
    def _look_at_the_clock(self) -> None:
        if self._state == OPEN and time.monotonic() >= self._since + self._open_for:
            self._enter(CLOSED)
