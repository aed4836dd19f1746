"""Keeps one httpx client: a cookie that the 401 sets is in the second try.

Fails: test_the_second_try_is_the_same_request
"""


class ApiClient:
    def __init__(self, tokens: UserTokens | ServiceTokens, base_url: str) -> None:
        self._tokens, self._base_url = tokens, base_url
        self._http = httpx.Client()

    def _send(self, token: str, method: str, path: str, **options: Any) -> httpx.Response:
        headers = httpx.Headers(options.pop("headers", None))
        headers["Authorization"] = f"Bearer {token}"
        return self._http.request(method, self._base_url + path, headers=headers, timeout=TIMEOUT, **options)
