"""Gives the caller an answer of 503 when there was none.

Fails: test_lets_exceptions_of_httpx_out, test_does_not_wait_longer_than_its_timeout,
    test_has_the_documented_timeout
"""


class GuardedClient:
    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Send a request; ``options`` are httpx's (``json``, ``headers``, ``params`` …)."""
        try:
            return self.breaker(url).call(self._send, method, url, **options)
        except _ServerError as error:
            return error.response
        except httpx.TransportError:
            return httpx.Response(503, json={"title": "no answer"})
