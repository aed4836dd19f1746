"""Makes a new breaker for each request.

Fails: test_example_stops_asking_a_service_that_is_down, test_lets_no_more_than_the_probes_through,
    test_guards_every_method, test_counts_5xx, test_sends_nothing_while_open, test_counts_broken_connections,
    test_counts_timeouts, test_has_a_breaker_for_each_port, test_has_one_breaker_for_all_urls_of_a_host,
    test_gives_the_breaker_that_requests_go_through, test_says_when_an_open_circuit_is_worth_another_try,
    test_leaves_an_open_service_alone, test_sends_all_through_its_client,
    test_has_one_breaker_even_when_first_asked_at_once, test_has_one_breaker_for_all_users_of_a_host
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        parsed = httpx.URL(url)
        key = (parsed.scheme, parsed.host, parsed.port)  # the port is None where it is the scheme's own
        with self._lock:
            if key is not None:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
