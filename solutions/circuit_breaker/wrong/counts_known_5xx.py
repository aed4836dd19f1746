"""Takes only those answers of 5xx for failures that have a name.

Fails: test_counts_every_status_of_5xx
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, url, **options)
        if response.is_server_error and response.reason_phrase:
            raise _ServerError(response)
        return response
