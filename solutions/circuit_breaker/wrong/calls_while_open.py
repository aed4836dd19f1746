"""While the circuit is open it still makes the call, and only then refuses.

Fails: test_example_stops_asking_a_service_that_is_down, test_refuses_without_calling_while_open,
    test_refuses_while_the_probes_are_on_their_way, test_lets_no_more_than_the_probes_through,
    test_guards_every_method, test_sends_nothing_while_open, test_rides_out_an_outage,
    test_gives_the_breaker_that_requests_go_through, test_leaves_an_open_service_alone,
    test_lets_one_of_several_be_the_probe
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        try:
            period = self._admit()
        except CircuitOpenError:
            function(*args, **kwargs)
            raise
        try:
            result = function(*args, **kwargs)
        except Exception:
            self._failed(period)
            raise
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        self._succeeded(period)
        return result
