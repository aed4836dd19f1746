"""Hands on the options that the README names, and drops all others.

Fails: test_hands_every_option_on
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        named = ("json", "data", "content", "headers", "params")
        response = self._http.request(method, url, **{name: options[name] for name in named if name in options})
        if response.is_server_error:
            raise _ServerError(response)
        return response
