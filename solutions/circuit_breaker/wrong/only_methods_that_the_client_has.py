"""Sends a request by the function of the client that has the name of its method: there is none for PURGE, and that for
DELETE takes no body.

Fails: test_guards_every_method, test_hands_every_option_on
"""


class GuardedClient:
    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = getattr(self._http, method.lower())(url, **options)
        if response.is_server_error:
            raise _ServerError(response)
        return response
