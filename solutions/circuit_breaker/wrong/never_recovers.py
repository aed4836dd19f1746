"""Once open, stays open for ever.

Breaks the whole: a circuit that never closes again lets nothing through, whatever else is right.

Fails: test_example_closes_after_two_good_probes, test_is_open_for_as_long_as_it_is_told,
    test_refused_calls_do_not_keep_it_open, test_is_open_for_the_documented_time,
    test_lets_a_probe_through_when_the_time_is_up, test_lets_one_probe_through_by_default,
    test_takes_2xx_and_3xx_for_successes, test_takes_4xx_for_a_sign_of_life, test_rides_out_an_outage,
    test_gives_its_breakers_the_open_time_and_the_probes, test_gives_its_breakers_the_documented_defaults,
    test_lets_one_of_several_be_the_probe, test_counts_every_probe_of_calls_at_once,
    test_a_late_success_is_no_probe, test_a_late_failure_is_no_probe,
    test_a_late_failure_is_not_in_the_new_window, test_a_late_probe_does_not_keep_it_open,
    test_a_probe_counts_only_in_its_own_period, test_a_call_broken_off_late_gives_no_place_back
"""


class CircuitBreaker:
    def _look_at_the_clock(self) -> None:
        pass
