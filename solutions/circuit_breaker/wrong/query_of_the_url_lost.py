"""Always gives httpx `params`, and the empty ones take the place of the URL's own query.

Fails: test_asks_for_the_url_as_given
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, url, **{"params": {}, **options})
        if response.is_server_error:
            raise _ServerError(response)
        return response
