"""Raises httpx.HTTPStatusError instead of handing the answer of 5xx to the caller.

Fails: test_example_stops_asking_a_service_that_is_down, test_counts_5xx
"""


class GuardedClient:
    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        try:
            return self.breaker(url).call(self._send, method, url, **options)
        except _ServerError as error:
            error.response.raise_for_status()
            raise
