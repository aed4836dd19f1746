"""Takes any answer for a success, 5xx included.

Fails: test_example_stops_asking_a_service_that_is_down, test_guards_every_method, test_counts_5xx,
    test_has_one_breaker_for_all_urls_of_a_host, test_gives_the_breaker_that_requests_go_through,
    test_sends_all_through_its_client
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        return self._http.request(method, url, **options)
