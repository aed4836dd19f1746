"""Each URL has a breaker of its own, so failures of one service do not add up.

Fails: test_counts_every_status_of_5xx, test_takes_2xx_and_3xx_for_successes, test_takes_4xx_for_a_sign_of_life,
    test_has_one_breaker_for_all_urls_of_a_host, test_says_when_an_open_circuit_is_worth_another_try,
    test_leaves_an_open_service_alone, test_sends_all_through_its_client, test_has_one_breaker_for_all_users_of_a_host
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        parsed = httpx.URL(url)
        key = ("", str(parsed), None)
        with self._lock:
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
