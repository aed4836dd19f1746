"""Drops the token that is current when the 401 comes, not the one that was refused.

Fails: test_refused_at_once_replaced_once
"""


class ApiClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request with an access token; after a 401 once more with a new one."""
        if not path.startswith("/") or path.startswith("//"):
            raise ValueError("a path begins with one slash: the token is for this server and no other")
        token = self._tokens.get()
        answer = self._send(token, method, path, **options)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.invalidate(self._tokens.get())
            answer = self._send(self._tokens.get(), method, path, **options)
        return answer
