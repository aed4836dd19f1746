"""Sends a request again whose connection has failed.

Fails: test_failures_reach_the_caller
"""


class ApiClient:
    def _send(self, token: str, method: str, path: str, **options: Any) -> httpx.Response:
        headers = httpx.Headers(options.pop("headers", None))
        headers["Authorization"] = f"Bearer {token}"
        with httpx.Client(timeout=TIMEOUT) as client:
            try:
                return client.request(method, self._base_url + path, headers=headers, **options)
            except httpx.TransportError:
                return client.request(method, self._base_url + path, headers=headers, **options)
