"""Once open, stays open for ever.

Fails: test_example_closes_after_two_good_probes, test_refused_calls_do_not_keep_it_open,
    test_lets_a_probe_through_when_the_time_is_up, test_queues_a_payment_for_later,
    test_a_late_failure_does_not_reopen
"""


class CircuitBreaker:
    def _look_at_the_clock(self) -> None:
        pass
