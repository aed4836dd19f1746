"""Takes a path that begins with two slashes.

Fails: test_the_token_is_for_this_server
"""


class ApiClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request with an access token; after a 401 once more with a new one."""
        if not path.startswith("/"):
            raise ValueError("a path begins with one slash: the token is for this server and no other")
        token = self._tokens.get()
        answer = self._send(token, method, path, **options)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.invalidate(token)
            answer = self._send(self._tokens.get(), method, path, **options)
        return answer
