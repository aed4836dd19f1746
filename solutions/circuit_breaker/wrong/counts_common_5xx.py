"""Takes only 500, 502, 503 and 504 for failures.

Fails: test_counts_every_status_of_5xx
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, url, **options)
        if response.status_code in (500, 502, 503, 504):
            raise _ServerError(response)
        return response
