"""Drops the path of the base URL.

Fails: test_everything_arrives
"""


class ApiClient:
    def _send(self, token: str, method: str, path: str, **options: Any) -> httpx.Response:
        headers = httpx.Headers(options.pop("headers", None))
        headers["Authorization"] = f"Bearer {token}"
        return httpx.request(method, httpx.URL(self._base_url).join(path), headers=headers, timeout=TIMEOUT, **options)
