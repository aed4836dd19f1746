"""Hands an empty answer of 503 to the caller whenever the service answers with 5xx.

Fails: test_hands_over_an_answer_of_5xx
"""


class GuardedClient:
    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Send a request; ``options`` are httpx's (``json``, ``headers``, ``params`` …)."""
        try:
            return self.breaker(url).call(self._send, method, url, **options)
        except _ServerError as error:
            return httpx.Response(503, request=error.response.request)
