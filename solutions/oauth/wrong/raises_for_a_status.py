"""Raises for answers of 4xx and 5xx.

Fails: test_there_is_no_third_try, test_other_answers_are_returned_at_once
"""


class ApiClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request with an access token; after a 401 once more with a new one."""
        if not path.startswith("/") or path.startswith("//"):
            raise ValueError("a path begins with one slash: the token is for this server and no other")
        token = self._tokens.get()
        answer = self._send(token, method, path, **options)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.invalidate(token)
            answer = self._send(self._tokens.get(), method, path, **options)
        return answer.raise_for_status()
