"""Takes an answer of 429 for a failure, since it says: not now.

Fails: test_takes_4xx_for_a_sign_of_life
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, url, **options)
        if response.is_server_error or response.status_code == 429:
            raise _ServerError(response)
        return response
