"""Sends the request to the address by which it looks the breaker up, without user and password.

Fails: test_asks_for_the_url_as_given
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, httpx.URL(url).copy_with(username="", password=""), **options)
        if response.is_server_error:
            raise _ServerError(response)
        return response
