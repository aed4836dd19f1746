"""Hands on the options that its author thought of, and drops all others.

Fails: test_hands_every_option_on
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(
            method, url, **{name: options[name] for name in ("json", "content", "headers") if name in options}
        )
        if response.is_server_error:
            raise _ServerError(response)
        return response
