"""Takes an answer of 4xx for a failure.

Fails: test_takes_4xx_for_a_sign_of_life
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, url, **options)
        if response.is_error:
            raise _ServerError(response)
        return response
