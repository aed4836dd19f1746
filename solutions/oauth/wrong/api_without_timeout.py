"""Waits for the resource server for ever.

Fails: test_failures_reach_the_caller
"""


class ApiClient:
    def _send(self, token: str, method: str, path: str, **options: Any) -> httpx.Response:
        headers = httpx.Headers(options.pop("headers", None))
        headers["Authorization"] = f"Bearer {token}"
        return httpx.request(method, self._base_url + path, headers=headers, timeout=None, **options)
