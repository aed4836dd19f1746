"""Takes a 403 for a token that is to be replaced.

Fails: test_other_answers_are_returned_at_once
"""


class ApiClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request with an access token; after a 401 once more with a new one."""
        if not path.startswith("/") or path.startswith("//"):
            raise ValueError("a path begins with one slash: the token is for this server and no other")
        token = self._tokens.get()
        answer = self._send(token, method, path, **options)
        if answer.status_code in (401, 403):
            self._tokens.invalidate(token)
            answer = self._send(self._tokens.get(), method, path, **options)
        return answer
