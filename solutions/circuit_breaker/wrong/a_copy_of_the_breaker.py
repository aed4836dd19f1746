"""Gives a breaker for looking at, while requests go through another one.

Fails: test_lets_no_more_than_the_probes_through, test_counts_5xx, test_sends_nothing_while_open,
    test_counts_broken_connections, test_counts_timeouts, test_takes_2xx_and_3xx_for_successes,
    test_takes_4xx_for_a_sign_of_life, test_has_a_breaker_for_each_port,
    test_has_one_breaker_for_all_urls_of_a_host, test_gives_the_breaker_that_requests_go_through,
    test_says_when_an_open_circuit_is_worth_another_try, test_leaves_an_open_service_alone,
    test_sends_all_through_its_client, test_counts_every_probe_of_calls_at_once
"""


class GuardedClient:
    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Send a request; ``options`` are httpx's (``json``, ``headers``, ``params`` …)."""
        try:
            guard = self.breaker(url.replace("://", "://guard-of-", 1))
            return guard.call(self._send, method, url, **options)
        except _ServerError as error:
            return error.response
