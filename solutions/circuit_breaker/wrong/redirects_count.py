"""Takes whatever is not 2xx or 4xx for a failure.

Fails: test_takes_2xx_and_3xx_for_successes
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, url, **options)
        if not response.is_success and not response.is_client_error:
            raise _ServerError(response)
        return response
