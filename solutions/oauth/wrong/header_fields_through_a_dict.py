"""Reads the caller's header fields into a dictionary, which keeps one value a name.

Fails: test_everything_arrives
"""


class ApiClient:
    def _send(self, token: str, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {**dict(options.pop("headers", None) or {}), "Authorization": f"Bearer {token}"}
        return httpx.request(method, self._base_url + path, headers=headers, timeout=TIMEOUT, **options)
