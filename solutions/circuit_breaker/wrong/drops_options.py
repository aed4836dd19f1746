"""Sends the request without the headers and the body that were given.

Fails: test_sends_the_request_as_given
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, url, params=options.get("params"))
        if response.is_server_error:
            raise _ServerError(response)
        return response
