"""Tries again with the token that was refused.

Fails: test_a_refused_token_is_replaced, test_failures_reach_the_caller, test_calls_in_the_name_of_a_user
"""


class ApiClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request with an access token; after a 401 once more with a new one."""
        if not path.startswith("/") or path.startswith("//"):
            raise ValueError("a path begins with one slash: the token is for this server and no other")
        token = self._tokens.get()
        answer = self._send(token, method, path, **options)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            answer = self._send(token, method, path, **options)
        return answer
