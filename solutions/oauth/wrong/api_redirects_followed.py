"""Follows redirects of the resource server.

Fails: test_other_answers_are_returned_at_once
"""


class ApiClient:
    def _send(self, token: str, method: str, path: str, **options: Any) -> httpx.Response:
        headers = httpx.Headers(options.pop("headers", None))
        headers["Authorization"] = f"Bearer {token}"
        return httpx.request(
            method, self._base_url + path, headers=headers, timeout=TIMEOUT, follow_redirects=True, **options
        )
